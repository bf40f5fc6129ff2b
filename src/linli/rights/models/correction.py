"""A resident says that a value is wrong."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.ids import uuid7
from linli.base.scope import PersonalQuerySet
from linli.rights.states import CorrectionState


class Correction(models.Model):
    """A request for correction with its clock. What the resident wrote is sealed with the resident's own key.

    It is emptied when the register may keep no value of the element any more: `erased_at` says since when.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField(_("对象"), db_index=True)
    division_code = models.CharField(_("区划代码"), max_length=12, db_index=True)
    element = models.CharField(_("数据元"), max_length=120)
    wish_sealed = models.BinaryField(_("应当是什么"))
    grounds_sealed = models.BinaryField(_("凭什么"))
    state = models.CharField(
        _("状态"), max_length=12, choices=CorrectionState.choices, default=CorrectionState.OPEN
    )
    asked_at = models.DateTimeField(_("提出时间"))
    asked_by = models.UUIDField(_("提出账号"), null=True)
    due_date = models.DateField(_("答复期限"))
    decided_at = models.DateTimeField(_("答复时间"), null=True)
    decided_by = models.UUIDField(_("答复账号"), null=True)
    decided_label = models.CharField(_("答复岗位"), max_length=200, blank=True)
    answer = models.TextField(_("答复"), blank=True)
    entry_id = models.UUIDField(_("更正的登记批次"), null=True)
    erased_at = models.DateTimeField(_("原文删除时间"), null=True)

    objects = PersonalQuerySet["Correction"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "subject_id": "whose value is said to be wrong; a pseudonymous reference",
            "wish_sealed": "what the value should be, in the resident's words; sealed with their own key",
            "grounds_sealed": "what shows it, in the resident's words; sealed with their own key",
            "asked_by": "the account that asked; a pseudonymous reference",
            "decided_by": "who answered; a pseudonymous reference, never a name",
            "decided_label": "the post that answered, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("更正申请")
        ordering = ["due_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN, decided_at=None)
                | (~Q(state=CorrectionState.OPEN) & Q(decided_at__isnull=False)),
                name="correction_decided_with_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.REFUSED) | ~Q(answer=""),
                name="correction_refused_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["subject_id", "element"],
                condition=Q(state=CorrectionState.OPEN),
                name="correction_one_open_for_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.state}"
