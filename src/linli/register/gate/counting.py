"""Figures counted on the record for a request: of which subjects each is made, told in one pass for all of them.

Places, ages and sexes are told from the projection. Whatever else has to be known of somebody is read from the ledger
under the request, of those alone whom a figure may still count, and logged for everybody it was held against.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from linli.base.days import local_day
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.catalogue.queries import Catalogue, catalogue
from linli.core import scopes
from linli.core.elements.kinds import GUARDED
from linli.core.figures import Column, Figure, Rows, tally
from linli.core.figures.tally import candidates, places_of, set_of, sources_of
from linli.register.gate.answering import Request, answer
from linli.register.gate.present import Present, people_of, with_facts
from linli.register.gate.routes import root_of, route
from linli.register.gate.selecting import UNITS, others, value_of
from linli.register.gate.selecting import not_judged as refusal
from linli.register.gate.stops import Found
from linli.register.states import SubjectKind

SEX, BORN, DIED = "self.sex", "self.birth_date", "self.death_date"
PROJECTED = (SEX, BORN, DIED)
OUT_OF_REACH = (Found.GUARDED, Found.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure: the subjects behind it in the order of homes, and its value (None: the mean of nothing).

    `unjudged` are those of whom it could not be told whether they count, for want of an approval; `unknown` those who
    may count but for something that nobody has recorded. `is_told` is false where it is recorded of none of them.
    """

    rows: tuple[UUID, ...]
    value: Decimal | None
    unjudged: int = 0
    unknown: int = 0
    is_told: bool = True


@dataclass(slots=True)
class _Kind:
    """The subjects of one kind on the record of the community. `there` are those that are there on the day, `before`
    those of the place whom something may have happened to in the period: all but who came after the day.
    """

    kind: SubjectKind
    ids: list[UUID]
    there: int
    before: int
    columns: dict[str, Column]


def count_figures(
    asked: Sequence[Figure], code: str, period: tuple[date, date], request: Request
) -> tuple[Counted, ...]:
    """The figures of a community, in their order. `period` is its first and last day.

    Conditions hold on `request.on`: people are those who lived there on that day. A figure of what happened in the
    period asks everybody on the record of the place, also who has died or left. Refusals: reading.scope_not_judged,
    and those of `answer`.
    """
    units: dict[SubjectKind, list[int]] = {}
    for place, one in enumerate(asked):
        kind = UNITS.get(one.scope.unit)
        if kind is None:
            raise refusal(str(one.scope.unit))
        units.setdefault(kind, []).append(place)
    found: dict[int, Counted] = {}
    people = cache(lambda: people_of(code, request.on, local_day(request.at)))
    for kind, places in units.items():
        part = [_plain(asked[place]) for place in places]
        of = _subjects(kind, code, people)
        found |= zip(places, _counted(part, of, period, request), strict=True)
    return tuple(found[place] for place in range(len(asked)))


def reads_of(asked: Iterable[Figure]) -> frozenset[tuple[str, str]]:
    """What counting reads of the ledger: root and element."""
    return frozenset(
        (root_of(kind), code)
        for one in asked
        if (kind := UNITS.get(one.scope.unit))
        for code in sources_of(one) - _told(kind)
    )


def _told(kind: SubjectKind) -> frozenset[str]:
    return frozenset(PROJECTED) if kind is SubjectKind.PERSON else frozenset()


def _plain(figure: Figure) -> Figure:
    """Place and day are those of the return."""
    return replace(figure, scope=replace(figure.scope, place="", as_of=None))


def _subjects(kind: SubjectKind, code: str, residents: Callable[[], Sequence[Present]]) -> _Kind:
    """Every subject of the place with what the projection tells of it; residents are looked up once."""
    if kind is SubjectKind.HOUSEHOLD:
        homes = list(dict.fromkeys(one.household for one in residents() if one.is_there and one.household))
        return _Kind(kind, homes, everybody := (1 << len(homes)) - 1, everybody, {})
    if kind is not SubjectKind.PERSON:
        ids = list(others(kind, Scope(code)).values_list("id", flat=True))
        return _Kind(kind, ids, everybody := (1 << len(ids)) - 1, everybody, {})
    people = residents()
    columns = {
        SEX: Column([one.sex for one in people]),
        BORN: Column([one.birth_date for one in people]),
        DIED: Column([one.death_date for one in people]),
    }
    there, before = set_of(one.is_there for one in people), set_of(not one.came_later for one in people)
    return _Kind(kind, [one.id for one in people], there, before, columns)


def _counted(part: Sequence[Figure], of: _Kind, period: tuple[date, date], request: Request) -> list[Counted]:
    held = catalogue(request.on)
    vocabulary = scopes.vocabulary_of_elements(held.shared, {})
    rows = Rows(len(of.ids), of.columns, period, request.on, vocabulary)
    among = [of.before if one.within else of.there for one in part]
    _read(
        part,
        [candidates(one, start, rows) for one, start in zip(part, among, strict=True)],
        of,
        held,
        request,
    )
    return [
        Counted(
            tuple(of.ids[place] for place in places_of(one.rows)),
            one.value,
            one.barred.bit_count(),
            one.unknown.bit_count(),
            one.is_told,
        )
        for one in tally(part, among, rows)
    ]


def _read(part: Sequence[Figure], among: Sequence[int], of: _Kind, held: Catalogue, request: Request) -> None:
    """Put columns of the ledger beside those in hand; elements that are asked of the same subjects are read at once."""
    wanted: dict[str, int] = {}
    for figure, some in zip(part, among, strict=True):
        for code in sources_of(figure) - _told(of.kind):
            wanted[code] = wanted.get(code, 0) | some
    there = _recorded(wanted, of, held)
    together: dict[int, list[str]] = {}
    for code in sorted(wanted):
        together.setdefault(wanted[code] & there.get(code, wanted[code]), []).append(code)
    for some, codes in together.items():
        of.columns |= _columns(codes, places_of(some), of, held, request)


def _recorded(wanted: Mapping[str, int], of: _Kind, held: Catalogue) -> dict[str, int]:
    """Of whom there is anything to read. Of guarded elements already that is asked under an approval."""
    plain = [
        code
        for code in wanted
        if (element := held.element(code)) is not None and element.property.sensitivity not in GUARDED
    ]
    some = reduce(or_, (wanted[code] for code in plain), 0)
    found = with_facts(plain, [of.ids[place] for place in places_of(some)])
    return {code: set_of(one in there for one in of.ids) for code, there in found.items()}


def _columns(
    codes: Sequence[str], places: Sequence[int], of: _Kind, held: Catalogue, request: Request
) -> Mapping[str, Column]:
    elements = [held.element(code) for code in codes]
    routes = [route(root_of(of.kind), one) if one else None for one in elements]
    for code, way in zip(codes, routes, strict=True):
        if way is None:
            raise refusal(code)
    ids = [of.ids[place] for place in places]
    said = answer(ids, routes, replace(request, act=Act.COUNTED)) if ids else {}
    made: dict[str, Column] = {}
    for number, (code, element) in enumerate(zip(codes, elements, strict=True)):
        values: list[Any] = [None] * len(of.ids)
        barred = 0
        for place, subject in zip(places, ids, strict=True):
            cell = said[subject][number]
            if cell.found in OUT_OF_REACH:
                barred |= 1 << place
            elif element is not None and cell.held:
                values[place] = value_of(element.property.type.kind, cell.held)
        made[code] = Column(values, barred)
    return made
