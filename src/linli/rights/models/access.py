"""How a resident comes to their own page: a code from the counter, then an account of their own."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.identity.models import Account
from linli.base.ids import uuid7
from linli.base.scope import PersonalQuerySet
from linli.rights.states import Proof


class AccessCode(models.Model):
    """A one-time code handed to a resident in person. Only its keyed digest is stored.

    `subject_id` is the person's pseudonymous id in the register, without a foreign key: deleting a person must
    never be held up by a code.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField(_("对象"))
    division_code = models.CharField(_("区划代码"), max_length=12, db_index=True)
    digest = models.CharField(_("摘要"), max_length=64, unique=True)
    proof = models.CharField(_("核对的证件"), max_length=24, choices=Proof.choices)
    serial = models.PositiveIntegerField(_("第几个"), default=1)
    is_demo = models.BooleanField(_("演示"), default=False)
    handed_out_at = models.DateTimeField(_("发放时间"))
    handed_out_by = models.UUIDField(_("发放账号"), null=True)
    handed_out_label = models.CharField(_("发放岗位"), max_length=200)
    expires_at = models.DateTimeField(_("有效至"))
    used_at = models.DateTimeField(_("使用时间"), null=True)
    voided_at = models.DateTimeField(_("作废时间"), null=True)

    objects = PersonalQuerySet["AccessCode"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject_id": "whom the code lets in; a pseudonymous reference",
            "handed_out_by": "who handed it out; a pseudonymous reference, never a name",
            "handed_out_label": "the post that handed it out, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("登录码")
        ordering = ["-handed_out_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id"],
                condition=Q(used_at=None, voided_at=None),
                name="access_code_one_open_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("handed_out_at")), name="access_code_expires"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(voided_at=None), name="access_code_used_or_voided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class ResidentAccount(models.Model):
    """The account by which a resident looks at their own record. It knows the person by the pseudonymous id only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField(_("对象"))
    division_code = models.CharField(_("区划代码"), max_length=12, db_index=True)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="resident")
    opened_at = models.DateTimeField(_("开通时间"))
    ended_at = models.DateTimeField(_("停用时间"), null=True)

    objects = PersonalQuerySet["ResidentAccount"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject_id": "whose record the account may look at; a pseudonymous reference",
            "account": "the account that signs in",
        }

    class Meta:
        verbose_name = _("居民账号")
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id"], condition=Q(ended_at=None), name="resident_account_one_for_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
