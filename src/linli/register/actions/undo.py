"""Taking a whole entry back, and making rows anew."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.drafts import EntryDraft
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.sql import as_id
from linli.register.models import Entry
from linli.register.projection import rebuild_district, refresh
from linli.register.projection.lookups import reindex
from linli.register.queries.where import ROWS, whereabouts
from linli.register.recording.writing import make_entry
from linli.register.rules import may_record, may_rule
from linli.register.states import Method


def undo_entry(*, entry_id: UUID, why: str, by: Actor, at: datetime) -> UUID:
    """Take everything of an entry back: from now on its facts do not count, and what they corrected counts again.

    Answers the id of the entry that says so. Subjects that have nothing else disappear from the rows. Refusals:
    register.entry_unknown, register.not_allowed, register.already_undone, register.undo_is_final,
    register.needs_reason.
    """
    entry = Entry.objects.in_scope(EVERYWHERE).filter(pk=entry_id).select_related("source").first()
    if entry is None or not (by.scope.covers(entry.district) or entry.district == by.scope.prefix[:6]):
        raise refusals.entry_unknown()
    _check(entry, why)
    subjects = _subjects_of(entry)
    if not all(may_record(by, place.code) for place in whereabouts(subjects).values()):
        raise refusals.not_allowed()
    with audited(
        by=by,
        at=at,
        verb="register.undo_entry",
        subject=f"register.Entry:{entry_id}",
        place=entry.district,
        why=why,
        detail={"facts": entry.fact_count},
    ):
        draft = EntryDraft(entry.source.code, Method.UNDONE, local_day(at), entry.purpose, why)
        made = make_entry(draft, entry.district, by, at, undoes=entry_id)
        reindex(subjects, dict.fromkeys(subjects, entry.district))
        refresh(subjects, local_day(at), district=entry.district)
    undoing: UUID = made.pk
    return undoing


def _check(entry: Entry, why: str) -> None:
    if not why.strip():
        raise Refusal("register.needs_reason", _("请写明理由。"))
    if entry.method == Method.UNDONE:
        raise Refusal("register.undo_is_final", _("这是一次撤销，不能再撤销。"), _("需要时请重新登记。"))
    if Entry.objects.in_scope(EVERYWHERE).filter(undoes=entry).exists():
        raise Refusal("register.already_undone", _("这次登记已经撤销过了。"))


def _subjects_of(entry: Entry) -> set[UUID]:
    """Whom the entry's facts are about; found by the range of the facts' time-ordered ids."""
    if entry.first_fact is None or entry.last_fact is None:
        return set()
    bounds = [entry.first_fact, entry.last_fact, entry.pk]
    params = bounds if connection.vendor == "postgresql" else [one.bytes for one in bounds]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT subject_id FROM register_fact WHERE id BETWEEN %s AND %s AND entry_id = %s",
            params,
        )
        return {as_id(row[0]) for row in cursor.fetchall()}


def rebuild(
    *, district: str, by: Actor, at: datetime, progress: Callable[[int, int], None] | None = None
) -> int:
    """Make the whole projection and index of a district anew from the ledger, as believed today; answers the rows.

    `progress` is told (done, total). Refusal: register.not_allowed.
    """
    if not may_rule(by, district):
        raise refusals.not_allowed()
    with audited(
        by=by, at=at, verb="register.rebuild", subject=f"territory.Division:{district}", place=district
    ) as entry:
        count = rebuild_district(district, local_day(at), progress)
        entry.detail = {"rows": count}
    return count


def roll_forward(*, district: str, by: Actor, at: datetime) -> int:
    """Make the rows anew in which a value begins or ends to hold by today; run daily. Answers how many there were."""
    if not may_rule(by, district):
        raise refusals.not_allowed()
    day = local_day(at)
    due: list[UUID] = []
    for model in ROWS.values():
        rows = model.objects.in_scope(EVERYWHERE)
        due.extend(rows.filter(district=district, next_change__lte=day).values_list("id", flat=True))
    if due:
        with audited(
            by=by,
            at=at,
            verb="register.roll_forward",
            subject=f"territory.Division:{district}",
            place=district,
            detail={"rows": len(due)},
        ):
            refresh(due, day, district=district)
    return len(due)
