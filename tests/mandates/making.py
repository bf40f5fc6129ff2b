"""A department, an office, a committee and a sub-district around the gate."""

from datetime import UTC, date, datetime
from decimal import Decimal

from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.mandates.actions import Application
from linli.mandates.states import Frequencies, Kind, UnitKinds
from tests.factories import post_for

DISTRICT = "350802"
DONGMEN, DONGFENG = "350802001001", "350802001002"
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def acting(post: Post) -> Actor:
    """An actor in a post of the database."""
    return Actor(
        None, post.pk, Role(post.role), Scope(post.division_code), f"{post.body.name} · {post.title}"
    )


def department() -> Actor:
    """A department of the district."""
    return acting(post_for(Role.DEPARTMENT))


def office() -> Actor:
    """The gatekeeper."""
    return acting(post_for(Role.DISTRICT_OFFICE))


def committee(code: str = DONGMEN) -> Actor:
    """Staff of a community."""
    return acting(post_for(Role.COMMITTEE, code))


def sub_district() -> Actor:
    """A clerk of the sub-district."""
    return acting(post_for(Role.SUB_DISTRICT, "350802001"))


def application(**changes) -> Application:
    """A complete, admissible application: old people visited once a quarter in two communities."""
    said = {
        "kind": Kind.FORM,
        "title": "独居老人探访登记表",
        "document_name": "关于开展独居老人探访的通知",
        "document_number": "龙民〔2026〕3号",
        "plan": "网格员上门探访，登记老人近况，每季度一次。",
        "places": (DONGMEN, DONGFENG),
        "starts_date": date(2026, 5, 6),
        "ends_date": date(2027, 5, 6),
        "frequency": Frequencies.QUARTERLY,
        "unit_kind": UnitKinds.RESIDENT,
        "unit_count": 40,
        "minutes_per_unit": Decimal(6),
        "fields": ("姓名", "身份证号", "联系电话", "探访情况"),
        "money_offered": Decimal(100),
        "is_duty": True,
    }
    return Application(**(said | changes))
