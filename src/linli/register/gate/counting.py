"""Figures counted on the record for a request: of which subjects each is made, told in one pass for all of them.

As in `selecting`, places, ages and sexes are told from the projection; whatever else has to be known of somebody is
read from the ledger under the request, once for all figures, and logged for everybody it was held against.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.catalogue.queries import Catalogue, catalogue
from linli.core import figures, scopes
from linli.core.figures import Figure
from linli.register.gate.answering import Request, answer
from linli.register.gate.routes import root_of, route
from linli.register.gate.selecting import HOME, PROJECTED, UNITS, others, value_of
from linli.register.gate.selecting import not_judged as refusal
from linli.register.gate.stops import Found
from linli.register.models import Person
from linli.register.states import LIVING_HERE, Status, SubjectKind

SEX, BORN, AGE = "self.sex", "self.birth_date", "self.age"
LEFT = {"self.death_date": (Status.DEAD,), "self.moved_out_date": (Status.MOVED_OUT,)}
"""Flows of people who are no longer among the residents."""
OUT_OF_REACH = (Found.GUARDED, Found.ELSEWHERE)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure: the subjects behind it in the order of homes, and its value (None: the mean of nothing).

    `unjudged` are those of whom it could not be told whether they count, for want of an approval.
    """

    rows: tuple[UUID, ...]
    value: Decimal | None
    unjudged: int = 0


def count_figures(
    asked: Sequence[Figure], code: str, period: tuple[date, date], request: Request
) -> tuple[Counted, ...]:
    """The figures of a community, in their order. `period` is its first and last day.

    Conditions hold on `request.on`. Refusals: reading.scope_not_judged, and those of `answer`.
    """
    groups: dict[tuple[SubjectKind, tuple[str, ...]], list[int]] = {}
    for place, one in enumerate(asked):
        kind = UNITS.get(one.scope.unit)
        if kind is None:
            raise refusal(str(one.scope.unit))
        groups.setdefault((kind, LEFT.get(one.within, LIVING_HERE)), []).append(place)
    found: dict[int, Counted] = {}
    for (kind, statuses), places in groups.items():
        part = [asked[place] for place in places]
        found |= zip(places, _counted(part, kind, statuses, code, period, request), strict=True)
    return tuple(found[place] for place in range(len(asked)))


def reads_of(asked: Iterable[Figure]) -> frozenset[tuple[str, str]]:
    """What counting reads of the ledger: root and element."""
    return frozenset(
        (root_of(kind), code)
        for one in asked
        if (kind := UNITS.get(one.scope.unit))
        for code in figures.elements_of(one)
        if not _is_projected(kind, code)
    )


def _is_projected(kind: SubjectKind, code: str) -> bool:
    return kind is SubjectKind.PERSON and code in PROJECTED


def _counted(
    part: Sequence[Figure],
    kind: SubjectKind,
    statuses: Iterable[Any],
    code: str,
    period: tuple[date, date],
    request: Request,
) -> list[Counted]:
    held = catalogue(request.on)
    vocabulary = scopes.vocabulary_of_elements(held.elements, {})
    rows = _candidates(kind, statuses, code)
    kept_back = _read(rows, part, kind, held, request)
    return [_one(figure, rows, kept_back, period, request.on, vocabulary) for figure in part]


def _candidates(kind: SubjectKind, statuses: Iterable[Any], code: str) -> dict[UUID, dict[str, Any]]:
    """Every subject of the place with what the projection tells of it."""
    if kind is not SubjectKind.PERSON:
        return {id_: {} for id_ in others(kind, Scope(code)).values_list("id", flat=True)}
    rows = (
        Person.objects.in_scope(Scope(code))
        .filter(status__in=list(statuses))
        .order_by("grid", *(f"dwelling__{name}" for name in HOME), "household_id", "id")
        .values_list("id", "sex", "birth_date")
    )
    return {id_: {SEX: sex or None, BORN: born} for id_, sex, born in rows}


def _read(
    rows: dict[UUID, dict[str, Any]],
    part: Sequence[Figure],
    kind: SubjectKind,
    held: Catalogue,
    request: Request,
) -> dict[UUID, set[str]]:
    """Put what the ledger holds into the rows; answers by subject the elements that were kept back."""
    wanted = [code for _root, code in sorted(reads_of(part))]
    if not wanted or not rows:
        return {}
    elements = [held.element(code) for code in wanted]
    routes = [route(root_of(kind), one) if one else None for one in elements]
    for code, way in zip(wanted, routes, strict=True):
        if way is None:
            raise refusal(code)
    kept_back: dict[UUID, set[str]] = {}
    for subject, cells in answer(list(rows), routes, replace(request, act=Act.COUNTED)).items():
        for code, one, cell in zip(wanted, elements, cells, strict=True):
            if cell.found in OUT_OF_REACH:
                kept_back.setdefault(subject, set()).add(code)
            elif one is not None and cell.held:
                rows[subject][code] = value_of(one.property.type.kind, cell.held)
    return kept_back


def _one(
    figure: Figure,
    rows: Mapping[UUID, Row],
    kept_back: Mapping[UUID, set[str]],
    period: tuple[date, date],
    on: date,
    vocabulary: scopes.Vocabulary,
) -> Counted:
    asked, needed = replace(figure.scope, place="", as_of=None), set(figures.elements_of(figure))
    chosen, values, unjudged = [], [], 0
    for subject, row in rows.items():
        if kept_back and not needed.isdisjoint(kept_back.get(subject, ())):
            unjudged += 1
        elif (not figure.within or figures.in_period(row.get(figure.within), *period)) and (
            not asked.where or scopes.holds(asked, row, today=on, vocabulary=vocabulary)
        ):
            chosen.append(subject)
            if figure.element and row.get(figure.element) is not None:
                values.append(Decimal(str(row[figure.element])))
    return Counted(tuple(chosen), figures.worked_out(figure.measure, len(chosen), values), unjudged)
