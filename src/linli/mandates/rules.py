"""Who may do what, how long the office has, and what an application needs before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed
from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.base.workdays import (
    Due,
    OwnDays,
    YearUnknown,
    due_after,
    is_working_day,
    working_days_left,
)
from linli.core.policy import PolicyError, Rulebook
from linli.core.scopes import Unit
from linli.mandates.models import DistrictDay, Mandate
from linli.mandates.states import ADMITTED, DECIDING, State, Step
from linli.policies.queries import rulebook

READERS = frozenset({Role.DISTRICT_OFFICE, Role.DEPARTMENT, Role.SUB_DISTRICT, Role.COMMITTEE, Role.AUDITOR})
DECISION_DAYS, NOTICE_DAYS = "gate.decision_days", "gate.notice_days"
STIPEND = "stipend.member_floor"
FEW = 10
"""Below this a count of residents is not told: it could be somebody."""
DISTRICT_DIGITS = 6
SATURDAY = 5
MOST_WEEKDAYS_OFF = 23
"""No national notice from 2004 to 2026 gave more weekdays off in a year (2013)."""
BURDEN_BUDGET = "gate.burden_budget"


def may_apply(by: Actor, district: str) -> bool:
    """Draft, send, change and withdraw: a department whose area holds the district or lies in it."""
    return _is_product(by) or (by.role == Role.DEPARTMENT and by.scope.prefix.startswith(district))


def may_decide(by: Actor, district: str) -> bool:
    """Decide: the community office of the district, the gatekeeper."""
    return _is_product(by) or (by.role == Role.DISTRICT_OFFICE and by.scope.covers(district))


def may_carry_out(by: Actor, code: str) -> bool:
    """Carry out an emergency: the sub-district, itself and on site."""
    return _is_product(by) or (by.role == Role.SUB_DISTRICT and by.scope.covers(code))


def may_keep(by: Actor, code: str) -> bool:
    """Refuse, report and keep the register of a community: its own committee."""
    return _is_product(by) or (by.role == Role.COMMITTEE and by.scope.prefix == code)


def ensure(allowed: bool) -> None:
    """Raise NotAllowed in words."""
    if not allowed:
        raise NotAllowed("mandates.not_allowed", _("您的岗位不能办理这件事。"))


def post_of(by: Actor) -> Post | None:
    """The acting post with its body; None for the product itself."""
    if by.post_id is None:
        return None
    return Post.objects.select_related("body").filter(pk=by.post_id).first()


def ensure_own(mandate: Mandate, by: Actor) -> None:
    """Only posts of the department that applied act for it. Raises NotAllowed."""
    post = post_of(by)
    ensure(_is_product(by) or (post is not None and post.body_id == mandate.body_id))


def may_take(step: Step, by: Actor, mandate: Mandate) -> bool:
    """Whether a post may take a step at all; whether it can be taken now is the state's matter."""
    if step is Step.REPORT:
        place = mandate.places.first()
        return place is not None and may_carry_out(by, place.prefix)
    return may_decide(by, mandate.district) if step in DECIDING else may_apply(by, mandate.district)


def _is_product(by: Actor) -> bool:
    return by.is_system and by.role is None


# -- days ----------------------------------------------------------------------------------------------------------


def days_allowed(place: str, day: date, book: Rulebook | None = None) -> int:
    """Working days the office has to decide, by the rules of the place. A list hands in the rulebook it has read."""
    return int(_value(DECISION_DAYS, place, day, book) or 15)


def days_of_notice(place: str, day: date) -> int:
    """Working days before its beginning that an application is to be sent."""
    return int(_value(NOTICE_DAYS, place, day) or 30)


def monthly_stipend(place: str, day: date) -> Decimal | None:
    """What a month of a full-time member's work is worth by the rules of the place; None where none holds."""
    return _value(STIPEND, place, day)


def burden_budget(place: str, day: date) -> Decimal | None:
    """Minutes a year that one department may take of one community; None where the district has not set any."""
    return _value(BURDEN_BUDGET, place, day)


def _value(rule: str, place: str, day: date, book: Rulebook | None = None) -> Decimal | None:
    try:
        return (book or rulebook()).value(rule, place, day, include_proposed=False).amount
    except PolicyError:
        return None


def own_days(district: str) -> OwnDays:
    """The district's own working days and days off, beside the national calendar. One query."""
    return dict(DistrictDay.objects.filter(district=district).order_by("day").values_list("day", "works"))


