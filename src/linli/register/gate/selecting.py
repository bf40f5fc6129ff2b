"""Which subjects of a community a request's scope takes in, by pseudonyms.

Places, ages and sexes are told from the projection; any other condition is read from the ledger under the request and
logged for everybody it was held against: being chosen tells something about a person too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.catalogue.queries import catalogue
from linli.core import scopes
from linli.core.elements import ValueKind
from linli.register.gate.answering import Request, answer
from linli.register.gate.present import people_of
from linli.register.gate.routes import root_of, route
from linli.register.gate.stops import Found
from linli.register.models import Dwelling, Household, Organisation, Person, Thing
from linli.register.states import LIVING_HERE, HouseholdStatus, SubjectKind

UNITS = {
    scopes.Unit.PERSON: SubjectKind.PERSON,
    scopes.Unit.HOUSEHOLD: SubjectKind.HOUSEHOLD,
    scopes.Unit.HOUSE: SubjectKind.DWELLING,
    scopes.Unit.ORGANISATION: SubjectKind.ORGANISATION,
    scopes.Unit.THING: SubjectKind.THING,
}
HOME = ("estate", "road", "building", "unit", "room")
PROJECTED = ("self.age", "self.sex", "self.birth_date")
READ: dict[ValueKind, Callable[[str], Any]] = {
    ValueKind.INTEGER: int,
    ValueKind.DECIMAL: float,
    ValueKind.DATE: date.fromisoformat,
    ValueKind.YES_NO: lambda text: text == "yes",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows in the order of homes; `unjudged` are those of whom a condition needs an approval that is not there."""

    rows: tuple[UUID, ...]
    unjudged: int = 0


def select(scope: scopes.Scope, code: str, request: Request) -> Selection:
    """The subjects of a scope in a community. Refusals: reading.scope_not_judged, and those of `answer`."""
    kind = UNITS.get(scope.unit)
    if kind is None:
        raise not_judged(str(scope.unit))
    on = scope.as_of or request.on
    today = local_day(request.at)
    if kind is SubjectKind.PERSON:
        candidates = _people(scope, code, on, today)
    elif kind is SubjectKind.HOUSEHOLD and on < today:
        there = [one.household for one in people_of(code, on, today) if one.is_there and one.household]
        candidates = list(dict.fromkeys(there))
    else:
        candidates = list(others(kind, Scope(code)).values_list("id", flat=True))
    left = [one for one in scope.where if kind is not SubjectKind.PERSON or one.element not in PROJECTED]
    if not left or not candidates:
        return Selection(tuple(candidates))
    return _judged(replace(scope, where=tuple(left)), kind, candidates, replace(request, on=on))


def members_of_homes(subjects: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Who lives in each household; of a person the people of their household. The head first, the oldest next."""
    asked = set(subjects)
    own = dict(
        Person.objects.in_scope(Scope(""))
        .filter(id__in=asked, household__isnull=False)
        .values_list("id", "household_id")
    )
    homes = {subject: own.get(subject, subject) for subject in asked}
    found: dict[UUID, list[UUID]] = {}
    rows = Person.objects.in_scope(Scope("")).filter(
        household_id__in=set(homes.values()), status__in=LIVING_HERE
    )
    for id_, household, head in rows.order_by(
        "household_id", F("birth_date").asc(nulls_last=True), "id"
    ).values_list("id", "household_id", "household__head_id"):
        people = found.setdefault(household, [])
        people.insert(0, id_) if id_ == head else people.append(id_)
    return {subject: tuple(found.get(home, ())) for subject, home in homes.items()}


def _people(scope: scopes.Scope, code: str, on: date, today: date) -> list[UUID]:
    """Who lived there on the day: somebody who left since still belongs on a list of last month."""
    told = [one for one in scope.where if one.element in PROJECTED]
    asked = replace(scope, where=tuple(told), place="")
    return [
        one.id
        for one in people_of(code, on, today)
        if one.is_there
        and (
            not told
            or scopes.holds(asked, {"self.sex": one.sex, "self.birth_date": one.birth_date}, today=on)
        )
    ]


def others(kind: SubjectKind, place: Scope) -> QuerySet[Any]:
    """The live subjects of a kind that is not people, in the order of homes."""
    homes = [F(f"dwelling__{name}").asc(nulls_last=True) for name in HOME]
    if kind is SubjectKind.HOUSEHOLD:
        live = Household.objects.in_scope(place).filter(status=HouseholdStatus.LIVE)
        return live.order_by("grid", *homes, "id")
    if kind is SubjectKind.DWELLING:
        return Dwelling.objects.in_scope(place).order_by("grid", *HOME, "id")
    if kind is SubjectKind.ORGANISATION:
        return Organisation.objects.in_scope(place).order_by("grid", "name", "id")
    return Thing.objects.in_scope(place).order_by("grid", "code", "id")


def _judged(
    scope: scopes.Scope, kind: SubjectKind, candidates: Sequence[UUID], request: Request
) -> Selection:
    held = catalogue(request.on)
    codes = list(dict.fromkeys(one.element for one in scope.where))
    elements = [held.element(code) for code in codes]
    routes = [route(root_of(kind), one) if one else None for one in elements]
    for code, way in zip(codes, routes, strict=True):
        if way is None:
            raise not_judged(code)
    vocabulary = scopes.vocabulary_of_elements(held.shared, {})
    said = answer(candidates, routes, replace(request, act=Act.LISTED))
    rows, unjudged = [], 0
    for subject in candidates:
        cells = said[subject]
        if any(cell.found in (Found.GUARDED, Found.ELSEWHERE) for cell in cells):
            unjudged += 1
            continue
        row = {
            code: value_of(one.property.type.kind, cell.held)
            for code, one, cell in zip(codes, elements, cells, strict=True)
            if one is not None and cell.held
        }
        if scopes.holds(replace(scope, place=""), row, today=request.on, vocabulary=vocabulary):
            rows.append(subject)
    return Selection(tuple(rows), unjudged)


def value_of(kind: ValueKind, text: str) -> Any:
    """A recorded text as conditions compare it."""
    return READ.get(kind, str)(text)


def not_judged(what: str) -> Refusal:
    """Rows that cannot be told apart by what the record holds."""
    return Refusal(
        "reading.scope_not_judged",
        _("按“%(what)s”选不出填报对象。"),
        _("请部门改写填报范围。"),
        what=what,
    )
