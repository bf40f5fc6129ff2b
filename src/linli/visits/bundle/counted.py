"""What is counted of an officer's work: they see exactly this, and nobody sees more."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from linli.base.scope import Scope
from linli.visits.models import CallBack, Clash, Signal, Visit
from linli.visits.queries.devices import Carrier

DAYS = 7


def counted(carrier: Carrier, day: date) -> dict[str, Any]:
    """Visits of today and of seven days, values that wait for a decision, signals with their numbers, call-backs."""
    inside, account = Scope(carrier.device.place), carrier.device.account_id
    visits = Visit.objects.in_scope(inside).filter(account_id=account, day__gt=day - timedelta(days=DAYS))
    totals = visits.aggregate(
        today=Count("id", filter=Q(day=day)),
        week=Count("id"),
        nobody=Count("id", filter=Q(outcome="nobody")),
        cells=Sum("answers", default=0),
        seconds=Sum("seconds", default=0),
    )
    back = CallBack.objects.in_scope(inside).filter(visit__account_id=account, done_at__isnull=False)
    signals = Signal.objects.in_scope(inside).filter(account_id=account).order_by("-found_at", "-id")[:20]
    return {
        **totals,
        "open_clashes": Clash.objects.in_scope(inside).filter(decided_at=None).count(),
        "call_backs": dict(back.order_by("result").values_list("result").annotate(Count("id"))),
        "signals": [
            {
                "kind": row.kind,
                "numbers": row.detail,
                "day": row.found_at.date().isoformat(),
                "answer": row.answer,
            }
            for row in signals
        ],
    }
