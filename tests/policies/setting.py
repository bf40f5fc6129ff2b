"""Setting a district's own value in tests, with everything given."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.core.policy import Document
from linli.policies.actions import override_value
from linli.policies.models import PolicyOverride
from tests.factories import actor

PAPER = Document("新罗区关于提高社区工作者补贴的通知", number="（测试文件）")
AT = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
XINLUO = "350802"


def office() -> Actor:
    return actor(Role.DISTRICT_OFFICE, XINLUO)


def set_value(**changes: Any) -> PolicyOverride:
    values: dict[str, Any] = {
        "by": office(),
        "at": AT,
        "rule": "wage.minimum",
        "division_code": XINLUO,
        "term": {"amount": "600"},
        "valid_from": date(2009, 1, 1),
        "document": PAPER,
    }
    return override_value(**values | changes)
