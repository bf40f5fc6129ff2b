"""The meter hands over what was measured."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.mandates import rules
from linli.mandates.models import MeasuredMinutes
from linli.mandates.models.minutes import ANY


def record_measured(
    *,
    district: str,
    seconds: Decimal,
    cells: int,
    from_date: date,
    to_date: date,
    element: str = ANY,
    by: Actor,
    at: datetime,
) -> MeasuredMinutes:
    """Keep the seconds of a typed cell over a stretch of days; the same stretch again replaces it.

    Refusals: mandates.not_allowed (the product itself and the district's office only), mandates.not_measured.
    """
    rules.ensure(rules.may_decide(by, district))
    if seconds <= 0 or cells <= 0 or to_date < from_date:
        raise Refusal("mandates.not_measured", _("没有量到用时。"), _("先有填写记录，才有实测用时。"))
    with audited(
        by=by,
        at=at,
        verb="mandates.record_measured",
        subject=f"mandates.MeasuredMinutes:{district}/{element}",
        place=district,
        detail={"seconds": str(seconds), "cells": cells},
    ):
        kept, _made = MeasuredMinutes.objects.update_or_create(
            district=district,
            element=element,
            from_date=from_date,
            to_date=to_date,
            defaults={"seconds": seconds, "cells": cells, "measured_at": at},
        )
    return kept
