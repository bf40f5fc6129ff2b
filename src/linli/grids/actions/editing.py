"""Editing side by side: when a colleague saved first, what the other one drew becomes a draft of its own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.grids import rules
from linli.grids.actions.draw import create_plan, write_version
from linli.grids.checks import check_change
from linli.grids.corrected import copy_corrections, units_for
from linli.grids.models import GridPlan
from linli.grids.queries.versions import labels_at
from linli.grids.states import ChangeKind, Effort

LONGEST = 80


def keep_copy(
    *, plan_id: UUID, version: int, changes: Sequence[tuple[int, int]], by: Actor, at: datetime
) -> GridPlan:
    """A new draft: the plan as it stood at `version`, with these changes. The plan itself stays as it is.

    Raises what `change_labels` raises for changes that do not fit, and grids.no_such_version.
    """
    plan = rules.require_plan(GridPlan.objects.filter(pk=plan_id).select_related("follows").first(), by)
    rules.require_draw(by, plan.place)
    units, begun = units_for(plan), labels_at(plan, version)
    labels = check_change(units, begun, changes, plan.dedicated)
    subject = f"grids.GridPlan:{plan.pk}"
    with audited(by=by, at=at, verb="grids.keep_copy", subject=subject, place=plan.place) as entry:
        name = _("%(name)s（%(time)s 另存）") % {"name": plan.name, "time": f"{at:%m-%d %H:%M}"}
        copy = create_plan(
            ground_id=plan.ground_id,
            name=name[-LONGEST:],
            by=by,
            at=at,
            tolerance=plan.tolerance,
            seed=plan.seed,
            effort=Effort(plan.effort),
            follows=plan.follows,
        )
        GridPlan.objects.filter(pk=copy.pk).update(dedicated=plan.dedicated)
        copy_corrections(plan, copy)
        write_version(
            plan=copy, labels=labels, before=None, kind=ChangeKind.EDITED, version=copy.version, by=by, at=at
        )
        entry.detail = {"version": version, "copy": str(copy.pk), "units": int((labels != begun).sum())}
    copy.refresh_from_db()
    return copy
