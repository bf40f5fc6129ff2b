"""The audit trail: entries are appended, never edited; each carries the hash of the one before it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One action: who, in which post, did what, to which object, where, when, why."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(_("时间"), db_index=True)
    account_id = models.UUIDField(_("账号"), null=True)
    post_id = models.UUIDField(_("岗位"), null=True)
    actor_label = models.CharField(_("以何身份"), max_length=200)
    verb = models.CharField(_("动作"), max_length=64, db_index=True)
    subject = models.CharField(_("对象"), max_length=200, db_index=True)
    place = models.CharField(_("地点"), max_length=16, blank=True, db_index=True)
    why = models.TextField(_("理由"), blank=True)
    detail = models.JSONField(_("详情"), default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"account_id": "who acted; a pseudonymous reference, never a name"}

    class Meta:
        verbose_name = _("审计记录")

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"
