"""Appending values to the ledger of returns and keeping their sheets and counters in step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.core.questionnaire import Questionnaire
from linli.surveys.merge import Write
from linli.surveys.models import AnswerSheet, Return, Value
from linli.surveys.queries.sheet import answers_in, columns_of, payload_of
from linli.surveys.queries.values import Held, Key, cells_of
from linli.surveys.states import Means

BATCH = 2_000


@dataclass(slots=True)
class Entry:
    """The writes of one return; `held` is what holds before them and, after `append`, what holds now."""

    row: Return
    held: dict[Key, Held]
    writes: Sequence[Write]


def append(
    questionnaire: Questionnaire, entries: Iterable[Entry], *, means: Means, by: Actor, at: datetime
) -> int:
    """Record the writes: values appended, replaced ones closed, sheets and counters renewed. Returns the count.

    The caller holds the rows' locks and the transaction.
    """
    closed: list[UUID] = []
    made: list[Value] = []
    sheets: list[AnswerSheet] = []
    rows: list[Return] = []
    for entry in entries:
        entry.row.version += 1
        for write in entry.writes:
            before = entry.held.get(write.key)
            if before is not None:
                closed.append(before.id)
            made.append(_value(questionnaire, entry.row, write, means, by, at))
            entry.held[write.key] = _held(made[-1], write, means)
        sheets.append(_renewed(questionnaire, entry, by, at))
        rows.append(entry.row)
    for start in range(0, len(closed), BATCH):
        Value.objects.filter(pk__in=closed[start : start + BATCH]).update(superseded_at=at)
    Value.objects.bulk_create(made, batch_size=BATCH)
    _store(rows, sheets)
    return len(made)


def _value(
    questionnaire: Questionnaire, row: Return, write: Write, means: Means, by: Actor, at: datetime
) -> Value:
    group, number, question = write.key
    field = questionnaire.field(question, group)
    assert field is not None  # callers look the field up before they write
    decimal, text, day = columns_of(field, write.value)
    return Value(
        id=uuid7(),
        district=row.district,
        community_return_id=row.pk,
        group=group,
        row=number,
        question=question,
        version=row.version,
        number=decimal,
        text=text,
        day=day,
        way=write.way,
        note=write.note[:200],
        means=means,
        recorded_at=at,
        post_id=by.post_id,
    )


def _held(value: Value, write: Write, means: Means) -> Held:
    return Held(
        value.id, value.version, write.value, value.recorded_at, write.way, value.note, means, value.post_id
    )


def _renewed(questionnaire: Questionnaire, entry: Entry, by: Actor, at: datetime) -> AnswerSheet:
    """The sheet after the writes; the counters of the row follow it."""
    payload = payload_of(questionnaire, cells_of(entry.held))
    known = answers_in(questionnaire, payload).completeness(questionnaire)
    row = entry.row
    row.answered, row.asked = known.answered, known.asked
    row.required_missing = len(known.required_missing)
    row.saved_at = at
    row.holder_post_id = by.post_id or row.holder_post_id
    return AnswerSheet(
        community_return_id=row.pk, district=row.district, version=row.version, payload=payload
    )


def _store(rows: Sequence[Return], sheets: Sequence[AnswerSheet]) -> None:
    AnswerSheet.objects.bulk_create(
        sheets,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["community_return"],
        update_fields=["version", "payload"],
    )
    if len(rows) == 1:
        rows[0].save(update_fields=[*_COUNTERS, *_MOVED])
    else:
        Return.objects.bulk_update(rows, [*_COUNTERS, *_MOVED], batch_size=200)


_COUNTERS = ("version", "answered", "asked", "required_missing", "saved_at", "holder_post_id")
# A batch may move its returns in the same breath.
_MOVED = ("state", "submitted_at", "reviewed_at", "approved_at", "confirmed")


def rebuilt(questionnaire: Questionnaire, held: Mapping[Key, Held]) -> dict[str, object]:
    """The sheet of a return as it follows from its values alone: what the stored one must equal."""
    return payload_of(questionnaire, cells_of(dict(held)))
