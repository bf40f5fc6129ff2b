"""The demo's returns: a department's workbook admitted for two communities, filled by one, waiting at the other."""

import io
from datetime import datetime, timedelta
from decimal import Decimal

import xlsxwriter

from linli.core.scopes import Condition, Operator, Scope, Unit
from linli.demo.admitting import admit, is_due, monthly
from linli.demo.gate import DEMO, acting_as
from linli.demo.visits import PLACE
from linli.forms.actions import answer_field, read_form
from linli.forms.models import FormField
from linli.forms.states import NONE
from linli.returns.actions import fill, type_value

TITLE = f"老年居民基本情况表{DEMO}"
OWN = {"结对干部": ("陈干事", "李干事"), "是否参加助餐": ("是", "否")}
"""What this department alone asks, with what the community has found out for the first rows."""
TYPED_ROWS = 8
HEADS = ("序号", "姓名", "性别", "出生日期", "公民身份号码", "联系电话", "配偶姓名", *OWN)
SIXTY = Scope(Unit.PERSON, (Condition("self.age", Operator.AT_LEAST, (60,)),))


def load_returns(*, at: datetime) -> int:
    """Admit the request and fill the return of one community; answers its rows. Needs residents."""
    if not is_due(TITLE):
        return 0
    department = acting_as("department")
    form = read_form(data=workbook(), name=f"{TITLE}.xlsx", by=department, at=at)
    for field in FormField.objects.filter(form=form, label__in=OWN):
        answer_field(form_id=form.pk, position=field.position, element=NONE, by=department, at=at)
    application = monthly(
        form,
        title=TITLE,
        document=("关于核对老年居民基本情况的通知（虚构）", "演示〔2026〕31号"),
        plan="由社区从登记中填报，每月一次，缺的上门时一并补齐。",
        scope=SIXTY,
        minutes=60,
        money=Decimal(6_000),
        at=at,
    )
    admitted = admit(application, why="依据充分，经费已落实", by=department, at=at)
    report = fill(
        mandate_id=admitted.pk,
        community=PLACE,
        period_first=admitted.periods()[0].first,
        by=acting_as("dongmen"),
        at=at + timedelta(minutes=3),
    )
    rows = report.fillings.get(number=report.number).rows_count
    for number in range(1, min(rows, TYPED_ROWS) + 1):
        for field in form.fields.filter(label__in=OWN).order_by("position"):
            report = type_value(
                report_id=report.pk,
                version=report.version,
                number=number,
                position=field.position,
                text=OWN[field.label][number % 2],
                by=acting_as("dongmen"),
                at=at + timedelta(minutes=4),
            )
    return rows


def workbook() -> bytes:
    """The department's own file: a title, headings, framed rows, a place to sign."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("老年居民")
        frame = book.add_format({"border": 1, "align": "center", "valign": "vcenter"})
        sheet.merge_range(0, 0, 0, len(HEADS) - 1, TITLE, frame)
        sheet.set_column(1, len(HEADS) - 1, 16)
        for column, head in enumerate(HEADS):
            sheet.write_string(1, column, head, frame)
            for row in range(2, 7):
                sheet.write_blank(row, column, None, frame)
        sheet.merge_range(8, 0, 8, len(HEADS) - 1, "填表人签字：")
    return out.getvalue()