def due(mandate: Mandate, book: Rulebook | None = None, own: OwnDays | None = None) -> Due | None:
    """Until when the office has to decide; None while the clock stands still. A list hands in what it has read."""
    if mandate.state != State.SUBMITTED or mandate.clock_from is None:
        return None
    allowed = (
        days_allowed(mandate.district, mandate.clock_from, book) + mandate.days_extra - mandate.days_used
    )
    return due_after(mandate.clock_from, max(allowed, 0), own_days(mandate.district) if own is None else own)


def days_left(
    mandate: Mandate, today: date, book: Rulebook | None = None, own: OwnDays | None = None
) -> int | None:
    """Working days left to decide, negative once late; None while the clock stands still or the year is unknown."""
    held = own_days(mandate.district) if own is None else own
    found = due(mandate, book, held)
    if found is None or found.day is None:
        return None
    try:
        return working_days_left(today, found.day, held)
    except YearUnknown:
        return None


def days_between(start: date, end: date, own: OwnDays) -> int:
    """Working days after `start` up to and with `end`, both in the past or present. Raises YearUnknown."""
    return max(working_days_left(start, end, own), 0)


class Notice(StrEnum):
    """Whether an application is sent early enough; unknown where it hangs on holidays not yet published."""

    ENOUGH = "enough"
    SHORT = "short"
    UNKNOWN = "unknown"


def notice_of(starts: date, today: date, place: str) -> Notice:
    """Against the working days that the rules of the place ask for. A year nobody knows yet is not guessed: it is
    enough, or too short, only where that is so whatever its holidays will be.
    """
    asked, own = days_of_notice(place, today), own_days(place[:DISTRICT_DIGITS])
    known = 0
    for number in range(1, (starts - today).days + 1):
        day = today + timedelta(days=number)
        try:
            known += is_working_day(day, own)
        except YearUnknown:
            rest = (starts - day).days + 1
            weekdays = sum((day + timedelta(days=more)).weekday() < SATURDAY for more in range(rest))
            if known + max(weekdays - MOST_WEEKDAYS_OFF, 0) >= asked:
                return Notice.ENOUGH
            return Notice.SHORT if known + rest < asked else Notice.UNKNOWN
    return Notice.ENOUGH if known >= asked else Notice.SHORT


def holds_on(mandate: Mandate, day: date) -> bool:
    """Admitted, begun and not expired on the day."""
    if mandate.state not in ADMITTED or mandate.starts_date is None or mandate.ends_date is None:
        return False
    return mandate.starts_date <= day < mandate.ends_date


# -- what an application needs ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Missing:
    """What is still missing: the field of the form, and what to do."""

    field: str
    words: Any


def _rows_are_said(mandate: Mandate) -> bool:
    """A form is filled for the rows that were asked, and for nobody else: somebody has to say which."""
    form = mandate.form
    return form is None or bool(mandate.scope or form.scope) or form.row_unit == Unit.PLACE


def missing_in(mandate: Mandate, *, places: Sequence[str], fields: int, today: date) -> tuple[Missing, ...]:
    """Completeness, checked before an application can be sent."""
    needed = (
        ("title", mandate.title.strip(), _("请写明事项名称。")),
        ("document_name", mandate.document_name.strip(), _("请写明所依据的上级文件。")),
        ("document_number", mandate.document_number.strip(), _("请写明文号。")),
        ("plan", mandate.plan.strip(), _("请写明怎样实施：谁来做、怎么做、做到什么程度。")),
        ("places", places, _("请写明涉及哪些地方。")),
        ("starts_date", mandate.starts_date, _("请写明从哪一天开始。")),
        ("ends_date", mandate.ends_date, _("请写明到哪一天结束。")),
        ("minutes_per_unit", mandate.minutes_per_unit, _("请估计每个单位要花多少分钟。")),
        (
            "unit_count",
            mandate.unit_count or mandate.unit_kind == "community",
            _("请写明涉及多少户或多少人。"),
        ),
        ("fields", fields or mandate.kind not in ("form", "survey"), _("请列出表上的每个字段。")),
        ("scope_words", _rows_are_said(mandate), _("请写明填哪些人、哪些户，或每个社区填一行。")),
    )
    found = [Missing(field, words) for field, value, words in needed if not value]
    starts = mandate.starts_date
    late = starts is not None and notice_of(starts, today, mandate.district) is Notice.SHORT
    if late and not mandate.short_notice_reason.strip():
        found.append(Missing("short_notice_reason", _("距开始不足规定的工作日，请写明理由。")))
    return tuple(found)
