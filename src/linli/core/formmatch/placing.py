"""Whose each field of a form is: by its label, its section, its place after somebody's name, or the form's subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence as Ordered
from dataclasses import dataclass, field, replace

from .catalogue import Catalogue
from .context import STRANGER, Sequence
from .reading import Asked, Sense
from .subject import PERSON, about

LABEL, SECTION, POSITION, SUBJECT = "label", "section", "position", "subject"
# What tells one person from another: a block about somebody begins with one of these after the name.
IDENTIFYING = ["性别", "公民身份号码", "证件号码", "出生日期", "年龄", "联系方式", "手机号码", "民族"]
# How words for people end; a label with such a word that nothing is known of names a stranger.
SOMEBODY = re.compile("[人者员长师]$|主任$|干部$|领导$|书记$|家属$|亲友$")
CONTACT = ["联系方式", "手机号码", "固定电话"]
TYPE_OF_DOCUMENT, DOCUMENT = "证件类型", "证件号码"
# A sense less likely than this does not begin or end anybody's run.
SURE_ENOUGH = 0.8


@dataclass(frozen=True, slots=True)
class Placed:
    """A field with the role it belongs to (`owner`), how that was found, and whether it is beyond doubt."""

    asked: Asked
    owner: str
    how: str
    is_sure: bool
    about: str
    repeats: bool
    run: str = ""


def place(asked: Ordered[Asked], catalogue: Catalogue, name: str) -> list[Placed]:
    """Every field with its owner. `name` is the property of a person's name."""
    bare = [one.best for one in asked if one.best and not one.best.role and one.best.likeness >= SURE_ENOUGH]
    kind = about(
        [catalogue.prop_name(sense.prop) for sense in bare],
        any(_names_subject(one, name) for one in asked),
    )
    times = Counter((one.label.core, one.section) for one in asked)
    explicit = Counter(one.best.role for one in asked if one.best and one.best.role and one.best.prop != name)
    sequence = Sequence(
        catalogue.self_role,
        has=lambda role, prop: (role, prop) in catalogue.at,
        has_subject=kind == PERSON,
        explicit=dict(explicit),
    )
    has_organisation = kind == PERSON and catalogue.prop_named("单位名称") in {sense.prop for sense in bare}
    reading = _Reading(
        catalogue,
        name,
        sequence,
        {},
        _named_words(asked, name),
        _identifying(asked, catalogue),
        has_organisation,
    )
    placed = []
    for i, one in enumerate(asked):
        owner, how, sure = reading.owner(one, i in reading.identifying)
        repeats = times[one.label.core, one.section] > 1
        placed.append(Placed(one, owner, how, sure, kind, repeats, reading.sequence.run))
    return _told_twice(placed, catalogue)


def _told_twice(placed: list[Placed], catalogue: Catalogue) -> list[Placed]:
    """Two people in one role (当事人甲, 当事人乙) are asked the same: which of them is meant, only a person can say."""
    asked = Counter(
        (one.owner, one.asked.best.prop)
        for one in placed
        if one.asked.best and one.owner != catalogue.self_role and one.asked.best.likeness >= SURE_ENOUGH
    )
    return [
        replace(one, repeats=True)
        if one.asked.best
        and asked[one.owner, one.asked.best.prop] > 1
        and catalogue.is_personal(one.asked.best.prop)
        else one
        for one in placed
    ]


def _names_subject(one: Asked, name: str) -> bool:
    best = one.best
    return bool(
        best
        and best.prop == name
        and best.likeness >= SURE_ENOUGH
        and (not best.role or best.is_subject_word)
    )


def _named_words(asked: Ordered[Asked], name: str) -> frozenset[str]:
    return frozenset(one.best.word for one in asked if one.best and one.best.prop == name and one.best.word)


def _identifying(asked: Ordered[Asked], catalogue: Catalogue) -> frozenset[int]:
    """Places of fields that tell one person from another; the type of a document does when its number follows."""
    props = [catalogue.prop_name(one.best.prop) if one.best else "" for one in asked]
    return frozenset(
        i
        for i, prop in enumerate(props)
        if prop in IDENTIFYING or (prop == TYPE_OF_DOCUMENT and props[i + 1 : i + 2] == [DOCUMENT])
    )


@dataclass(slots=True)
class _Reading:
    """One pass over a form. `aliases` are words that this form uses for people, `guessed` those that are not known
    for anybody and stand for its subject only because they come first.
    """

    catalogue: Catalogue
    name: str
    sequence: Sequence
    aliases: dict[str, str]
    named_words: frozenset[str]
    identifying: frozenset[int]
    has_organisation: bool
    guessed: set[str] = field(default_factory=set)

    def owner(self, one: Asked, identifies: bool) -> tuple[str, str, bool]:
        best, sequence = one.best, self.sequence
        if best is None or best.likeness < 0.5 or (one.is_vague and best.likeness < SURE_ENOUGH):
            sequence.start(STRANGER) if SOMEBODY.search(one.label.core) else sequence.stop()
            return sequence.subject, SUBJECT, False
        if best.word:
            role, sure = self._of_label(best)
            how = LABEL
            if best.prop == self.name or role != sequence.run:
                sequence.start(role, by_title=best.is_title)
        elif not self.catalogue.is_personal(best.prop):
            sequence.stop()
            return sequence.subject, SUBJECT, True
        else:
            role, how, sure = self._of_place(one, best, identifies)
        sequence.asked.add((role, best.prop))
        return role, how, sure

    def _of_label(self, best: Sense) -> tuple[str, bool]:
        # 干部 after 包户干部 is short for it, but 赡养人 after 被赡养人 is a word of its own.
        is_short = best.role in ("", STRANGER)
        known = next(
            (word for word in self.aliases if word == best.word or (is_short and word.endswith(best.word))),
            "",
        )
        if known:
            return self.aliases[known], known not in self.guessed
        sequence = self.sequence
        is_first = (
            best.prop == self.name
            and not sequence.named
            and (sequence.subject, self.name) not in sequence.asked
        )
        if is_first and (best.is_subject_word or best.role == STRANGER):
            self.aliases[best.word] = sequence.subject
            if not best.is_subject_word:
                self.guessed.add(best.word)
            return sequence.subject, best.is_subject_word
        if best.is_subject_word and best.prop != self.name and best.word not in self.named_words:
            return sequence.subject, False
        if best.role not in ("", STRANGER):
            self.aliases[best.word] = best.role
        return best.role or STRANGER, bool(best.role) and best.role != STRANGER and not best.is_qualified

    def _of_place(self, one: Asked, best: Sense, identifies: bool) -> tuple[str, str, bool]:
        sequence = self.sequence
        if one.section_role:
            return one.section_role, SECTION, True
        if best.prop == self.name:
            again = (sequence.subject, self.name) in sequence.asked
            others = any(role != sequence.subject for role in sequence.named)
            sequence.start(sequence.subject)
            return sequence.subject, SUBJECT, not again and not others and one.section_known
        contacts = self.catalogue.prop_name(best.prop) in CONTACT
        role, sure = sequence.owner(best.prop, identifies, contacts)
        how = SUBJECT if role == sequence.subject else POSITION
        # Where a form asks for an organisation too, a bare phone may be the organisation's.
        theirs = contacts and how == SUBJECT and self.has_organisation
        return role, how, sure and one.section_known and not theirs
