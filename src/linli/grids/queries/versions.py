"""Earlier versions of a plan."""

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.core.gridding.units import Whole
from linli.grids.arrays import unpack_labels
from linli.grids.graphs import labels_of
from linli.grids.models import GridPlan, PlanChange


def labels_at(plan: GridPlan, version: int) -> Whole:
    """The labels of an earlier version, gone back to change by change."""
    if not 0 < version <= plan.version:
        raise Refusal("grids.no_such_version", _("这份方案没有第 %(version)s 版。"), version=version)
    labels = labels_of(plan.pk)
    for change in PlanChange.objects.filter(plan=plan, version__gt=version).order_by("-version"):
        if change.before is not None:
            labels = unpack_labels(change.before)
            continue
        labels = labels.copy()
        for unit, was, _now in change.moves:
            labels[unit] = was
    return labels
