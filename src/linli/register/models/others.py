"""The projection of organisations, things, and who is what to whom."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.ids import CompactUUIDField
from linli.register.models.people import Person
from linli.register.models.places import Dwelling
from linli.register.models.projected import Projected


class Organisation(Projected):
    """A legal person, other body or sole trader in the area."""

    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    name = models.CharField(_("名称"), max_length=200, blank=True)
    org_kind = models.CharField(_("类型"), max_length=8, blank=True)
    industry = models.CharField(_("行业"), max_length=8, blank=True)
    state = models.CharField(_("经营状态"), max_length=40, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    employees = models.PositiveIntegerField(_("从业人数"), null=True)
    representative = models.ForeignKey(
        Person,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="represents",
        db_constraint=False,
        verbose_name=_("法定代表人"),
    )
    dwelling = models.ForeignKey(
        Dwelling, on_delete=models.DO_NOTHING, null=True, related_name="organisations", verbose_name=_("房屋")
    )

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "representative": "the legal representative as published by law, as a pseudonymous id"
        }

    class Meta:
        verbose_name = _("单位")
        indexes = [
            models.Index(fields=["division_code", "grid", "id"], name="organisation_by_grid"),
            models.Index(fields=["credit_code"], name="organisation_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Thing(Projected):
    """A public facility or another item that needs looking after (部件)."""

    thing_kind = models.CharField(_("类别"), max_length=8, blank=True)
    code = models.CharField(_("编号"), max_length=60, blank=True)
    name = models.CharField(_("名称"), max_length=120, blank=True)
    state = models.CharField(_("状态"), max_length=8, blank=True)
    spot = models.CharField(_("所在位置"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Person,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="things",
        db_constraint=False,
        verbose_name=_("物主"),
    )

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"owner": "who owns a vehicle or dog, as a pseudonymous id"}

    class Meta:
        verbose_name = _("部件")
        indexes = [models.Index(fields=["division_code", "grid", "id"], name="thing_by_grid")]

    def __str__(self) -> str:
        return f"{self.code} {self.id}"


class Relation(Projected):
    """Who is what to whom now: kin, owners, tenants, guardians. Its id is that of the fact that says so."""

    subject_id = CompactUUIDField(_("主体"), db_index=True)
    role = models.CharField(_("关系"), max_length=40)
    object_id = CompactUUIDField(_("客体"), db_index=True)
    valid_from = models.DateField(_("生效日"), null=True)
    valid_to = models.DateField(_("失效日"), null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject_id": "who belongs to whom, as pseudonymous ids",
            "object_id": "who belongs to whom, as pseudonymous ids",
        }

    class Meta:
        verbose_name = _("关系")

    def __str__(self) -> str:
        return f"{self.role} {self.id}"
