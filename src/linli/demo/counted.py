"""The demo's form about communities: admitted for two, counted and sent by one, its figures with the people behind."""

import io
from datetime import datetime, timedelta
from decimal import Decimal

import xlsxwriter

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.scope import Scope as PlaceScope
from linli.catalogue.queries import vocabulary
from linli.core.figures import say
from linli.core.scopes import Scope, Unit
from linli.demo.admitting import admit, is_due, monthly
from linli.demo.gate import DEMO, acting_as
from linli.demo.visits import PLACE
from linli.forms.actions import answer_field, answer_figure, read_form
from linli.forms.counting import proposals
from linli.forms.models import Form, FormField
from linli.forms.states import NONE, Answer
from linli.returns.actions import approve, fill, send, type_number
from linli.returns.models import FilledFigure

TITLE = f"人口基本情况统计表{DEMO}"
HEADS = (
    "单位",
    "总户数",
    "期末常住人口",
    "男性人口",
    "女性人口",
    "60岁以上人口",
    "80岁以上人口",
    "期末育龄妇女人数",
    "登记失业人数",
    "出生人数",
    "死亡人数",
    "低保户数",
    "文艺队数",
)
TEAMS = "3"


def load_counted(*, at: datetime) -> int:
    """Admit the request, count one community and pass its return on; answers its figures. Needs residents."""
    if not is_due(TITLE):
        return 0
    department = acting_as("department")
    form = _confirmed(department, at)
    application = monthly(
        form,
        title=TITLE,
        document=("关于报送人口基本情况统计的通知（虚构）", "演示〔2026〕32号"),
        plan="由平台从登记计数，社区核对后每月报送一次。",
        scope=Scope(Unit.PLACE),
        minutes=10,
        money=Decimal(2_000),
        at=at,
    )
    admitted = admit(application, why="数由平台从登记计数，社区只核对", by=department, at=at)
    committee, street = acting_as("dongmen"), acting_as("dongcheng")
    at += timedelta(minutes=3)
    first = admitted.periods()[0].first
    report = fill(mandate_id=admitted.pk, community=PLACE, period_first=first, by=committee, at=at)
    teams = FormField.objects.get(form=form, label="文艺队数").position
    report = type_number(
        report_id=report.pk, version=report.version, position=teams, text=TEAMS, by=committee, at=at
    )
    report = send(report_id=report.pk, version=report.version, by=committee, at=at + timedelta(minutes=1))
    approve(report_id=report.pk, version=report.version, by=street, at=at + timedelta(minutes=2))
    return FilledFigure.objects.in_scope(PlaceScope(PLACE)).filter(filling__report=report).count()


def _confirmed(department: Actor, at: datetime) -> Form:
    """The form read, each column confirmed by the rule that its heading proposes; the last one nobody can count."""
    form = read_form(data=workbook(), name=f"{TITLE}.xlsx", by=department, at=at)
    fields = list(form.fields.order_by("position"))
    today = local_day(at)
    told = proposals(fields, form.title, today)
    for field in fields:
        if field.position in told:
            words = say(told[field.position], "zh", vocabulary(today))
            answer_figure(form_id=form.pk, position=field.position, words=words, by=department, at=at)
        elif field.state == Answer.OPEN:
            answer_field(form_id=form.pk, position=field.position, element=NONE, by=department, at=at)
    return form


def workbook() -> bytes:
    """The department's own file: a row for each community and the total."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("统计表")
        frame = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
        number = book.add_format({"border": 1, "num_format": "#,##0"})
        sheet.merge_range(0, 0, 0, len(HEADS) - 1, TITLE, frame)
        sheet.set_column(0, len(HEADS) - 1, 14)
        for column, head in enumerate(HEADS):
            sheet.write_string(1, column, head, frame)
            for row in range(2, 5):
                sheet.write_blank(row, column, None, number if column else frame)
        sheet.merge_range(6, 0, 6, len(HEADS) - 1, "填表人签字：")
    return out.getvalue()
