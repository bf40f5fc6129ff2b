"""Rows of people for lists: masked values and the state they are in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.catalogue.queries import catalogue
from linli.office.register.presenters.cards import care_words
from linli.office.register.presenters.values import Lists, in_words
from linli.register.gate import Readout, SubjectRead
from linli.register.gate.lists import Home, PersonLine


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list of people."""

    id: UUID
    name: str
    sex: str
    birth: str
    phone: str
    home: str
    status: str
    care: str


def person_rows(read: Readout | None, lines: Sequence[PersonLine], day: date) -> list[PersonRow]:
    """Lines in their order, with what the gate showed of each."""
    shown = {one.subject: one for one in read.subjects} if read else {}
    known = catalogue(day)
    elements = [known.by_code[code] for code in ("self.sex", "self.birth_date") if code in known.by_code]
    lists = Lists.of(elements, day)

    def word(one: SubjectRead | None, code: str) -> str:
        value = one.values.get(code) if one else None
        element = known.element(code)
        return in_words(element, value, lists) if value and element else ""

    return [
        PersonRow(
            id=line.id,
            name=_name(shown.get(line.id)),
            sex=word(shown.get(line.id), "self.sex") or "—",
            birth=word(shown.get(line.id), "self.birth_date") or "—",
            phone=word(shown.get(line.id), "self.phone") or "—",
            home=building_words(line.home) or "—",
            status=str(line.status.label),
            care=care_words(shown[line.id].age_class) if line.id in shown else "",
        )
        for line in lines
    ]


def _name(one: SubjectRead | None) -> str:
    if one is None:
        return _("居民")
    if one.withheld:
        return _("须先经批准")
    return one.text("self.name") or _("居民")


def building_words(home: Home) -> str:
    """The building, without unit and room: those are on the dwelling's own card."""
    if not home.front:
        return ""
    return (
        _("%(front)s%(building)s幢") % {"front": home.front, "building": home.building}
        if home.building
        else home.front
    )
