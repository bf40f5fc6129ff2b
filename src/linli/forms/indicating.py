"""A field that has no element becomes its department's own indicator; actions do it inside their transaction."""

from datetime import datetime

from django.db.models import Max

from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.core.formmatch import indicator_key
from linli.forms.models import Form, FormField, LocalIndicator


def register_indicator(field: FormField, form: Form, by: Actor, at: datetime) -> LocalIndicator:
    """The department's own indicator for a field; the same label and unit is the same one. Inside a transaction."""
    key = indicator_key(field.label)
    made, _new = LocalIndicator.objects.get_or_create(
        body_id=form.body_id,
        district=form.district,
        key=key,
        unit=field.unit,
        defaults={
            "id": uuid7(),
            "number": _next(form),
            "label": field.label,
            "options": field.options,
            "first_asked_at": at,
            "account_id": by.account_id,
            "registered_label": by.label[:200],
        },
    )
    return made


def _next(form: Form) -> int:
    of_body = LocalIndicator.objects.filter(body_id=form.body_id, district=form.district)
    return (of_body.aggregate(last=Max("number"))["last"] or 0) + 1
