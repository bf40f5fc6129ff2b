"""A field of a form that gets its element later gets it in every request that asks for it."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from linli.forms.hooks import fields_adopted
from linli.mandates.models import MandateField


@receiver(fields_adopted)
def adopted(sender: Any, fields: frozenset[UUID], element: str, **kwargs: Any) -> None:
    """Requests in force and waiting are filled from the record from now on."""
    MandateField.objects.filter(form_field_id__in=fields).update(element=element)
