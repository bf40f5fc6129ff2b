"""The demo's running requests: two that overlap and one that another serves, admitted, with what they need asked."""

from datetime import datetime, timedelta
from decimal import Decimal

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.identity.models import Holding
from linli.core.scopes import Condition, Operator, Scope, Unit
from linli.demo.gate import DEMO, acting_as
from linli.demo.places import DISTRICT
from linli.demo.visits import PLACE
from linli.mandates import actions
from linli.mandates.actions import Application, Terms
from linli.mandates.models import Mandate
from linli.mandates.states import Frequencies, Kind, UnitKinds
from linli.meter.actions import daily

DAYS = 120
MONEY = Decimal(60_000)
WORKING_AGE = Scope(Unit.PERSON, (Condition("self.age", Operator.BETWEEN, (16, 59)),))
YOUNG = Scope(Unit.PERSON, (Condition("self.age", Operator.BETWEEN, (16, 35)),))
HOMES = Scope(Unit.HOUSEHOLD)
REQUESTS = (
    (
        "劳动年龄人口就业核查",
        WORKING_AGE,
        ("姓名", "性别", "出生日期", "联系电话", "就业状况", "学历", "核查人意见"),
    ),
    ("青年就业帮扶摸底", YOUNG, ("姓名", "联系电话", "就业状况", "求职意向")),
    ("燃气和烟感安全核查", HOMES, ("燃气用户", "燃气报警器", "烟感报警器")),
    ("青年就业状况快报", YOUNG, ("姓名", "就业状况")),
)


def load_asked(*, at: datetime) -> int:
    """Admit them and give out their tasks; answers how many homes have something to be asked. Needs residents."""
    is_there = Mandate.objects.filter(district=DISTRICT, title__startswith=REQUESTS[0][0]).exists()
    if is_there or not Holding.objects.filter(account__username="department", ended_at=None).exists():
        return 0  # outside demo mode there is nobody to ask for anything
    department, office = acting_as("department"), acting_as("district")
    for number, (title, scope, fields) in enumerate(REQUESTS):
        asked = _application(at, number, title=f"{title}{DEMO}", scope=scope, fields=fields)
        made = actions.draft(district=DISTRICT, application=asked, by=department, at=at)
        sent, _grounds = actions.submit(mandate_id=made.pk, by=department, at=at)
        actions.approve(
            mandate_id=sent.pk,
            version=sent.version,
            terms=Terms(money_agreed=MONEY, agreement="经费由部门按季拨付"),
            why="依据充分，经费已落实",
            by=office,
            at=at + timedelta(seconds=number),
        )
    return daily(district=DISTRICT, by=Actor.system("demo", DISTRICT), at=at + timedelta(minutes=1)).homes


def _application(at: datetime, number: int, **said: object) -> Application:
    today = local_day(at)
    return Application(
        kind=Kind.FORM,
        document_name="关于开展专项核查的通知（虚构）",
        document_number=f"演示〔2026〕{20 + number}号",
        plan="网格员上门时一并询问，台账已有的不再问。",
        places=(PLACE,),
        starts_date=today,
        ends_date=today + timedelta(days=DAYS),
        frequency=Frequencies.QUARTERLY,
        unit_kind=UnitKinds.COMMUNITY,
        unit_count=None,
        minutes_per_unit=Decimal(120),
        due_days=10,
        short_notice_reason="上级文件要求当月启动（虚构）",
        money_offered=MONEY,
        is_duty=True,
        duty="welfare",
        **said,  # type: ignore[arg-type]
    )
