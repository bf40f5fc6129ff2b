"""A local indicator whose promotion was admitted becomes the new element, on every form that asked for it."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from linli.base.identity.actor import Actor
from linli.catalogue.hooks import element_admitted
from linli.catalogue.models import ElementVersion
from linli.forms.actions.indicators import adopt


@receiver(element_admitted)
def admitted(sender: Any, version: ElementVersion, at: datetime, by: Actor, **kwargs: Any) -> None:
    """Adopt the element where this version was proposed out of indicators."""
    adopt(version=version, by=by, at=at)
