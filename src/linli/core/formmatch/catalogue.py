"""A catalogue made ready: phrases of every property, words of every role, elements by role and property."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from .index import PhraseIndex
from .labels import squeeze
from .model import Element
from .words import LOOSE, PHRASES, ROLE_WORDS

SUBJECT_ROLE_NAMES = ("本人",)
PERSON_END = re.compile("[人员者长主任偶父母亲子女]$|医生$|干部$|领导$")
# Where a catalogue knows no husband and no wife, they are the spouse.
FALLBACK_ROLES = {"丈夫": "配偶", "妻子": "配偶"}
_FOLDED_KEYS = {key: squeeze(key) for key in PHRASES}
_FOLDED_WORDS = {key: frozenset(squeeze(word) for word in (key, *words)) for key, words in PHRASES.items()}
# Words that stand for one key alone and are no loose words of it.
_KEY_OF_WORD = {
    word: keys[0]
    for word, keys in {
        squeeze(word): [key for key in PHRASES if word in PHRASES[key] and word not in LOOSE[key]]
        for words in PHRASES.values()
        for word in words
    }.items()
    if len(keys) == 1
}
_ROLE_OF_WORD = {squeeze(word): name for name, words in ROLE_WORDS.items() for word in words}


class Catalogue:
    """Elements with the phrases they are found by. `roles` maps the code of a role to its Chinese name; with
    `own_names_only` properties are known by the names and aliases given, and by no phrase of ours.
    """

    def __init__(
        self, elements: Iterable[Element], roles: Mapping[str, str], own_names_only: bool = False
    ) -> None:
        self.own_names_only = own_names_only
        things = {code for code, name in roles.items() if not _is_person(name)}
        self.elements = tuple(_about(one) if one.role in things else one for one in elements)
        self.roles = {code: name for code, name in roles.items() if code not in things}
        self.by_id = {one.id: one for one in self.elements}
        self.self_role = next((code for code, name in roles.items() if name in SUBJECT_ROLE_NAMES), "self")
        self.at: dict[tuple[str, str], str] = {(one.role, one.property): one.id for one in self.elements}
        self.roles_of: dict[str, set[str]] = defaultdict(set)
        for one in self.elements:
            self.roles_of[one.property].add(one.role)

    def subject_of(self, prop: str) -> str:
        """What a property that belongs to nobody is about, where the catalogue tells."""
        return self._subjects.get(prop, "")

    @cached_property
    def _subjects(self) -> dict[str, str]:
        return {one.property: one.subject for one in self.elements if one.subject}

    def element(self, role: str, name: str) -> str | None:
        """The element of a property for a role; properties that belong to nobody answer for any role."""
        return self.at.get((role, name)) or self.at.get(("", name))

    def is_personal(self, name: str) -> bool:
        """True where the property belongs to one of several people."""
        return self.roles_of[name] != {""}

    def prop_named(self, name: str) -> str:
        """The code of the property that a Chinese name or one of its words stands for; empty where there is none."""
        return next(iter(self.phrases.get(squeeze(name), ())), "")

    def prop_name(self, prop: str) -> str:
        """The key in our words that a property goes by; empty where we have no words for it."""
        return self._keys.get(prop, "")

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Property -> the key of our words that is one of its names, or else whose words it shares most."""
        found: dict[str, str] = {}
        claims: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for prop, called in self._names().items():
            found[prop] = next((key for key, folded in _FOLDED_KEYS.items() if folded in called), "")
            key = "" if found[prop] else _KEY_OF_WORD.get(self._first_names[prop], "")
            if key:
                claims[key].append((len(called & _FOLDED_WORDS[key]), prop))
        for key, claimed in claims.items():
            if key not in found.values():
                found[max(claimed)[1]] = key
        return found

    @cached_property
    def _first_names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in self.elements:
            found.setdefault(one.property, squeeze(one.name))
        return found

    @cached_property
    def phrases(self) -> dict[str, tuple[str, ...]]:
        """Phrase -> properties it stands for; a catalogue's own name is stronger than a word of ours."""
        own: dict[str, set[str]] = defaultdict(set)
        ours: dict[str, set[str]] = defaultdict(set)
        for prop, names in self._names().items():
            for name in names:
                own[name].add(prop)
            if self.own_names_only:
                continue
            for key in {
                self._keys[prop],
                *(key for key, folded in _FOLDED_KEYS.items() if folded in names),
            } - {""}:
                for word in _FOLDED_WORDS[key]:
                    ours[word].add(prop)
        return {
            phrase: tuple(sorted(own.get(phrase) or ours[phrase]))
            for phrase in sorted({*own, *ours})
            if phrase
        }

    @cached_property
    def loose(self) -> frozenset[str]:
        """Phrases that are only a loose word of ours for every property they may stand for."""
        own = {name for names in self._names().values() for name in names}
        loose = {squeeze(word) for words in LOOSE.values() for word in words}
        tight = {
            squeeze(word) for name, words in PHRASES.items() for word in words if word not in LOOSE[name]
        }
        return frozenset(loose - tight - own)

    @cached_property
    def index(self) -> PhraseIndex:
        """The phrases, to be searched."""
        return PhraseIndex(tuple(self.phrases))

    @cached_property
    def role_words(self) -> dict[str, str]:
        """Word for a person -> code of the role."""
        found: dict[str, str] = {}
        for code, name in self.roles.items():
            folded = squeeze(name)
            key = name if name in ROLE_WORDS else _ROLE_OF_WORD.get(folded, "")
            found[folded] = code
            for word in ROLE_WORDS.get(key, ()):
                found.setdefault(squeeze(word), code)
        for name, instead in FALLBACK_ROLES.items():
            for word in ROLE_WORDS[name] if squeeze(instead) in found else ():
                found.setdefault(squeeze(word), found[squeeze(instead)])
        return found

    def _names(self) -> dict[str, set[str]]:
        """What the catalogue itself calls each property, without the role in front."""
        names: dict[str, set[str]] = defaultdict(set)
        for one in self.elements:
            role = self.roles.get(one.role, "") if one.role != self.self_role else ""
            for name in (one.name, *one.aliases):
                names[one.property].add(squeeze(name.removeprefix(role).removeprefix("的")))
        return names


def _is_person(name: str) -> bool:
    """Whether the name of a role is one of people: those we have words for, and whatever ends as such words do."""
    folded = squeeze(name)
    return name in ROLE_WORDS or folded in _ROLE_OF_WORD or PERSON_END.search(folded) is not None


def _about(one: Element) -> Element:
    """An element of a thing (单位, 住房): the thing is its subject, and its property is the thing's own."""
    return replace(one, role="", property=f"{one.role}.{one.property}", subject=one.subject or one.role)
