"""Answering an admitted request: rows of a form, each value read from the one it belongs to, logged for that person.

Every person on the way is a subject of the log: a spouse whose name stands on the form sees that it was read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.states import Act, Guarded
from linli.catalogue.queries import Catalogue, catalogue
from linli.core.elements import Element, Sensitivity
from linli.core.elements.kinds import GUARDED
from linli.register.elements import LINKS
from linli.register.gate.asking import Ask, RequestTerms
from linli.register.gate.masking import shown
from linli.register.gate.places import Whereabouts, whereabouts
from linli.register.gate.reading import Taken, take
from linli.register.gate.readout import Shown
from linli.register.gate.routes import Route
from linli.register.gate.values import Held

NEVER: frozenset[Guarded] = frozenset()


class Found(StrEnum):
    """What became of one cell."""

    VALUE = "value"
    NOTHING = "nothing"  # whose it is, is known; nothing is recorded
    NOBODY = "nobody"  # the record links no such person, home or household
    SEVERAL = "several"  # it links more than one: nobody is guessed
    DIFFERS = "differs"  # the linked person and the row's own words disagree
    GUARDED = "guarded"  # needs an approval that is not there
    ELSEWHERE = "elsewhere"  # recorded outside the places of the request or the post


@dataclass(frozen=True, slots=True)
class Answer:
    """One cell. `shown` is there for VALUE and DIFFERS, masked unless the act takes whole values out.

    `subject` is whose value it is, `classes` what an approval would have to cover.
    """

    found: Found
    subject: UUID | None = None
    shown: Shown | None = None
    classes: frozenset[Guarded] = NEVER
    held: str = field(default="", repr=False)
    """The whole value, for use inside the register only: rooms above are given `shown`."""


NO_ROUTE = Answer(Found.NOBODY)


@dataclass(frozen=True, slots=True)
class Request:
    """What every read of one answer has in common. `act` says whether whole values go out (EXPORTED, SHARED)."""

    terms: RequestTerms
    reason: str
    by: Actor
    at: datetime
    act: Act
    on: date
    known: datetime | None = None


@dataclass(slots=True)
class _Stop:
    """Where all rows stand after some links: row -> subject, or why there is none."""

    at: dict[UUID, UUID]
    lost: dict[UUID, Found] = field(default_factory=dict)
    taken: dict[str, Taken] = field(default_factory=dict)
    where: Mapping[UUID, Whereabouts] = field(default_factory=dict)
    classes: dict[UUID, frozenset[Guarded]] = field(default_factory=dict)


def answer(
    rows: Sequence[UUID], routes: Sequence[Route | None], request: Request
) -> dict[UUID, tuple[Answer, ...]]:
    """For each row one answer a route. Refusals: those of `read` that concern reader, purpose, request and reason.

    A constant number of queries for each set of links on the form, however many rows.
    """
    rules.checked_reason(request.reason)
    wanted = _wanted(routes)
    stops: dict[tuple[str, ...], _Stop] = {}
    for links in sorted(wanted, key=len):
        stops[links] = _arrive(links, rows, stops)
        _read(stops[links], wanted[links], request)
    return {row: tuple(_answer(one, row, stops, request) for one in routes) for row in rows}


def _wanted(routes: Iterable[Route | None]) -> dict[tuple[str, ...], set[str]]:
    """What is read at each stop: values, the links onward, and what the row says in words."""
    wanted: dict[tuple[str, ...], set[str]] = {(): set()}
    for one in routes:
        if one is None:
            continue
        wanted.setdefault(one.links, set()).add(one.sought)
        for end in range(len(one.links)):
            wanted.setdefault(one.links[:end], set()).add(one.links[end])
        if one.literal:
            wanted[()].add(one.literal)
    return wanted


def _arrive(links: tuple[str, ...], rows: Sequence[UUID], stops: Mapping[tuple[str, ...], _Stop]) -> _Stop:
    if not links:
        return _Stop({row: row for row in rows})
    before = stops[links[:-1]]
    stop = _Stop({}, dict(before.lost))
    for row, subject in before.at.items():
        held = _held(before, subject, links[-1])
        objects = held.objects if held else ()
        if len(objects) == 1:
            stop.at[row] = objects[0]
        elif objects:
            stop.lost[row] = Found.SEVERAL
        else:
            stop.lost[row] = Found.GUARDED if subject in before.classes else Found.NOBODY
    return stop


def _read(stop: _Stop, codes: set[str], request: Request) -> None:
    """Read a stop's subjects: those outside are left out, guarded elements are asked for by themselves."""
    found = whereabouts(stop.at.values(), request.known)
    inside = {
        id_: one
        for id_, one in found.items()
        if request.by.scope.covers(one.place)
        and any(rules.reaches(place, one.place) for place in request.terms.places)
    }
    for row, subject in list(stop.at.items()):
        if subject not in inside:
            stop.lost[row] = Found.ELSEWHERE if subject in found else Found.NOBODY
            del stop.at[row]
    stop.where = inside
    if not inside or not codes:
        return
    subjects = tuple(dict.fromkeys(one.subject for one in inside.values()))
    for group in _groups(codes, request):
        ask = Ask(
            subjects,
            group,
            request.terms.purpose,
            request.reason,
            request.by,
            request.at,
            request.act,
            request.on,
            request.known,
            request=request.terms,
        )
        taken = take(ask, {one.subject: one for one in inside.values()})
        stop.taken |= dict.fromkeys(group, taken)
        for one in taken.found:
            if taken.leaves[one.subject] is None and not taken.known.sensitivities:
                stop.classes[one.subject] = taken.known.guarded(one)


