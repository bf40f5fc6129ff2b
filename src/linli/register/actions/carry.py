"""Values kept under one element come to stand under another as well: an own indicator was admitted to the catalogue."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.register.actions.record import put_down
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.elements import Shape, shapes
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.load import Loader, canonical_of
from linli.register.models import Fact
from linli.register.states import Method

BATCH = 500
Convert = Callable[[str, str], str | None]
"""Element and value as they were kept -> the value for the new element; None where it cannot say that."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Carried:
    """How many values were carried over, and how many were not: what they say is no value of the new element."""

    values: int
    unfit: int


@dataclass(frozen=True, slots=True)
class Move:
    """From which elements to which one, under which purpose, and why; `holds_from` is when the new one begins."""

    old: Collection[str]
    new: str
    holds_from: date
    purpose: str
    why: str


def carry_over(
    *, move: Move, district: str, convert: Convert, by: Actor, at: datetime, progress: Progress | None = None
) -> Carried:
    """Record what is believed under the old elements under the new one, with the source, method and days it has.

    Whoever has a value of the new element already keeps that one. The old values stay as they are, for what was sent
    with them, until their own time is over. A batch of subjects is a transaction; may be run again.
    """
    rows = Fact.objects.in_scope(EVERYWHERE).filter(district=district, element__in=move.old)
    ids = list(rows.order_by("subject_id").values_list("subject_id", flat=True).distinct())
    shape = shapes(max(local_day(at), move.holds_from)).get(move.new)
    if shape is None:
        return Carried(0, 0)
    values = unfit = 0
    for start in range(0, len(ids), BATCH):
        if progress is not None:
            progress(start, len(ids))
        with transaction.atomic():
            fit, wrong = _found(ids[start : start + BATCH], move, shape, convert, local_day(at))
            for (source, method, as_of), facts in fit.items():
                put_down(
                    entry=EntryDraft(source, method, as_of, move.purpose, move.why, f"catalogue:{move.new}"),
                    facts=facts,
                    by=by,
                    at=at,
                    verb="register.carry_over",
                    admitted_on=max(local_day(at), move.holds_from),
                )
                values += len(facts)
            unfit += wrong
    return Carried(values, unfit)


Told = tuple[str, Method, date]
"""Source, method and day of an entry."""


def _found(
    ids: Sequence[UUID], move: Move, shape: Shape, convert: Convert, today: date
) -> tuple[dict[Told, list[FactDraft]], int]:
    loaded = Loader(today).load(set(canonical_of(ids).values()))
    fit: dict[Told, list[FactDraft]] = defaultdict(list)
    unfit = 0
    for view in loaded.views.values():
        there = [view.golden[code] for code in move.old if code in view.golden]
        if not there or move.new in view.golden:
            continue
        # Of what several departments were told, the latest.
        last = max(there, key=lambda one: (loaded.entries[one.fact.entry].as_of, one.fact.id))
        value = _fitting(convert(last.fact.element, last.value), shape, today)
        if not value:
            unfit += 1
            continue
        entry = loaded.entries[last.fact.entry]
        fact = FactDraft(last.fact.subject, move.new, value, valid_from=last.fact.valid_from)
        fit[entry.source, entry.method, entry.as_of].append(fact)
    return fit, unfit


def _fitting(value: str | None, shape: Shape, today: date) -> str:
    if not value:
        return ""
    try:
        return shape.read(value, today)
    except ValueError:
        return ""
