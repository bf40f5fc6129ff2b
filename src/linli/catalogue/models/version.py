"""Versions of elements: what was proposed, by whom, why. Never edited; a change is a new version."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7
from linli.catalogue.states import Origin
from linli.core.elements import (
    Element,
    Finding,
    Information,
    Mask,
    Sensitivity,
    Store,
    Subject,
    draft_of,
    element_from_record,
    element_to_record,
    findings_of,
)
from linli.core.elements.kinds import ABOUT_PEOPLE, GUARDED

STANDING = "standing"
ON_PEOPLE = sorted(one.value for one in ABOUT_PEOPLE)
MASKED = sorted(one.value for one in GUARDED)


class ProhibitedElement(RuntimeError):  # says what it is; part of the house's vocabulary
    """Somebody tried to write an element of a class that is never held, past the action."""

    def __init__(self, code: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{code}: {', '.join(finding.banned for finding in findings)}")
        self.findings = findings


class VersionQuerySet(AppendOnlyQuerySet["ElementVersion"]):
    """Appends only what may be held, however many at once."""

    def bulk_create(
        self, objs: Iterable["ElementVersion"], *args: Any, **kwargs: Any
    ) -> list["ElementVersion"]:
        """As Django's, after the check that no row is of a prohibited class."""
        rows = list(objs)
        for row in rows:
            row.refuse_prohibited()
        return super().bulk_create(rows, *args, **kwargs)


class ElementVersion(AppendOnly):
    """One version of one element. `record` is all that is said of it; the columns beside it carry the constraints."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("数据元"), max_length=120)
    role_path = models.CharField(_("角色路径"), max_length=60)
    property_code = models.CharField(_("属性"), max_length=60)
    number = models.PositiveIntegerField(_("版本"))
    origin = models.CharField(_("来历"), max_length=10, choices=Origin.choices)
    subject = models.CharField(_("主体"), max_length=20)
    store = models.CharField(_("存放处"), max_length=20)
    information = models.CharField(_("信息类别"), max_length=30)
    sensitivity = models.CharField(_("敏感级别"), max_length=20)
    main_law = models.CharField(_("法律依据"), max_length=60, blank=True)
    main_purpose = models.CharField(_("用途"), max_length=60, blank=True)
    keep = models.CharField(_("保存期限"), max_length=30)
    mask = models.CharField(_("遮蔽规则"), max_length=20)
    owner = models.CharField(_("责任部门"), max_length=60)
    record = models.JSONField(_("全部内容"))
    digest = models.CharField(_("摘要"), max_length=64)
    wished_from = models.DateField(_("希望起用日"))
    why = models.TextField(_("理由"), blank=True)
    proposed_at = models.DateTimeField(_("提出时间"))
    account_id = models.UUIDField(_("提出账号"), null=True)
    proposed_label = models.CharField(_("提出岗位"), max_length=200)

    objects = VersionQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "account_id": "who proposed it; a pseudonymous reference, never a name",
            "proposed_label": "the post that proposed it, as the audit trail shows it",
        }

    class Meta:
        verbose_name = _("数据元版本")
        ordering = ["code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="element_version_once"),
            models.CheckConstraint(
                condition=Q(code=Concat(F("role_path"), Value("."), F("property_code"))),
                name="element_is_property_on_role_path",
            ),
            models.CheckConstraint(
                condition=Q(information__in=[one.value for one in Information]),
                name="element_class_may_be_held",
            ),
            models.CheckConstraint(
                condition=Q(sensitivity__in=[one.value for one in Sensitivity])
                & Q(subject__in=[one.value for one in Subject]),
                name="element_words_known",
            ),
            models.CheckConstraint(
                condition=~Q(sensitivity__in=ON_PEOPLE)
                | ~Q(main_law="") & ~Q(main_purpose="") & ~Q(keep__in=["", STANDING]),
                name="element_on_people_has_basis_purpose_end",
            ),
            models.CheckConstraint(
                condition=~Q(sensitivity__in=MASKED) | ~Q(mask=Mask.NONE.value),
                name="element_guarded_is_masked",
            ),
            models.CheckConstraint(
                condition=Q(information=Information.PARTY_MEMBERSHIP.value, store=Store.PARTY_BRANCH.value)
                | ~Q(information=Information.PARTY_MEMBERSHIP.value) & Q(store=Store.REGISTER.value),
                name="element_membership_only_in_branch",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.SEED) | Q(origin=Origin.PERSON, account_id__isnull=False),
                name="element_proposed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} #{self.number}"

    @classmethod
    def of(cls, element: Element, **columns: Any) -> "ElementVersion":
        """An unsaved row for an element; `columns` are number, origin, days and people."""
        own, record = element.property, element_to_record(element)
        months = own.retention.months
        return cls(
            code=element.code,
            role_path=element.role.code,
            property_code=own.code,
            subject=element.role.subject.value,
            store=own.store.value,
            information=own.information.value,
            sensitivity=own.sensitivity.value,
            main_law=own.basis[0].law if own.basis else "",
            main_purpose=own.purposes[0] if own.purposes else "",
            keep=STANDING if months is None else f"{own.retention.trigger}+{months}",
            mask=own.mask.value,
            owner=own.owner,
            record=record,
            digest=digest_of(record),
            **columns,
        )

    def element(self) -> Element:
        """The element this version describes, without the days it holds."""
        return element_from_record(self.record, number=self.number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only, and only what may be held."""
        self.refuse_prohibited()
        super().save(*args, **kwargs)

    def refuse_prohibited(self) -> None:
        """Raise ProhibitedElement when the words of this version describe something that is never held."""
        findings = findings_of(draft_of(self.element()))
        if findings:
            raise ProhibitedElement(self.code, findings)


def digest_of(record: dict[str, Any]) -> str:
    """SHA-256 over the record in one canonical form."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
