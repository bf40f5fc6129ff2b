"""A form as it was sent, and its fields with what they were matched with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.base.identity.models import Body
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet
from linli.forms.states import NONE, Answer, RowUnit

LEDGER = "ledger"
SERIAL = frozenset({"序号", "编号", "序次", "行次", "No.", "NO."})


class FormQuerySet(ScopedQuerySet["Form"]):
    """Forms by district."""


class Form(models.Model):
    """A department's form, one version of it: the file itself, and its layout. Headers only, never filled-in rows.

    `kind` is how it lies on paper: ledger (a row for each), kv (a card) or xlsform. The same file is kept once.
    `layout` holds every sheet cell by cell (see `core.formmatch.layout.sheet_record`), so that it can be drawn back;
    `row_unit` and `scope` (a record of `core.scopes`) say what a row is about and which rows are asked, `frequency`
    how long a period is, `due_days` how many days after its end the form is due.
    """

    scope_field = "district"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    district = models.CharField(max_length=6, db_index=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("部门"))
    name = models.CharField(_("文件名"), max_length=200)
    title = models.CharField(_("表名"), max_length=200, blank=True)
    kind = models.CharField(_("版式"), max_length=10)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    layout = models.JSONField(_("版面"), default=list)
    row_unit = models.CharField(
        _("一行是什么"), max_length=14, choices=RowUnit.choices, default=RowUnit.PERSON
    )
    scope = models.JSONField(_("填报范围"), null=True, blank=True)
    frequency = models.CharField(_("报送周期"), max_length=12, blank=True)
    due_days = models.PositiveSmallIntegerField(_("期末后几天报送"), default=0)
    field_count = models.PositiveSmallIntegerField(_("字段数"), default=0)
    read_at = models.DateTimeField(_("读入时间"))

    objects = FormQuerySet.as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("表格")
        ordering = ["-read_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "district", "digest"], name="form_kept_once"),
            models.CheckConstraint(condition=Q(field_count__gt=0), name="form_asks_something"),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def is_list(self) -> bool:
        """A row for each subject; of a card there is one for each."""
        return self.kind == LEDGER


class FormField(models.Model):
    """A field with its place on the sheet, what it was matched with, and the answer once there is one.

    Rows and columns count from 0. `figure` is what a column of a form about communities counts (a record of
    `core.figures`), for a field that is answered by counting and by no element. `ranked` holds up to five of
    (element, score, words it was found by).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("表上的名称"), max_length=300)
    group = models.CharField(_("所在栏目"), max_length=300, blank=True)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    options = models.JSONField(default=list)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    value_row = models.PositiveIntegerField()
    value_column = models.PositiveIntegerField()
    in_roster = models.BooleanField(default=False)
    ranked = models.JSONField(default=list)
    confidence = models.FloatField(default=0)
    doubts = models.JSONField(default=list)
    state = models.CharField(_("状态"), max_length=10, choices=Answer.choices, default=Answer.OPEN)
    element = models.CharField(_("数据元"), max_length=80, blank=True, db_index=True)
    figure = models.JSONField(_("计数规则"), null=True, blank=True)
    indicator = models.ForeignKey(
        "LocalIndicator",
        on_delete=models.PROTECT,
        null=True,
        related_name="fields",
        verbose_name=_("本部门指标"),
    )
    answered_at = models.DateTimeField(null=True)
    answered_label = models.CharField(_("确认岗位"), max_length=200, blank=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "answered_label": "the post that confirmed, as the audit trail shows it; never a name"
        }

    class Meta:
        verbose_name = _("表格字段")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "position"], name="form_field_has_its_place"),
            models.CheckConstraint(
                condition=Q(state=Answer.OPEN, element="")
                | Q(state=Answer.LOCAL, element=NONE)
                | Q(state=Answer.FIGURE, element=NONE)
                | Q(state__in=[Answer.AUTOMATIC, Answer.CONFIRMED]) & ~Q(element__in=["", NONE]),
                name="form_field_answer_fits_its_state",
            ),
            models.CheckConstraint(
                condition=Q(state=Answer.FIGURE, figure__isnull=False)
                | ~Q(state=Answer.FIGURE) & Q(figure__isnull=True),
                name="form_field_counts_by_a_rule",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_serial(self) -> bool:
        """Whether it asks for the running number of the row, which is nobody's value."""
        return self.label.strip() in SERIAL
