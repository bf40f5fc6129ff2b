"""Lists of a place from the projection: pseudonyms, homes, numbers. Names are read through the gate, page by page.

A page is one count and one query; what a page needs besides is one query more, whatever its length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from linli.base.scope import Scope
from linli.register.models import Dwelling, Household, Organisation, Person, Thing
from linli.register.states import LIVING_HERE, HouseholdStatus, Status, SubjectKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a dwelling stands, as its parts."""

    estate: str = ""
    road: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""

    @property
    def front(self) -> str:
        """The estate, or the road where there is none."""
        return self.estate or self.road


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in a list, without a name."""

    id: UUID
    status: Status
    grid: str
    home: Home


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household in a list; `head` by its pseudonym."""

    id: UUID
    head: UUID | None
    size: int
    status: HouseholdStatus
    grid: str
    home: Home


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """Any subject in a list: its home, whom to name for it (a person, the head of a household), and the name of what
    is no person.
    """

    id: UUID
    grid: str
    home: Home
    person: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people of a place: codes as the catalogue has them; ages in completed years, both ends included."""

    sex: str = ""
    status: str = ""
    age_from: int | None = None
    age_to: int | None = None


HOME = ("estate", "road", "building", "unit", "room")
PROJECTED: dict[SubjectKind, Any] = {
    SubjectKind.PERSON: Person,
    SubjectKind.HOUSEHOLD: Household,
    SubjectKind.DWELLING: Dwelling,
    SubjectKind.ORGANISATION: Organisation,
    SubjectKind.THING: Thing,
}


def people_page(
    scope: Scope, wanted: PeopleFilter, *, today: date, number: Any, size: int
) -> Page[PersonLine]:
    """A page of the people of a place. Without a status those who live here."""
    rows: QuerySet[Any, Any] = Person.objects.in_scope(scope).filter(_people(wanted, today))
    columns = ("id", "status", "grid", *(f"dwelling__{name}" for name in HOME))
    return _page(rows.order_by("division_code", "grid", "id").values_list(*columns), _person, number, size)


def people_lines(ids: list[UUID], scope: Scope) -> list[PersonLine]:
    """The lines of these people, in the order given; those out of scope are left out."""
    columns = ("id", "status", "grid", *(f"dwelling__{name}" for name in HOME))
    rows = Person.objects.in_scope(scope).filter(id__in=ids).order_by("id").values_list(*columns)
    found = {row[0]: _person(row) for row in rows}
    return [found[id_] for id_ in ids if id_ in found]


def subject_lines(kind: SubjectKind, ids: Sequence[UUID], scope: Scope) -> list[SubjectLine]:
    """The lines of subjects of one kind, in the order given; those out of scope are left out. One query."""
    rows = PROJECTED[kind].objects.in_scope(scope).filter(id__in=ids).order_by("id")
    homes = HOME if kind is SubjectKind.DWELLING else tuple(f"dwelling__{name}" for name in HOME)
    if kind is SubjectKind.THING:
        told = {
            id_: SubjectLine(id_, grid, Home(), name=f"{code} {name}".strip())
            for id_, grid, code, name in rows.values_list("id", "grid", "code", "name")
        }
        return [told[id_] for id_ in ids if id_ in told]
    named = {SubjectKind.PERSON: "id", SubjectKind.HOUSEHOLD: "head_id", SubjectKind.ORGANISATION: "name"}
    columns = ("id", "grid", named.get(kind, "grid"), *homes)
    found = {row[0]: _subject(kind, row) for row in rows.values_list(*columns)}
    return [found[id_] for id_ in ids if id_ in found]


def _subject(kind: SubjectKind, row: tuple[Any, ...]) -> SubjectLine:
    id_, grid, named, *home = row
    if kind is SubjectKind.ORGANISATION:
        return SubjectLine(id_, grid, _home(tuple(home)), name=named)
    person = named if kind in (SubjectKind.PERSON, SubjectKind.HOUSEHOLD) else None
    return SubjectLine(id_, grid, _home(tuple(home)), person)


def households_page(scope: Scope, *, number: Any, size: int) -> Page[HouseholdLine]:
    """A page of the live households of a place."""
    rows = Household.objects.in_scope(scope).filter(status=HouseholdStatus.LIVE)
    columns = ("id", "head_id", "size", "status", "grid", *(f"dwelling__{name}" for name in HOME))
    return _page(rows.order_by("division_code", "grid", "id").values_list(*columns), _household, number, size)


def _page(rows: Any, made: Callable[[tuple[Any, ...]], T], number: Any, size: int) -> Page[T]:
    page = Paginator(rows, size).get_page(number)
    page.object_list = [made(row) for row in page.object_list]
    return page


def _people(wanted: PeopleFilter, today: date) -> Q:
    found = Q(status=wanted.status) if wanted.status else Q(status__in=LIVING_HERE)
    if wanted.sex:
        found &= Q(sex=wanted.sex)
    if wanted.age_from is not None:
        found &= Q(birth_date__lte=_years_before(today, wanted.age_from))
    if wanted.age_to is not None:
        found &= Q(birth_date__gt=_years_before(today, wanted.age_to + 1))
    return found


def _years_before(day: date, years: int) -> date:
    year = max(1, day.year - years)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February: whoever was born then has the birthday on 1 March, so is younger today
        return day.replace(year=year, day=28)


def _person(row: tuple[Any, ...]) -> PersonLine:
    return PersonLine(row[0], Status(row[1]), row[2], _home(row[3:]))


def _household(row: tuple[Any, ...]) -> HouseholdLine:
    return HouseholdLine(row[0], row[1], row[2], HouseholdStatus(row[3]), row[4], _home(row[5:]))


def _home(parts: tuple[Any, ...]) -> Home:
    return Home(*(part or "" for part in parts))