def _groups(codes: Iterable[str], request: Request) -> list[tuple[str, ...]]:
    """Plain elements together; sensitive ones apart, so as not to withhold the rest. Sealed ones are not read."""
    by_class: dict[Sensitivity | None, list[str]] = {}
    held = catalogue(request.on)
    for code in sorted(codes):
        by_class.setdefault(_class(code, held), []).append(code)
    by_class.pop(Sensitivity.SEALED, None)
    return [tuple(group) for group in by_class.values()]


def _class(code: str, held: Catalogue) -> Sensitivity | None:
    found = held.element(f"{code}.name" if code in LINKS else code)
    own = found.property.sensitivity if found else None
    return own if own in GUARDED else None


def _taken(stop: _Stop, code: str) -> Taken | None:
    return stop.taken.get(code)


def _held(stop: _Stop, subject: UUID, code: str) -> Held | None:
    taken = _taken(stop, code)
    where = stop.where.get(subject)
    if taken is None or where is None or code in taken.known.outlived(where):
        return None
    return taken.held.get(where.subject, {}).get(code)


def _answer(one: Route | None, row: UUID, stops: Mapping[tuple[str, ...], _Stop], request: Request) -> Answer:
    if one is None:
        return NO_ROUTE
    stop = stops[one.links]
    said = _said(one.literal, one.element, stops[()], row, request) if one.literal else None
    if row in stop.lost:
        lost = stop.lost[row]
        return said if said is not None and lost is Found.NOBODY else Answer(lost)
    told = _at(stop, stop.at[row], one, request)
    if told.found is Found.NOTHING and said is not None:
        return said
    if said is not None and told.found is Found.VALUE and not _agree(one, stop, stops[()], row):
        return Answer(Found.DIFFERS, told.subject, told.shown)
    return told


def _said(code: str, element: Element, stop: _Stop, row: UUID, request: Request) -> Answer | None:
    """What the row's own record says in words of somebody; None where it says nothing."""
    if row not in stop.at or _held(stop, row, code) is None:
        return None
    return _at(stop, row, Route(element, (), code), request)


def _agree(one: Route, stop: _Stop, first: _Stop, row: UUID) -> bool:
    linked, said = _held(stop, stop.at[row], one.sought), _held(first, row, one.literal)
    return linked is None or said is None or linked.value == said.value


def _at(stop: _Stop, subject: UUID, one: Route, request: Request) -> Answer:
    where = stop.where[subject]
    taken = _taken(stop, one.sought)
    if taken is None:
        return Answer(Found.GUARDED, where.subject, classes=frozenset({Guarded.SEALED}))
    if taken.leaves.get(where.subject) is None:
        return Answer(Found.GUARDED, where.subject, classes=taken.known.guarded(where))
    held = _held(stop, subject, one.sought)
    if held is None or (not held.value and not held.objects):
        return Answer(Found.NOTHING, where.subject)
    held = _derived(one, held, request.on)
    is_whole = request.act in (Act.EXPORTED, Act.SHARED)
    told = shown(one.element.code, one.element, held, taken.known.age_class(where), is_whole)
    return Answer(Found.VALUE, where.subject, told, held=held.value)


def _derived(one: Route, held: Held, on: date) -> Held:
    if one.sought == one.code:
        return held
    born = date.fromisoformat(held.value)
    age = rules.age_on(born, on)
    return Held(str(age) if age >= 0 else "", golden=held.golden, entry=held.entry)
