"""The demo's returns: a department's workbook admitted for two communities, filled by one, waiting at the other."""

import io
from datetime import datetime, timedelta
from decimal import Decimal

import xlsxwriter

from linli.base.days import local_day
from linli.base.identity.models import Holding
from linli.core.scopes import Condition, Operator, Scope, Unit
from linli.demo.gate import DEMO, acting_as
from linli.demo.places import DISTRICT
from linli.demo.visits import PLACE
from linli.forms.actions import read_form
from linli.forms.models import Form
from linli.mandates import actions
from linli.mandates.actions import Application, Terms
from linli.mandates.models import Mandate
from linli.mandates.states import Frequencies, Kind, UnitKinds
from linli.returns.actions import fill

TITLE = f"老年居民基本情况表{DEMO}"
HEADS = ("序号", "姓名", "性别", "出生日期", "公民身份号码", "联系电话", "配偶姓名", "结对干部")
WAITING = "350802001003"
MONEY = Decimal(6_000)
SIXTY = Scope(Unit.PERSON, (Condition("self.age", Operator.AT_LEAST, (60,)),))


def load_returns(*, at: datetime) -> int:
    """Admit the request and fill the return of one community; answers its rows. Needs residents."""
    is_there = Mandate.objects.filter(district=DISTRICT, title=TITLE).exists()
    if is_there or not Holding.objects.filter(account__username="department", ended_at=None).exists():
        return 0  # outside demo mode there is nobody to ask for anything
    department, office = acting_as("department"), acting_as("district")
    form = read_form(data=workbook(), name=f"{TITLE}.xlsx", by=department, at=at)
    made = actions.draft(district=DISTRICT, application=_application(at, form), by=department, at=at)
    sent, _grounds = actions.submit(mandate_id=made.pk, by=department, at=at)
    admitted = actions.approve(
        mandate_id=sent.pk,
        version=sent.version,
        terms=Terms(money_agreed=MONEY, agreement="经费由部门按季拨付"),
        why="依据充分，经费已落实",
        by=office,
        at=at + timedelta(minutes=2),
    )
    report = fill(
        mandate_id=admitted.pk,
        community=PLACE,
        period_first=admitted.periods()[0].first,
        by=acting_as("dongmen"),
        at=at + timedelta(minutes=3),
    )
    filling = report.fillings.order_by("-number").first()
    return filling.rows_count if filling else 0


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


def _application(at: datetime, form: Form) -> Application:
    first = local_day(at).replace(day=1)
    return Application(
        kind=Kind.FORM,
        title=TITLE,
        document_name="关于核对老年居民基本情况的通知（虚构）",
        document_number="演示〔2026〕31号",
        plan="由社区从登记中填报，每月一次，缺的上门时一并补齐。",
        places=(PLACE, WAITING),
        starts_date=first,
        ends_date=first + timedelta(days=180),
        frequency=Frequencies.MONTHLY,
        due_days=10,
        unit_kind=UnitKinds.COMMUNITY,
        minutes_per_unit=Decimal(60),
        scope=SIXTY,
        fields=tuple(field.label for field in form.fields.order_by("position")),
        short_notice_reason="上级文件要求当月启动（虚构）",
        money_offered=MONEY,
        is_duty=True,
        duty="welfare",
        form_id=form.pk,
    )
