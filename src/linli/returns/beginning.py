"""The next filling of a return, numbered; actions do it inside their transaction."""

from datetime import date, datetime

from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.returns.models import Filling, Report
from linli.returns.plan import Plan


def begin(report: Report, plan: Plan, by: Actor, at: datetime, on: date) -> Filling:
    """A filling that is not saved yet. What was filled and never sent is replaced by it; what was sent stays."""
    if report.number > report.sent_number:
        Filling.objects.filter(report=report, number=report.number).delete()
        report.number -= 1
    report.number += 1
    return Filling(
        id=uuid7(),
        report=report,
        number=report.number,
        on_date=on,
        known_at=at,
        label=by.label,
        fields=[column.field.position for column in plan.columns],
        member_fields=[column.field.position for column in plan.members],
    )
