"""The demo's access gate: a request admitted, one waiting, one refused by rule; what a community bears and refused."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.identity.models import Holding
from linli.base.identity.states import Role
from linli.base.scope import Scope as PlaceScope
from linli.core.scopes import Condition, Operator, Scope, Unit
from linli.demo.forms import demo_form
from linli.demo.places import DISTRICT
from linli.forms.actions import answer_field, read_form
from linli.forms.queries import fields_of
from linli.forms.states import NONE
from linli.mandates import actions
from linli.mandates.actions import Application, Terms
from linli.mandates.models import Mandate
from linli.mandates.states import BurdenKind, Frequencies, Ground, Kind, UnitKinds

DEMO = "（演示）"
BORNE = (
    (BurdenKind.PLAQUE, "某某工作站", 1),
    (BurdenKind.LEDGER, "安全生产台账", 12),
    (BurdenKind.ACTIVITY, "主题宣传月", 4),
    (BurdenKind.INSPECTION, "季度检查评比", 4),
)


def load_gate(*, at: datetime) -> int:
    """Applications of the demo's department and what 东门社区 keeps; answers how many. Again changes nothing."""
    if Mandate.objects.filter(district=DISTRICT).exists():
        return 0
    department, office, committee = (acting_as(name) for name in ("department", "district", "dongmen"))
    first = _sent(_application(at), department, at)
    terms = Terms(money_agreed=Decimal(2_000), agreement="经费由部门按季拨付")
    actions.approve(
        mandate_id=first.pk, version=first.version, terms=terms, why="依据充分，经费已落实", by=office, at=at
    )
    waiting: dict[str, object] = {
        "frequency": Frequencies.MONTHLY,
        "money_offered": Decimal(0),
        "document_number": "演示〔2026〕9号",
    }
    form = read_form(data=demo_form(), name="高龄老人月报（演示）.xlsx", by=department, at=at)
    last = fields_of(form.pk)[-1]
    answer_field(form_id=form.pk, position=last.position, element=NONE, by=department, at=at)
    fields = tuple(field.label for field in fields_of(form.pk))
    waiting |= {"form_id": form.pk, "fields": fields, "scope": _older_than(60)}
    _sent(_application(at, title=f"高龄老人情况月报{DEMO}", **waiting), department, at)
    _sent(_application(at, title=f"惠民保参保率60%任务{DEMO}"), department, at)
    _kept(committee, at)
    return Mandate.objects.filter(district=DISTRICT).count()


def acting_as(username: str) -> Actor:
    """The demo account of a name in the post it holds."""
    held = Holding.objects.select_related("post__body").get(account__username=username, ended_at=None)
    post = held.post
    return Actor(
        held.account_id,
        post.pk,
        Role(post.role),
        PlaceScope(post.division_code),
        f"{post.body.name} · {post.title}",
    )


def _older_than(years: int) -> Scope:
    return Scope(Unit.PERSON, (Condition("self.age", Operator.AT_LEAST, (years,)),))


def _application(at: datetime, **changes: object) -> Application:
    starts = local_day(at) + timedelta(days=75)
    said: dict[str, object] = {
        "kind": Kind.FORM,
        "title": f"独居老人探访登记表{DEMO}",
        "document_name": "关于开展独居老人探访的通知（虚构）",
        "document_number": "演示〔2026〕3号",
        "plan": "网格员上门探访，登记老人近况，每季度一次。",
        "places": ("350802001",),
        "starts_date": starts,
        "ends_date": starts + timedelta(days=365),
        "frequency": Frequencies.QUARTERLY,
        "unit_kind": UnitKinds.RESIDENT,
        "unit_count": 840,
        "scope": _older_than(80),
        "due_days": 10,
        "duty": "welfare",
        "minutes_per_unit": Decimal(6),
        "fields": ("姓名", "身份证号", "联系电话", "常住地址", "探访情况", "结对干部"),
        "money_offered": Decimal(2_000),
        "is_duty": True,
    }
    return Application(**(said | changes))  # type: ignore[arg-type]


def _sent(application: Application, by: Actor, at: datetime) -> Mandate:
    made = actions.draft(district=DISTRICT, application=application, by=by, at=at)
    found, _grounds = actions.submit(mandate_id=made.pk, by=by, at=at)
    return found


def _kept(by: Actor, at: datetime) -> None:
    code, today = by.scope.prefix, local_day(at)
    for kind, title, times in BORNE:
        actions.keep_burden_item(
            code=code,
            kind=kind,
            title=f"{title}{DEMO}",
            department="某局",
            times_per_year=times,
            since_date=date(today.year - 1, 1, 1),
            by=by,
            at=at,
        )
    actions.record_refusal(
        code=code,
        department="某局",
        ground=Ground.NO_NUMBER,
        what=f"三天内报送一份台账{DEMO}",
        on_date=today - timedelta(days=20),
        by=by,
        at=at,
    )
