"""Labels read against a catalogue: which properties a label may ask for, and whom it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .catalogue import Catalogue
from .context import STRANGER
from .labels import Label, read_label, squeeze
from .model import Field
from .people import Reading, heading_role, readings
from .words import VAGUE

NAME_ONLY, NAME_QUALIFIED = 0.97, 0.7
QUALIFIED, UNKNOWN_PERSON = 0.85, 0.6
# A label that names somebody is about them, unless it is word for word the name of something else.
IN_PART = 0.98
AS_HEADING = 0.75
# Words that many labels end with: what stands before them must have something in common.
COMMON_END = re.compile(
    "(?:日期|时间|年月|关系|情况|状况|类型|类别|种类|名称|号码|编号|证号|号|地址|电话|方式|人数|数量|总数|数|原因|等级|程度|面积|金额|收入|"
    "机构|单位|人员|状态|标志|性质|用途|范围|结果|内容)$"
)
APART = 0.6
# Words before a property that name nobody.
OF_NOW = frozenset(
    (
        "当前",
        "目前",
        "现在",
        "现",
        "实际",
        "主要",
        "有效",
        "最新",
        "最近",
        "常用",
        "备用",
        "详细",
        "准确",
        "其他",
        "第二",
    )
)
STILL_THE_SAME = 0.85
NAMES_SOMEBODY, OVERLOOKS_THEM = 0.45, 0.7
KEPT = 8


@dataclass(frozen=True, slots=True)
class Sense:
    """One property that a label may ask for. `role` is who the label names, STRANGER for an unknown word."""

    prop: str
    likeness: float
    role: str = ""
    word: str = ""
    is_subject_word: bool = False
    is_qualified: bool = False
    is_loose: bool = False
    is_title: bool = False
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it was read: its label, senses best first, the role of its heading, and the person that the label
    names with what is asked about them (`person.rest`).
    """

    label: Label
    senses: tuple[Sense, ...]
    section: str = ""
    section_role: str = ""
    section_known: bool = True
    is_vague: bool = False
    person: Reading | None = None

    @property
    def best(self) -> Sense | None:
        """The likeliest sense, if any."""
        return self.senses[0] if self.senses else None


class Reader:
    """Reads labels against one catalogue; answers are kept, since labels repeat from form to form."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.name = catalogue.prop_named("姓名")
        self._kept: dict[Label, tuple[Sense, ...]] = {}

    def read(self, field: Field) -> Asked:
        """Take a field's label and heading apart."""
        label = read_label(field.label)
        section = field.group or label.heading
        role, known = heading_role(section, self.catalogue)
        return Asked(
            label,
            self._under(squeeze(section), self._senses(label)),
            squeeze(section),
            role,
            known,
            is_vague=(label.core in VAGUE or len(label.core) < 2)
            and label.text not in self.catalogue.phrases,
            person=next((one for one in readings(label.core, self.catalogue) if one.word and one.rest), None),
        )

    def learnt(self, asked: Asked, prop: str, likeness: float) -> Asked:
        """The same with a property that was confirmed for such a label before."""
        person = asked.person
        made = (
            Sense(prop, likeness, person.role, person.word, person.is_subject_word, bool(person.qualifier))
            if person
            else Sense(prop, likeness)
        )
        others = [one for one in asked.senses if (one.prop, one.role) != (made.prop, made.role)]
        same = [one for one in asked.senses if (one.prop, one.role) == (made.prop, made.role)]
        best = max([made, *same], key=lambda one: one.likeness)
        return replace(asked, senses=tuple(sorted([best, *others], key=lambda one: -one.likeness)))

    def _under(self, section: str, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
        """A heading that is itself the name of a property, such as 户籍地址 over 省 and 市, may be what is asked."""
        props = self.catalogue.phrases.get(section, ())
        if not props:
            return senses
        made = (Sense(prop, AS_HEADING, is_qualified=True) for prop in props)
        return tuple(sorted((*senses, *made), key=lambda one: -one.likeness))

    def _senses(self, label: Label) -> tuple[Sense, ...]:
        if label not in self._kept:
            found: dict[tuple[str, str], Sense] = {}
            for text, weight in {
                label.core: IN_PART if label.core != label.text else 1.0,
                label.text: 1.0,
            }.items():
                for reading in readings(text, self.catalogue):
                    for sense in self._of(reading, weight):
                        key = (sense.prop, sense.role)
                        if key not in found or found[key].likeness < sense.likeness:
                            found[key] = sense
                for sense in self._strangers(text):
                    found.setdefault((sense.prop, sense.role), sense)
            _prefer_named(found)
            ordered = sorted(found.values(), key=lambda one: (-one.likeness, one.prop, one.role))
            self._kept[label] = tuple(ordered[:KEPT])
        return self._kept[label]

    def _of(self, reading: Reading, weight: float) -> list[Sense]:
        named = bool(reading.word)
        kept = (reading.role, reading.word, reading.is_subject_word, bool(reading.qualifier))
        if named and not reading.rest:
            likeness = NAME_QUALIFIED if reading.qualifier else NAME_ONLY
            return (
                [
                    Sense(
                        self.name,
                        likeness,
                        *kept,
                        is_loose=reading.role == "",
                        is_title=True,
                        phrase=reading.word,
                    )
                ]
                if self.name
                else []
            )
        found: dict[str, Sense] = {}
        discount = weight * ((QUALIFIED if reading.qualifier else 0.99) if named else 1.0)
        for phrase, near in self.catalogue.index.near(reading.rest):
            likeness = near if near == 1.0 or _share(reading.rest, phrase) else near * APART
            for prop in self.catalogue.phrases[phrase]:
                if named and not self.catalogue.is_personal(prop):
                    continue
                loose = phrase in self.catalogue.loose
                found.setdefault(prop, Sense(prop, likeness * discount, *kept, is_loose=loose, phrase=phrase))
            if len(found) >= KEPT:
                break
        return list(found.values())

    def _strangers(self, text: str) -> list[Sense]:
        """牺牲者姓名: a known property at the end, an unknown word for somebody before it."""
        for start in range(1, len(text) - 1):
            props = self.catalogue.phrases.get(text[start:], ())
            if props and self.catalogue.is_personal(props[0]):
                if text[:start] in OF_NOW:
                    return [Sense(props[0], STILL_THE_SAME)]
                return [Sense(props[0], UNKNOWN_PERSON, STRANGER, text[:start])]
        return []


def _share(label: str, phrase: str) -> bool:
    """Whether two texts have more in common than the word they end with."""
    return not set(COMMON_END.sub("", label)).isdisjoint(COMMON_END.sub("", phrase))


def _prefer_named(found: dict[tuple[str, str], Sense]) -> None:
    named = any(
        one.word and one.role != STRANGER and one.likeness >= NAMES_SOMEBODY for one in found.values()
    )
    for key, one in found.items():
        if named and not one.word and one.likeness < 1.0:
            found[key] = replace(one, likeness=one.likeness * OVERLOOKS_THEM)
