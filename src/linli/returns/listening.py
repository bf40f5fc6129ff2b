"""An own indicator that becomes an element of the catalogue brings the values along that were kept of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils.translation import gettext as _

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
from linli.forms.hooks import fields_adopted
from linli.forms.models import FormField
from linli.returns.carrying import CARRY, own_elements_of


@receiver(fields_adopted)
def adopted(
    sender: Any, fields: frozenset[UUID], element: str, at: datetime, by: Actor, **kwargs: Any
) -> None:
    """Start the job where something has been kept; it reads as whoever admitted the element."""
    asked = FormField.objects.filter(pk__in=fields, indicator__isnull=False).select_related("indicator")
    indicators = {one.indicator.pk: one.indicator.district for one in asked if one.indicator is not None}
    old = own_elements_of(indicators, element, local_day(at))
    for district in sorted(set(indicators.values())) if old else ():
        params = {"old": old, "new": element, "district": district}
        start_job(kind=CARRY, params=params, by=by, at=at, title=_("把本部门指标的值转入新数据元"))
