"""What a department asks that the catalogue does not have."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.identity.models import Body
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.catalogue.models import ElementVersion


class LocalIndicator(models.Model):
    """A field of a department's forms that matches no element, under a code of its own.

    `key` is its label as the engine of forms compares labels: the same key in two departments is evidence for
    promotion. `proposal` is the version of an element that it was proposed as, `element` the code once admitted.
    Whoever registered it (`account_id`, of the post `registered_label`) is the first of the two people who let its
    values be kept: see `forms.owning`.
    """

    scope_field = "district"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, db_index=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("部门"))
    number = models.PositiveIntegerField(_("序号"))
    label = models.CharField(_("表上的名称"), max_length=300)
    key = models.CharField(max_length=300, db_index=True)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    options = models.JSONField(_("选项"), default=list)
    first_asked_at = models.DateTimeField(_("首次登记"))
    account_id = models.UUIDField(_("登记账号"), null=True)
    registered_label = models.CharField(_("登记岗位"), max_length=200, blank=True)
    proposal = models.ForeignKey(
        ElementVersion, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("提议")
    )
    element = models.CharField(_("数据元"), max_length=120, blank=True)

    objects: ClassVar[ScopedQuerySet["LocalIndicator"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who registered it, to keep the two people apart; a pseudonymous reference",
            "registered_label": "the post that registered it, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("本部门指标")
        ordering = ["key", "body_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "district", "number"], name="indicator_has_its_number"),
            models.UniqueConstraint(
                fields=["body", "district", "key", "unit"], name="indicator_once_in_a_department"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="indicator_says_what_it_asks"),
            models.CheckConstraint(
                condition=Q(element="") | Q(proposal__isnull=False), name="indicator_admitted_by_proposal"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def code(self) -> str:
        """Its code inside the department: L0001."""
        return f"L{self.number:04d}"
