"""Fields of many forms that ask the same thing: what is asked once instead, and which forms lie inside others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .labels import squeeze
from .model import NONE, Form, Match

Key = tuple[str, ...]
# What a field asks: an element; the same unsettled question in the same surroundings; a department's own indicator.
ELEMENT, QUESTION, INDICATOR = "element", "question", "indicator"
ONLY_REPEATED = frozenset({"repeated"})


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of one form and the key of what it asks; two fields with one key are one.

    `question` is the key under which a person's answer holds for all other fields with the same one; empty where
    nobody has to be asked.
    """

    form_id: str
    i: int
    key: Key
    question: Key = ()

    @property
    def element(self) -> str:
        """The element, or nothing where it is not settled which."""
        return self.key[1] if self.key[0] == ELEMENT else ""


def asks(form: Form, matches: Iterable[Match], is_name: Callable[[str], bool]) -> tuple[Ask, ...]:
    """What each field of a form asks. `is_name` tells whether an element is somebody's name.

    A field asks for its element where that is settled, or where nothing but the repetition of its label speaks against
    it: then it may not be filled without asking, yet it is no further question. Any other field is kept apart from all
    but those of the same department with the same label, the same guess and the same person named last before it:
    whatever it means, both mean it. A label that no element was found for is the department's own indicator.

    A person's answer about a field holds for more than that: it may fill. So it is carried over only where all labels
    since somebody was last named are the same, and the words that named them.
    """
    found: list[Ask] = []
    told: dict[Key, int] = defaultdict(int)
    person = ""
    run: Key = ()
    for match in matches:
        best, field = match.ranked[0].element, form.fields[match.i]
        where = (form.department, squeeze(field.group), squeeze(field.label))
        run = (best, where[2]) if is_name(best) else (*run, where[2])
        question = (QUESTION, *where, best, _again(told, where), *run)
        key: Key = (QUESTION, *where, person, best, _again(told, (*where, person)))
        if match.auto or (best != NONE and set(match.doubts) <= ONLY_REPEATED):
            key = (ELEMENT, best)
        elif best == NONE:
            key = (INDICATOR, *where, _again(told, where))
        if is_name(best):
            person = best
        found.append(Ask(form.form_id, match.i, key, () if match.auto else question))
    return tuple(found)


def confirmed(all_asks: Iterable[Ask], answers: Mapping[Key, str]) -> tuple[Ask, ...]:
    """Asks once a person has answered questions: an element, or NONE for a department's own indicator."""
    found = []
    for ask in all_asks:
        answer = answers.get(ask.question, "") if ask.question else ""
        if answer:
            _kind, department, section, label, *_rest = ask.question
            key = (INDICATOR, department, section, label) if answer == NONE else (ELEMENT, answer)
            ask = Ask(ask.form_id, ask.i, key)  # the same field, settled
        found.append(ask)
    return tuple(found)


def _again(told: dict[Key, int], key: Key) -> str:
    """The second of two equal labels in one form asks something else than the first."""
    told[key] += 1
    return str(told[key])


def merged(all_asks: Iterable[Ask]) -> dict[Key, tuple[Ask, ...]]:
    """Distinct fields, each with all that ask it."""
    found: dict[Key, list[Ask]] = defaultdict(list)
    for ask in all_asks:
        found[ask.key].append(ask)
    return {key: tuple(members) for key, members in found.items()}


@dataclass(frozen=True, slots=True)
class Inside:
    """A form whose every field is asked by another form too."""

    form_id: str
    other: str
    is_same: bool


def inside(
    by_form: Mapping[str, Iterable[Ask]], rows_inside: Callable[[str, str], bool]
) -> tuple[Inside, ...]:
    """Forms inside other forms, by fields and by rows; the wider form with the fewest fields is named.

    `rows_inside` tells whether the first form asks for no row that the second does not: fields alone do not make a
    form needless, since the same columns are asked of different people.
    """
    keys = {form_id: frozenset(ask.key for ask in found) for form_id, found in by_form.items()}
    told = []
    for form_id, own in keys.items():
        wider = [
            other
            for other, theirs in keys.items()
            if other != form_id and own and own <= theirs and rows_inside(form_id, other)
        ]
        if wider:
            best = min(wider, key=lambda other: (len(keys[other]), other))
            told.append(Inside(form_id, best, keys[best] == own))
    return tuple(told)
