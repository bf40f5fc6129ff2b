"""Look-up alarms for supervisors."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import Alarm
from linli.base.reading.states import AlarmKind, AlarmVerdict


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm with its answer, if it has one."""

    id: UUID
    kind: AlarmKind
    day: date
    label: str
    place: str
    looks: int
    usual: int | None
    raised_at: datetime
    verdict: AlarmVerdict | None
    words: str
    answered_label: str


def alarms_for(by: Actor, *, open_only: bool = False) -> tuple[AlarmLine, ...]:
    """The alarms about posts that `by` supervises; those without an answer first, latest first."""
    rows = (
        Alarm.objects.in_scope(by.scope)
        .filter(role__in=rules.supervised_roles(by.role))
        .exclude(account_id=by.account_id or rules.NOBODY)
    )
    if open_only:
        rows = rows.filter(answer__isnull=True)
    told = rows.annotate(
        verdict=F("answer__verdict"), words=F("answer__words"), answered_label=F("answer__label")
    ).order_by(F("answer__answered_at").desc(nulls_first=True), "-day", "-id")
    return tuple(_line(row, vars(row)) for row in told[:200])


def _line(row: Alarm, told: dict[str, object]) -> AlarmLine:
    return AlarmLine(
        id=row.id,
        kind=AlarmKind(row.kind),
        day=row.day,
        label=row.label,
        place=row.place,
        looks=row.looks,
        usual=row.usual,
        raised_at=row.raised_at,
        verdict=AlarmVerdict(str(told["verdict"])) if told["verdict"] else None,
        words=str(told["words"] or ""),
        answered_label=str(told["answered_label"] or ""),
    )
