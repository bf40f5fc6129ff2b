"""The parties' public keys, and every answer that was given under an agreement."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import CompactUUIDField, uuid7
from linli.sharing.models.agreement import Agreement


class PartyKey(models.Model):
    """A department system's public key (Ed25519), and the officer in whose post the system reads."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    department = models.SlugField(_("部门"), max_length=60)
    public_key = models.CharField(_("公钥"), max_length=60)
    fingerprint = models.CharField(_("指纹"), max_length=64, unique=True)
    account_id = models.UUIDField(_("负责账号"))
    post_id = models.UUIDField(_("负责岗位"))
    registered_at = models.DateTimeField(_("登记时间"))
    ended_at = models.DateTimeField(_("停用时间"), null=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "the officer who answers for the system; a pseudonymous reference"
        }

    class Meta:
        verbose_name = _("部门系统公钥")
        ordering = ["department", "-registered_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(public_key=""), name="party_key_is_there")]

    def __str__(self) -> str:
        return f"{self.department} {self.fingerprint[:16]}"


class Exchange(AppendOnly):
    """One request and its answer, by their digests; the documents themselves stay with the two sides.

    `request_id` is the asking system's own and answered once, so that a copied request brings nothing.
    """

    id = CompactUUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(_("区划"), max_length=6)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="exchanges")
    key = models.ForeignKey(PartyKey, on_delete=models.PROTECT, related_name="exchanges")
    request_id = models.UUIDField(_("请求号"), unique=True)
    request_digest = models.CharField(_("请求摘要"), max_length=64)
    answer_digest = models.CharField(_("答复摘要"), max_length=64)
    people = models.PositiveIntegerField(_("人数"))
    answered_at = models.DateTimeField(_("答复时间"))

    objects = AppendOnlyQuerySet["Exchange"].as_manager()
    scope_field = "district"

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("共享往来")
        ordering = ["-answered_at", "-id"]
        indexes = [models.Index(fields=["agreement", "answered_at"], name="exchange_by_agreement")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.answered_at:%F %T}"
