"""A request that is admitted is planned at once, as a job; one that is withdrawn asks nobody any more."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.mandates.hooks import mandate_moved
from linli.mandates.models import Mandate
from linli.mandates.states import ADMITTED, Step
from linli.meter.actions.ending import end_mandate
from linli.meter.actions.starting import start_planning


@receiver(mandate_moved, dispatch_uid="meter.mandate_moved")
def follow(sender: object, *, mandate: Mandate, step: Step, at: datetime, **_rest: Any) -> None:
    """Same transaction: an admitted request without its job, or the other way round, cannot be."""
    by = Actor.system("meter", mandate.district)
    if mandate.state in ADMITTED:
        start_planning(district=mandate.district, by=by, at=at)
    elif step is Step.WITHDRAW:
        end_mandate(mandate=mandate, why=_("事项已撤回"), by=by, at=at)
