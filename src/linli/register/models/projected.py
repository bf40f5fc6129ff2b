"""What all projection tables have in common."""

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField
from linli.base.scope import PersonalQuerySet, Scope

M = TypeVar("M", bound=models.Model)
GRID_MARK = "G"


class PlacedQuerySet(PersonalQuerySet[M]):
    """Rows that lie in a community and one of its grids: a scope down to a grid looks at both columns."""

    def in_scope(self, scope: Scope) -> Self:
        """Only the rows inside `scope`."""
        code, mark, grid = scope.prefix.partition(GRID_MARK)
        if not mark:
            return super().in_scope(scope)
        found = super().in_scope(Scope(code)).filter(grid=grid)
        found._scope = scope
        return found


class Projected(models.Model):
    """A typed row worked out from the ledger: one per canonical subject, whose id it shares.

    `next_change` is the first day on which the row would look different although nobody records anything.
    """

    id = CompactUUIDField(primary_key=True, editable=False)
    district = models.CharField(max_length=6)
    division_code = models.CharField(_("区划代码"), max_length=12)
    grid = models.CharField(_("网格"), max_length=3, blank=True)
    next_change = models.DateField(null=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        abstract = True
