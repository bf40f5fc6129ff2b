"""Appending a step to a mandate's history; actions do it inside their transaction."""

from datetime import datetime

from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.mandates.models import Mandate, MandateStep
from linli.mandates.states import State, Step


def write_step(
    found: Mandate, step: Step, before: State | None, *, by: Actor, at: datetime, why: str = ""
) -> None:
    """Append the step to the mandate's history."""
    MandateStep(
        id=uuid7(),
        district=found.district,
        mandate=found,
        step=step,
        from_state=before.value if before else "",
        to_state=str(found.state),
        at=at,
        post_id=by.post_id,
        label=by.label,
        why=why,
    ).save()
