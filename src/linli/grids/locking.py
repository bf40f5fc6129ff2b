"""Drafts that an action holds while it changes them."""

from uuid import UUID

from linli.base.identity.actor import Actor
from linli.grids import rules
from linli.grids.models import GridPlan


def locked(plan_id: UUID, by: Actor, version: int) -> GridPlan:
    """A draft that this post may change, held until the transaction ends. Raises grids.newer_version."""
    found = GridPlan.objects.select_for_update().filter(pk=plan_id).first()
    plan = rules.require_plan(found, by)
    rules.require_drawing(plan, by, version)
    return plan
