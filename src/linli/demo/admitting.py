"""What the demo's requests with a form have in common: for two communities, each month, applied for and admitted."""

from datetime import datetime, timedelta
from decimal import Decimal

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.identity.models import Holding
from linli.core.scopes import Scope
from linli.demo.gate import acting_as
from linli.demo.places import DISTRICT
from linli.demo.visits import PLACE
from linli.forms.models import Form
from linli.mandates import actions
from linli.mandates.actions import Application, Terms
from linli.mandates.models import Mandate
from linli.mandates.states import Frequencies, Kind, UnitKinds

WAITING = "350802001003"


def is_due(title: str) -> bool:
    """Whether a request is to be made: it is not there yet, and in demo mode there is somebody to ask."""
    is_there = Mandate.objects.filter(district=DISTRICT, title=title).exists()
    return not is_there and Holding.objects.filter(account__username="department", ended_at=None).exists()


def monthly(
    form: Form,
    *,
    title: str,
    document: tuple[str, str],
    plan: str,
    scope: Scope,
    minutes: int,
    money: Decimal,
    at: datetime,
) -> Application:
    """The application for a form, its rows and its price; `document` is a name and a number."""
    first = local_day(at).replace(day=1)
    return Application(
        kind=Kind.FORM,
        title=title,
        document_name=document[0],
        document_number=document[1],
        plan=plan,
        places=(PLACE, WAITING),
        starts_date=first,
        ends_date=first + timedelta(days=180),
        frequency=Frequencies.MONTHLY,
        due_days=10,
        unit_kind=UnitKinds.COMMUNITY,
        minutes_per_unit=Decimal(minutes),
        scope=scope,
        fields=tuple(field.label for field in form.fields.order_by("position")),
        short_notice_reason="上级文件要求当月启动（虚构）",
        money_offered=money,
        is_duty=True,
        duty="welfare",
        form_id=form.pk,
    )


def admit(application: Application, *, why: str, by: Actor, at: datetime) -> Mandate:
    """Apply for it, and let the district office admit it two minutes later."""
    made = actions.draft(district=DISTRICT, application=application, by=by, at=at)
    sent, _grounds = actions.submit(mandate_id=made.pk, by=by, at=at)
    terms = Terms(money_agreed=application.money_offered, agreement="经费由部门按季拨付")
    return actions.approve(
        mandate_id=sent.pk,
        version=sent.version,
        terms=terms,
        why=why,
        by=acting_as("district"),
        at=at + timedelta(minutes=2),
    )
