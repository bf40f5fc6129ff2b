"""Which body is which department of the catalogue, and which record is a staff member's own."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.base.identity.models import Account, Body
from linli.base.ids import uuid7


class DepartmentBody(models.Model):
    """A body of kind "department" under its code in the catalogue: who the owner of sealed elements is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="department")
    code = models.SlugField(_("部门代码"), max_length=60)
    named_at = models.DateTimeField(_("登记时间"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("部门对应")
        ordering = ["code", "id"]

    def __str__(self) -> str:
        return f"{self.code} {self.body_id}"


class OwnRecord(models.Model):
    """A staff member's own record in the register, so that looking up oneself or one's family is noticed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="own_record")
    subject = models.UUIDField(_("本人登记"), unique=True)
    stated_at = models.DateTimeField(_("登记时间"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account": "the staff member",
            "subject": "their own record, a pseudonym; used for look-up alarms alone",
        }

    class Meta:
        verbose_name = _("工作人员本人登记")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.account_id)
