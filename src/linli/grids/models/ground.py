"""Grounds (底图): the streets, buildings and units that plans are drawn on, as they were loaded from map files.

All shapes are WKB in degrees (longitude, latitude; EPSG:4326), with their bounds in columns of their own, so that a
view of the map finds what lies in it by index. The graph of the units is in metres of the ground's own projection.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.grids.states import GroundState, MapKind


class Ground(models.Model):
    """What plans are drawn on. A new ground for the same place is a later state of the same town, never a change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6)
    place = models.CharField(_("范围"), max_length=12)
    name = models.CharField(_("名称"), max_length=80)
    state = models.CharField(
        _("状态"), max_length=8, choices=GroundState.choices, default=GroundState.WAITING
    )
    split_towers = models.BooleanField(_("按单元门拆分大楼"), default=False)
    # proj4 text of the projection in metres that the graph's coordinates are in.
    projection = models.CharField(max_length=160, blank=True)
    unit_count = models.PositiveIntegerField(_("单元数"), default=0)
    building_count = models.PositiveIntegerField(_("楼栋数"), default=0)
    street_count = models.PositiveIntegerField(_("街巷数"), default=0)
    households = models.PositiveIntegerField(_("户数"), default=0)
    # What was found on the way: outside, bridges, mended, estimated, floors_unknown, floors_assumed, towers_split.
    told = models.JSONField(default=dict)
    west = models.FloatField(default=0)
    south = models.FloatField(default=0)
    east = models.FloatField(default=0)
    north = models.FloatField(default=0)
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(_("建立时间"))
    loaded_at = models.DateTimeField(_("载入时间"), null=True)
    loaded_by = models.CharField(_("载入岗位"), max_length=200)

    objects = ScopedQuerySet["Ground"].as_manager()
    scope_field = "place"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "loaded_by": "which post loaded the maps; an office, not a resident"
        }

    class Meta:
        verbose_name = _("底图")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=GroundState.values), name="ground_state_known"),
            models.CheckConstraint(
                condition=Q(place__startswith=F("district")), name="ground_in_its_district"
            ),
            models.CheckConstraint(
                condition=~Q(state=GroundState.READY)
                | Q(loaded_at__isnull=False, unit_count__gt=0) & ~Q(projection=""),
                name="ground_ready_has_units",
            ),
        ]
        indexes = [models.Index(fields=["place", "-created_at"], name="ground_by_place")]

    def __str__(self) -> str:
        return self.name


class GroundFile(models.Model):
    """A map file that a ground was read from. Its bytes are let go of once it has been read; the digest stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ground = models.ForeignKey(Ground, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("内容"), max_length=12, choices=MapKind.choices)
    name = models.CharField(_("文件名"), max_length=200)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(_("摘要"), max_length=64)
    content = models.BinaryField(null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("底图文件")
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["ground", "kind"], name="ground_file_once"),
            models.CheckConstraint(condition=Q(kind__in=MapKind.values), name="ground_file_kind_known"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="ground_file_sha256_is_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroundGraph(models.Model):
    """The units and their borders as the engine reads them: the bytes of an .npz file of units."""

    ground = models.OneToOneField(Ground, on_delete=models.CASCADE, primary_key=True, related_name="graph")
    content = models.BinaryField()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("底图单元图")

    def __str__(self) -> str:
        return str(self.ground_id)


class Shaped(models.Model):
    """A shape of a ground with its bounds."""

    id = models.BigAutoField(primary_key=True)
    ground = models.ForeignKey(Ground, on_delete=models.CASCADE, related_name="%(class)ss", db_index=False)
    # Place in the ground's own order, from 0.
    number = models.PositiveIntegerField(_("序号"))
    shape = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        abstract = True


class GroundCommunity(Shaped):
    """A community as the ground draws it; `number` is its place among the codes in order."""

    code = models.CharField(_("区划代码"), max_length=12)
    name = models.CharField(_("名称"), max_length=80)
    households = models.PositiveIntegerField(_("户数"))
    grids_due = models.PositiveIntegerField(_("应划网格数"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("底图社区")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ground", "number"], name="ground_community_numbered"),
            models.UniqueConstraint(fields=["ground", "code"], name="ground_community_once"),
        ]

    def __str__(self) -> str:
        return self.name


class GroundUnit(Shaped):
    """The smallest piece that is never divided: a building with the land around it, or land without a building."""

    community = models.CharField(_("社区"), max_length=12)
    block = models.PositiveIntegerField(_("街坊"))
    households = models.PositiveIntegerField(_("户数"))
    lon = models.FloatField()
    lat = models.FloatField()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("划分单元")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["ground", "number"], name="ground_unit_numbered")]
        indexes = [models.Index(fields=["ground", "community", "number"], name="ground_unit_by_community")]

    def __str__(self) -> str:
        return f"{self.community} {self.number}"


class GroundBuilding(Shaped):
    """A building as the map has it. `unit` is the number of the unit it lies in; None outside every community."""

    unit = models.PositiveIntegerField(_("单元"), null=True)
    community = models.CharField(_("社区"), max_length=12, blank=True)
    estate = models.CharField(_("小区"), max_length=80, blank=True)
    road = models.CharField(_("道路门牌"), max_length=120, blank=True)
    building = models.CharField(_("楼栋"), max_length=40, blank=True)
    floors = models.FloatField(_("层数"), null=True)
    households = models.PositiveIntegerField(_("户数"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("底图楼栋")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["ground", "number"], name="ground_building_numbered")]
        indexes = [
            models.Index(fields=["ground", "unit"], name="ground_building_by_unit"),
            models.Index(fields=["ground", "community", "estate"], name="ground_building_by_estate"),
        ]

    def __str__(self) -> str:
        return f"{self.estate or self.road} {self.building}"


class GroundStreet(Shaped):
    """A street, or a piece of one. Class 4 is a main road, 1 a lane, 0 a way that divides no block."""

    name = models.CharField(_("名称"), max_length=120, blank=True)
    street_class = models.PositiveSmallIntegerField(_("等级"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("底图街巷")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ground", "number"], name="ground_street_numbered"),
            models.CheckConstraint(condition=Q(street_class__lte=4), name="ground_street_class_known"),
        ]

    def __str__(self) -> str:
        return self.name
