"""Grids of adopted plans, from which day a plan is in force where, and in which unit each home lies.

Nothing here is ever changed. A plan is in force in a community from its day until the next one begins there, so no day
has two plans and none after the first has none; the same holds for the unit of a home. Which grid a home was in on
any day follows from three unique keys: community and day, ground and home and day, plan and unit.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly
from linli.base.ids import CompactUUIDField, uuid7
from linli.grids.models.ground import Ground
from linli.grids.models.once import OnceQuerySet
from linli.grids.models.plan import GridPlan
from linli.grids.states import GridKind


class Grid(AppendOnly):
    """A grid of an adopted plan. Its code is the division code of its community and three digits."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    plan = models.ForeignKey(GridPlan, on_delete=models.PROTECT, related_name="grids")
    community = models.CharField(_("社区"), max_length=12)
    code = models.CharField(_("网格编码"), max_length=15)
    label = models.PositiveIntegerField()
    kind = models.CharField(_("类别"), max_length=10, choices=GridKind.choices)
    name = models.CharField(_("名称"), max_length=80, blank=True)
    households = models.PositiveIntegerField(_("户数"))
    shape = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    lon = models.FloatField()
    lat = models.FloatField()

    objects = OnceQuerySet["Grid"].as_manager()
    scope_field = "code"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("网格")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="grid_once_in_a_plan"),
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{15}$"), name="grid_code_has_15_digits"),
            models.CheckConstraint(
                condition=Q(code__startswith=F("community")), name="grid_in_its_community"
            ),
            models.CheckConstraint(condition=Q(kind__in=GridKind.values), name="grid_kind_known"),
        ]
        indexes = [models.Index(fields=["code"], name="grid_by_code")]

    def __str__(self) -> str:
        return self.code


class GridUnit(AppendOnly):
    """A unit belongs to one grid of a plan."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(GridPlan, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.PositiveIntegerField(_("单元"))
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="units")

    objects = OnceQuerySet["GridUnit"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("网格单元")
        constraints = [models.UniqueConstraint(fields=["plan", "unit"], name="unit_in_one_grid_of_a_plan")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.unit}"


class PlanTerm(AppendOnly):
    """From `from_date` on the plan is in force in the community, until the next term begins there.

    Triggers want a later day than every term before, and every unit of the community in a grid of the plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    community = models.CharField(_("社区"), max_length=12)
    plan = models.ForeignKey(GridPlan, on_delete=models.PROTECT, related_name="terms")
    from_date = models.DateField(_("起"))

    objects = OnceQuerySet["PlanTerm"].as_manager()
    scope_field = "community"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("方案施行")
        ordering = ["community", "-from_date"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "from_date"], name="one_plan_in_a_community_on_a_day"
            ),
            models.UniqueConstraint(fields=["plan", "community"], name="plan_in_force_once_in_a_community"),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.from_date}"


class TermStart(AppendOnly):
    """The day of a term has come, and what hangs on grids has followed: the record, open tasks. Once a term."""

    term = models.OneToOneField(
        PlanTerm, on_delete=models.PROTECT, primary_key=True, related_name="start", verbose_name=_("方案施行")
    )
    homes = models.PositiveIntegerField(_("换了网格的住房"))
    started_at = models.DateTimeField(_("办理时间"))

    objects = OnceQuerySet["TermStart"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("方案起始")

    def __str__(self) -> str:
        return f"{self.term_id}"


class HomePlace(AppendOnly):
    """A dwelling of the record stands in a unit of a ground. A later row from another day corrects an earlier one."""

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    community = models.CharField(_("社区"), max_length=12)
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="+", db_index=False)
    dwelling = CompactUUIDField(_("住房"))
    unit = models.PositiveIntegerField(_("单元"))
    from_date = models.DateField(_("起"))

    objects = OnceQuerySet["HomePlace"].as_manager()
    scope_field = "community"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "dwelling": "a home by its pseudonymous id; says nothing of who lives there"
        }

    class Meta:
        verbose_name = _("住房落图")
        constraints = [
            models.UniqueConstraint(
                fields=["ground", "dwelling", "from_date"], name="home_in_one_unit_on_a_day"
            )
        ]
        indexes = [models.Index(fields=["ground", "community", "unit"], name="home_by_unit")]

    def __str__(self) -> str:
        return f"{self.dwelling} {self.unit}"
