"""Starting a return and saving parts of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.surveys import rules
from linli.surveys.ledger import Entry, append
from linli.surveys.merge import Change, Conflict, Merge, Rejected, Write, merge, stale
from linli.surveys.models import Return
from linli.surveys.moving import ensure_step, looked_at, moved, taken
from linli.surveys.queries.known import known_values
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.values import Held, Key, held_values, values_at
from linli.surveys.states import Means, ReturnState, Step

__all__ = ["Change", "Conflict", "Rejected", "SaveResult", "Saved", "save_draft", "start_return"]


@dataclass(frozen=True, slots=True)
class Saved:
    """One answer that was taken, with the version it now has."""

    key: Key
    held: Held


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of the changes; what is in none of the lists was the same already.

    `new_rows` maps (group, negative row number of the change) to the number the row got.
    """

    version: int
    saved: tuple[Saved, ...]
    conflicts: tuple[Conflict, ...]
    rejected: tuple[Rejected, ...]
    new_rows: Mapping[tuple[str, int], int]


def start_return(*, return_id: UUID, by: Actor, at: datetime) -> Return:
    """Begin: what is known already (territory, the campaign before) is filled in with its source, to be checked."""
    row, info = looked_at(return_id, at)
    rules.ensure(rules.may_answer(by, row.division_code))
    with audited(
        by=by, at=at, verb="surveys.start_return", subject=_subject(row), place=row.division_code
    ) as entry:
        row, info = taken(return_id, at)
        rules.ensure_unlocked(info.locks)
        target = ensure_step(ReturnState(row.state), Step.START)
        known = known_values(info, as_of=local_day(at))
        writes = [Write(item.key, item.value, item.way.value, item.source) for item in known]
        append(info.questionnaire, [Entry(row, {}, writes)], means=Means.KNOWN, by=by, at=at)
        moved(row, Step.START, target, by=by, at=at)
        row.save(update_fields=["state"])
        entry.detail = {"known": len(known)}
    return row


def save_draft(
    *,
    return_id: UUID,
    changes: Sequence[Change],
    by: Actor,
    at: datetime,
    means: Means = Means.PAGE,
) -> SaveResult:
    """Save some answers. Nothing of what others wrote meanwhile is overwritten: see `merge`.

    Raises NotAllowed, Locked, or a refusal when the return is handed in. Saving what is there already writes
    nothing.
    """
    row, info = looked_at(return_id, at)
    rules.ensure(rules.may_answer(by, row.division_code))
    held, outcome = _merged(info, changes)
    if not outcome.writes:
        _ensure_open(info)
        return _result(row, held, outcome)
    with audited(
        by=by, at=at, verb="surveys.save_draft", subject=_subject(row), place=row.division_code
    ) as entry:
        row, info = taken(return_id, at)
        _ensure_open(info)
        held, outcome = _merged(info, changes)
        if outcome.writes:
            append(info.questionnaire, [Entry(row, held, outcome.writes)], means=means, by=by, at=at)
            if row.state == ReturnState.NOT_STARTED:
                moved(row, Step.START, ReturnState.DRAFT, by=by, at=at)
                row.save(update_fields=["state"])
        entry.detail = {"version": row.version, "questions": sorted({_name(w.key) for w in outcome.writes})}
    return _result(row, held, outcome)


def _merged(info: ReturnInfo, changes: Sequence[Change]) -> tuple[dict[Key, Held], Merge]:
    held = held_values(info.questionnaire, [info.id])[info.id]
    wanted = stale(changes, held)
    bases = values_at(info.questionnaire, info.id, wanted) if wanted else {}
    return held, merge(info.questionnaire, held, changes, bases)


def _ensure_open(info: ReturnInfo) -> None:
    rules.ensure_unlocked(info.locks)
    rules.ensure_writable(info.state)


def _result(row: Return, held: dict[Key, Held], outcome: Merge) -> SaveResult:
    return SaveResult(
        version=row.version,
        saved=tuple(Saved(write.key, held[write.key]) for write in outcome.writes),
        conflicts=tuple(outcome.conflicts),
        rejected=tuple(outcome.rejected),
        new_rows=dict(outcome.new_rows),
    )


def _name(key: Key) -> str:
    return f"{key[0]}.{key[2]}" if key[0] else key[2]


def _subject(row: Return) -> str:
    return f"surveys.Return:{row.pk}"
