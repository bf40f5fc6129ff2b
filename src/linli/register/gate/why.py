"""Why a value is here: everything that was ever recorded of one element of one subject, masked, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from linli.base.identity.actor import Actor
from linli.catalogue.queries import element as element_on
from linli.core.elements import Element
from linli.register.gate.masking import shown
from linli.register.gate.places import EVERYWHERE, Whereabouts
from linli.register.gate.reading import read
from linli.register.gate.readout import SubjectRead
from linli.register.gate.values import Held
from linli.register.ledger.facts import LiveFact, entries_of, facts_of, in_force
from linli.register.ledger.load import Loader, opener
from linli.register.models import Entry


class Standing(StrEnum):
    """What becomes of a recorded value today."""

    BELIEVED = "believed"
    OTHER_SOURCE = "other_source"
    OTHER_DAY = "other_day"
    CORRECTED = "corrected"
    UNDONE = "undone"
    RETRACTION = "retraction"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One value as it was recorded. `text` is masked; whole only where the catalogue has no mask for it."""

    text: str
    is_whole: bool
    standing: Standing
    source: str
    method: str
    as_of: date
    valid_from: date | None
    valid_to: date | None
    recorded_at: datetime
    by: str
    why: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Why:
    """The element with all that was recorded of it, newest first."""

    element: Element | None
    read: SubjectRead
    rows: tuple[Recorded, ...]


def why(
    where: Whereabouts, code: str, *, purpose: str, reason: str, by: Actor, at: datetime, today: date
) -> Why:
    """Read one element masked, with its past. Checks, log and refusals are those of `read`."""
    with transaction.atomic():
        answer = read([where.subject], [code], purpose=purpose, reason=reason, by=by, at=at).only
        element = element_on(code, today)
        facts = facts_of(where.aliases, [code])
        entries = entries_of(facts)
        told = _told({fact.entry for fact in facts})
        standing = _standing(where, facts, today)
        opened = opener(facts)
        rows = []
        for fact in sorted(facts, key=lambda one: (entries[one.entry].recorded_at, one.id), reverse=True):
            entry = entries[fact.entry]
            seen = shown(code, element, Held("" if fact.object else opened(fact)), answer.age_class, False)
            rows.append(
                Recorded(
                    text=seen.text,
                    is_whole=seen.is_whole,
                    standing=Standing.UNDONE if entry.undone_at else standing[fact.id],
                    source=entry.source,
                    method=str(entry.method),
                    as_of=entry.as_of,
                    valid_from=fact.valid_from,
                    valid_to=fact.valid_to,
                    recorded_at=entry.recorded_at,
                    by=told[fact.entry][0],
                    why=told[fact.entry][1],
                    undone_at=entry.undone_at,
                )
            )
    return Why(element, answer, tuple(rows))


def _told(entries: set[UUID]) -> Mapping[UUID, tuple[str, str]]:
    rows = Entry.objects.in_scope(EVERYWHERE).filter(id__in=entries).order_by()
    return {id_: (label, why_) for id_, label, why_ in rows.values_list("id", "post_label", "why")}


def _standing(where: Whereabouts, facts: list[LiveFact], today: date) -> dict[UUID, Standing]:
    """By fact. What is believed is worked out as every card does it."""
    loaded = Loader(today).views({where.subject: list(where.aliases)}, facts)
    view = loaded.views[where.subject]
    believed = {one.fact.id for one in view.golden.values()} | {fact.id for fact in view.links}
    live = {fact.id for fact in in_force(facts, loaded.entries)}
    return {fact.id: _of(fact, fact.id in believed, fact.id in live, fact.holds_on(today)) for fact in facts}


def _of(fact: LiveFact, is_believed: bool, is_live: bool, holds: bool) -> Standing:
    if fact.is_erased:
        return Standing.ERASED
    if fact.is_retraction:
        return Standing.RETRACTION
    if is_believed:
        return Standing.BELIEVED
    if not is_live:
        return Standing.CORRECTED
    return Standing.OTHER_SOURCE if holds else Standing.OTHER_DAY


def believed_fact(where: Whereabouts, code: str, today: date) -> tuple[UUID, UUID] | None:
    """(fact, subject) of the value believed today: what a correction points to. Tells no value."""
    facts = facts_of(where.aliases, [code])
    loaded = Loader(today).views({where.subject: list(where.aliases)}, facts)
    golden = loaded.views[where.subject].golden.get(code)
    return (golden.fact.id, golden.fact.subject) if golden else None
