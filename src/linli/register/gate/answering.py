"""Answering an admitted request: rows of a form, each value read from the one it belongs to, logged for that person.

Every person on the way is a subject of the log: a spouse whose name stands on the form sees that it was read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.states import Act, Guarded
from linli.catalogue.queries import Catalogue, catalogue, steady
from linli.core.elements import Sensitivity
from linli.core.elements.kinds import GUARDED
from linli.register.elements import LINKS
from linli.register.gate.asking import Ask, Known, RequestTerms
from linli.register.gate.masking import bare, shown
from linli.register.gate.places import whereabouts
from linli.register.gate.reading import take
from linli.register.gate.readout import Shown
from linli.register.gate.routes import Route
from linli.register.gate.stops import Column, Found, Here, Links, Stop, columns_of
from linli.register.gate.values import Held

NEVER: frozenset[Guarded] = frozenset()


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
    """What every read of one answer has in common. `act` says whether whole values go out (EXPORTED, SHARED).

    With `is_bare` no text leaves the gate at all: answers say which fact it is and how it stands.
    """

    terms: RequestTerms
    reason: str
    by: Actor
    at: datetime
    act: Act
    on: date
    known: datetime | None = None
    is_bare: bool = False

    @property
    def how(self) -> "How":
        """What of this decides on each cell."""
        is_bare = self.is_bare or self.act is Act.COUNTED
        return How(self.on, self.act in (Act.EXPORTED, Act.SHARED), is_bare)


class How(NamedTuple):
    """How cells are shown: for which day, without masks, without any text."""

    on: date
    is_whole: bool
    is_bare: bool


def answer(
    rows: Sequence[UUID], routes: Sequence[Route | None], request: Request
) -> dict[UUID, tuple[Answer, ...]]:
    """For each row one answer a route. Refusals: those of `read` that concern reader, purpose, request and reason.

    A constant number of queries for each set of links on the form, however many rows.
    """
    rules.checked_reason(request.reason)
    wanted = _wanted(routes)
    stops: dict[Links, Stop] = {}
    # All of it is read and logged, or nothing, and by one state of the catalogue.
    known: Known | None = None
    with transaction.atomic(), steady():
        for links in sorted(wanted, key=len):
            stop = stops[links[:-1]].follow(links[-1]) if links else Stop({row: row for row in rows})
            known = _read(stop, wanted[links], request, known)
            stops[links] = stop
    columns, laid = columns_of(routes, stops), list(stops.values())
    how = request.how
    return {row: _row(row, columns, laid, how) for row in rows}


def _wanted(routes: Iterable[Route | None]) -> dict[Links, set[str]]:
    """What is read at each stop: values, the links onward, and what the row says in words."""
    wanted: dict[Links, set[str]] = {(): set()}
    for one in routes:
        if one is None:
            continue
        wanted.setdefault(one.links, set()).add(one.sought)
        for end in range(len(one.links)):
            wanted.setdefault(one.links[:end], set()).add(one.links[end])
        if one.said:
            wanted[()].add(one.said.sought)
    return wanted


def _read(stop: Stop, codes: set[str], request: Request, known: Known | None) -> Known | None:
    """Read a stop's subjects: those outside are left out, guarded elements are asked for by themselves.

    `known` is what was looked up for the stops before; answered is what holds for those after.
    """
    found = whereabouts(stop.at.values(), request.known)
    # Many live in one place: each place is judged once.
    places = {one.place for one in found.values()}
    open_ = {one for one in places if request.by.scope.covers(one) and _is_asked(one, request)}
    inside = {id_: one for id_, one in found.items() if one.place in open_}
    for row, subject in list(stop.at.items()):
        if subject not in inside:
            stop.lost[row] = Found.ELSEWHERE if subject in found else Found.NOBODY
            del stop.at[row]
    stop.where = inside
    groups = _groups(codes, request) if inside else []
    by_subject = {one.subject: one for one in inside.values()}
    taken = []
    for group in groups:
        taken.append(take(_ask(tuple(by_subject), group, request), by_subject, known))
        known = taken[-1].known
    stop.settle(taken, groups)
    return known


def _is_asked(place: str, request: Request) -> bool:
    return any(rules.reaches(one, place) for one in request.terms.places)


def _ask(subjects: tuple[UUID, ...], elements: tuple[str, ...], request: Request) -> Ask:
    return Ask(
        subjects,
        elements,
        request.terms.purpose,
        request.reason,
        request.by,
        request.at,
        request.act,
        request.on,
        request.known,
        request=request.terms,
    )


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


def _row(row: UUID, columns: Sequence[Column | None], stops: Sequence[Stop], how: How) -> tuple[Answer, ...]:
    """The answers of one row. Whom it has arrived at is looked up once a stop, not once a cell."""
    here = [stop.here.get(row) for stop in stops]
    return tuple(
        NO_ROUTE
        if one is None
        else _lost(one, here[0], stops[one.stop].lost[row], how)
        if (at := here[one.stop]) is None
        else _cell(one, at, here[0], how)
        for one in columns
    )


def _lost(one: Column, own: Here | None, why: Found, how: How) -> Answer:
    """Nobody to read it from: what the row's own record says in words, where the record names nobody."""
    said = _said(one, own, how) if why is Found.NOBODY else None
    return said or Answer(why)


def _cell(one: Column, here: Here, own: Here | None, how: How) -> Answer:
    told = _told(one, here, how)
    if one.literal is None or told.found not in (Found.NOTHING, Found.VALUE):
        return told
    said = _said(one, own, how)
    if said is None:
        return told
    if told.found is Found.NOTHING:
        return said
    linked, words = here.held(one.part, one.sought), own and own.held(one.literal.part, one.literal.sought)
    agree = linked is None or not words or linked.value == words.value
    return told if agree else Answer(Found.DIFFERS, told.subject, told.shown)


def _said(one: Column, own: Here | None, how: How) -> Answer | None:
    """What the row's own record says in words of somebody; None where it says nothing."""
    if one.literal is None or own is None or own.held(one.literal.part, one.literal.sought) is None:
        return None
    return _told(one.literal, own, how)


def _told(one: Column, here: Here, how: How) -> Answer:
    subject = here.where.subject
    if one.part is None:
        return Answer(Found.GUARDED, subject, classes=frozenset({Guarded.SEALED}))
    part = here.parts[one.part]
    if part.values is None:
        return Answer(Found.GUARDED, subject, classes=part.taken.known.guarded(here.where))
    held = part.values.get(one.sought)
    if held is None or (not held.value and not held.objects):
        return Answer(Found.NOTHING, subject)
    if one.sought != one.route.code:
        held = _derived(held, how.on)
    element = one.route.element
    told = (
        bare(element.code, held)
        if how.is_bare
        else shown(element.code, element, held, here.age, how.is_whole)
    )
    return Answer(Found.VALUE, subject, told, held=held.value)


def _derived(held: Held, on: date) -> Held:
    age = rules.age_on(date.fromisoformat(held.value), on)
    return Held(str(age) if age >= 0 else "", golden=held.golden, entry=held.entry)
