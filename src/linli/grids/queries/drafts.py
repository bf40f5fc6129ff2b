"""What can still be done with a draft."""

from linli.grids.models import GridPlan, PlanChange


def undoable(plan: GridPlan) -> PlanChange | None:
    """The latest change that an undo would go back over; None when there is none, or it began the plan."""
    undone = PlanChange.objects.filter(plan=plan, undoes__isnull=False).order_by("version").values("undoes")
    mine = PlanChange.objects.filter(plan=plan, undoes=None).exclude(version__in=undone)
    latest = mine.order_by("-version").first()
    return latest if latest is not None and (latest.before is not None or latest.moves) else None
