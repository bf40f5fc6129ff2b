"""Objections with their clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import Objection
from linli.base.reading.states import Act, ObjectionVerdict
from linli.base.scope import Scope


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One objection: what was read by which post, what the resident says, how long is left."""

    id: UUID
    reading_id: UUID
    words: str
    made_at: datetime
    due_date: date
    days_left: int
    read_at: datetime
    reader: str
    purpose: str
    reason: str
    act: Act
    elements: tuple[str, ...]
    verdict: ObjectionVerdict | None
    answer: str
    answered_label: str


def objections_for(by: Actor, today: date, *, open_only: bool = False) -> tuple[ObjectionLine, ...]:
    """The objections to readings of posts that `by` supervises; open ones first, the most urgent on top."""
    rows = (
        Objection.objects.in_scope(by.scope)
        .filter(reading__role__in=rules.supervised_roles(by.role))
        .exclude(reading__account_id=by.account_id or rules.NOBODY)
    )
    if open_only:
        rows = rows.filter(answer__isnull=True)
    return _lines(
        rows.order_by(F("answer__answered_at").desc(nulls_first=True), "due_date", "id")[:200], today
    )


def objections_of(subjects: Iterable[UUID], today: date) -> tuple[ObjectionLine, ...]:
    """What one resident has objected to, latest first."""
    rows = Objection.objects.in_scope(Scope("")).filter(subject__in=list(subjects))
    return _lines(rows.order_by("-made_at", "-id"), today)


def _lines(rows: QuerySet[Objection], today: date) -> tuple[ObjectionLine, ...]:
    return tuple(_line(row, today) for row in rows.select_related("reading", "answer"))


def _line(row: Objection, today: date) -> ObjectionLine:
    answer = getattr(row, "answer", None)
    return ObjectionLine(
        id=row.id,
        reading_id=row.reading_id,
        words=row.words,
        made_at=row.made_at,
        due_date=row.due_date,
        days_left=(row.due_date - today).days,
        read_at=row.reading.at,
        reader=row.reading.label,
        purpose=row.reading.purpose,
        reason=row.reading.reason,
        act=Act(row.reading.act),
        elements=tuple(row.reading.elements),
        verdict=ObjectionVerdict(answer.verdict) if answer else None,
        answer=answer.words if answer else "",
        answered_label=answer.label if answer else "",
    )
