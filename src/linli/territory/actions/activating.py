"""Activating an edition from a day: what differs is closed and opened on that day, in one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import F, Q

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.territory.bulk import insert_divisions, note_statistics
from linli.territory.models import Activation, Division, Edition
from linli.territory.queries.entries import entries_in_force, entries_of_edition, entries_waiting
from linli.territory.rules.comparing import differing
from linli.territory.rules.editions import NoReason, NotReady, may_manage
from linli.territory.states import EditionState

# Codes named in one statement; SQLite takes 32,766 parameters.
CODES_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Activated:
    """How many rows were opened and closed on the day."""

    opened: int
    closed: int


def activate_edition(*, edition_id: int, valid_from: date, by: Actor, at: datetime, why: str) -> Activated:
    """Put an edition in force from `valid_from` on, in place of whatever was to be in force from that day.

    Days before `valid_from` stay as they were. The only way back is to activate another edition, an older one
    included. Rows that were to open on or after the day are removed: they never came to be in force as
    decided now, and their editions keep their lists.

    Raises `NotReady`, `NoReason`, `NotAllowed`.
    """
    may_manage(by)
    if not why.strip():
        raise NoReason
    with audited(
        by=by, at=at, verb="territory.activate_edition", subject=f"territory.Edition:{edition_id}", why=why
    ) as entry:
        edition = _ready(edition_id, valid_from)
        eve = valid_from - timedelta(days=1)
        closing, opened = _turning(edition_id, eve)
        Division.objects.filter(valid_from__gte=valid_from).delete()
        _close(closing, eve, valid_from)
        _open(edition, eve, valid_from)
        _enter_in_line(edition, valid_from, by, at, why)
        note_statistics()
        entry.detail = {
            "name": edition.name, "from": valid_from.isoformat(), "digest": edition.digest,
            "opened": opened, "closed": len(closing),
        }  # fmt: skip
    return Activated(opened=opened, closed=len(closing))


def _ready(edition_id: int, day: date) -> Edition:
    # Every edition is locked, since activating one changes the state of others.
    editions = {edition.pk: edition for edition in Edition.objects.select_for_update().order_by("pk")}
    edition = editions[edition_id]
    if edition.state == EditionState.LOADING:
        raise NotReady(str(EditionState.LOADING.label))
    in_force = Activation.objects.filter(edition=edition, valid_to=None, valid_from__lte=day)
    if in_force.exists():
        raise NotReady(str(EditionState.ACTIVE.label))
    return edition


def _turning(edition_id: int, eve: date) -> tuple[list[str], int]:
    """Codes of the rows that end, and the number of rows that begin."""
    closing, opened = [], 0
    for before, after in differing(entries_in_force(eve), entries_of_edition(edition_id)):
        if before:
            closing.append(before[0])
        if after:
            opened += 1
    return closing, opened


def _close(closing: list[str], eve: date, day: date) -> None:
    """Rows in force on the eve end on `day` when the edition says otherwise, and go on without end when not."""
    Division.objects.as_of(eve).filter(valid_to__isnull=False).update(valid_to=None)
    for codes in _portions(closing):
        Division.objects.as_of(eve).filter(code__in=codes).update(valid_to=day)


def _open(edition: Edition, eve: date, day: date) -> None:
    """Open the rows made ready when the edition was loaded, as far as they still fit, and add those that lack."""
    opening = (
        after for _before, after in differing(entries_in_force(eve), entries_of_edition(edition.pk)) if after
    )
    surplus, lacking = [], []
    for ready, needed in differing(entries_waiting(edition.pk), opening):
        if ready:
            surplus.append(ready[0])
        if needed:
            lacking.append(needed)
    waiting = Division.objects.filter(edition=edition, valid_from=None)
    for codes in _portions(surplus):
        waiting.filter(code__in=codes).delete()
    waiting.update(valid_from=day)
    insert_divisions(lacking, edition_id=edition.pk, valid_from=day)


def _portions(codes: Iterable[str]) -> Iterator[list[str]]:
    left = iter(codes)
    while portion := list(islice(left, CODES_AT_ONCE)):
        yield portion


def _enter_in_line(edition: Edition, day: date, by: Actor, at: datetime, why: str) -> None:
    """End the activation that covers `day` there, empty those that were to begin later, and add this one."""
    standing = Activation.objects.filter(Q(valid_to=None) | Q(valid_to__gt=F("valid_from")))
    standing.filter(valid_from__gte=day).update(valid_to=F("valid_from"))
    standing.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lt=day).update(valid_to=day)
    Activation.objects.create(edition=edition, valid_from=day, decided_at=at, decided_by=by.label, why=why)
    Edition.objects.filter(state=EditionState.ACTIVE).update(state=EditionState.SUPERSEDED)
    edition.state = EditionState.ACTIVE
    edition.save(update_fields=["state"])
