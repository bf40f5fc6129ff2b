"""Code lists as one edition of a standard gives them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.append_only import AppendOnly, AppendOnlyQuerySet
from linli.base.ids import uuid7


class CodeListEdition(AppendOnly):
    """One edition of one list. A new edition is a new row: old values keep the meaning they were recorded with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("代码表"), max_length=60)
    name_zh = models.CharField(_("中文名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120)
    standard = models.CharField(_("标准"), max_length=80)
    edition = models.CharField(_("版本"), max_length=20)
    note_zh = models.CharField(_("说明"), max_length=300, blank=True)
    note_en = models.CharField(_("英文说明"), max_length=300, blank=True)
    valid_from = models.DateField(_("起用日"))
    valid_to = models.DateField(_("停用日（不含）"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("录入时间"))

    objects = AppendOnlyQuerySet["CodeListEdition"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("代码表")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "edition"], name="code_list_edition_once"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="code_list_one_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="code_list_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(standard="") & ~Q(edition=""), name="code_list_names_its_standard"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.standard}-{self.edition}"


class CodeItem(AppendOnly):
    """One line of an edition."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code_list = models.ForeignKey(CodeListEdition, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("次序"))
    code = models.CharField(_("代码"), max_length=20)
    name_zh = models.CharField(_("中文名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120)

    objects = AppendOnlyQuerySet["CodeItem"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("代码")
        ordering = ["code_list", "position"]
        constraints = [
            models.UniqueConstraint(fields=["code_list", "code"], name="code_item_once"),
            models.UniqueConstraint(fields=["code_list", "position"], name="code_item_has_its_place"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_zh}"
