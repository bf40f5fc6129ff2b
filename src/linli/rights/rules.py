"""Who hands out codes, who answers requests, and how long things may take."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role

COUNTERS = (Role.COMMITTEE, Role.GRID_OFFICER, Role.SUB_DISTRICT)
"""Posts that meet residents in person and can look at a document."""
DECIDERS = (Role.COMMITTEE, Role.SUB_DISTRICT)
OWN_CODE_FROM = 14
"""Below this age a guardian decides (Personal Information Protection Law, article 31)."""
ANSWER_WITHIN_DAYS = 15
"""Calendar days for an answer. The law says "in good time" (articles 46, 50); the promise here is fifteen days."""


def age_on(birth_date: date, day: date) -> int:
    """Whole years; somebody born on 29 February grows older on 1 March of other years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def require_counter(by: Actor, code: str) -> None:
    """Raise unless the acting post meets residents of this place in person, or is the product itself."""
    if by.role not in COUNTERS and not by.is_system:
        raise NotAllowed("rights.not_a_counter", _("登录码由社区、网格员或街道窗口当面发给本人。"))
    _require_place(by, code)


def require_decider(by: Actor, code: str) -> None:
    """Raise unless the acting post may answer requests of this place."""
    if by.role not in DECIDERS:
        raise NotAllowed("rights.not_a_decider", _("更正申请由社区或街道答复。"))
    _require_place(by, code)


def require_old_enough(birth_date: date | None, day: date) -> None:
    """Raise for a child whose guardian looks for them."""
    if birth_date is not None and age_on(birth_date, day) < OWN_CODE_FROM:
        raise Refusal(
            "rights.child",
            _("未满14周岁的孩子由监护人代看，不单独发登录码。"),
            _("请给父亲或母亲发，他们的页面里有孩子的信息。"),
        )


def _require_place(by: Actor, code: str) -> None:
    if not by.scope.covers(code):
        raise NotAllowed("rights.out_of_scope", _("这个人不在您的管辖范围内。"))
