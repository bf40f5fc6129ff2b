"""Who may read at all, who supervises whom, which classes need an approval, and when a look-up is unusual.

Ages: a child is under 14 (Personal Information Protection Law, article 28), a minor under 18 (Law on the
Protection of Minors, article 2). Both are counted by the birthday: on the day somebody turns 14 or 18 the class
has changed. Staff access to data on any minor is approved and recorded (Regulation on the Protection of Minors
Online, article 36); the product holds every other sensitive class to the same rule.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.states import Guarded
from linli.base.scope import Scope

CHILD_UNTIL, MINOR_UNTIL = 14, 18
BREAK_GLASS_MINUTES = 15
REVIEW_WORKING_DAYS = 3
OBJECTION_DAYS = 30
"""GB/T 35273-2020, 8.7: requests of the person concerned are answered within thirty days."""
STANDING_DAYS, SINGLE_DAYS = 366, 30
REASON_LETTERS, REASON_MOST = 4, 200
NOBODY = UUID(int=0)
"""Stands where an actor has no account or post: nobody's rows."""
NUMBER = re.compile(r"\d[\d\s-]{5,}\d")

READERS = frozenset(
    {Role.DISTRICT_OFFICE, Role.DEPARTMENT, Role.SUB_DISTRICT, Role.COMMITTEE, Role.GRID_OFFICER}
)
SUPERVISORS: dict[Role, frozenset[Role]] = {
    Role.GRID_OFFICER: frozenset({Role.COMMITTEE, Role.SUB_DISTRICT, Role.DISTRICT_OFFICE}),
    Role.COMMITTEE: frozenset({Role.SUB_DISTRICT, Role.DISTRICT_OFFICE}),
    Role.SUB_DISTRICT: frozenset({Role.DISTRICT_OFFICE}),
    Role.DEPARTMENT: frozenset({Role.DISTRICT_OFFICE}),
    Role.DISTRICT_OFFICE: frozenset({Role.DISTRICT_OFFICE}),
}
STANDING_ROLES = frozenset({Role.GRID_OFFICER, Role.COMMITTEE})
"""Whose own place is small enough for an approval that stands."""
COMMUNITY_DIGITS = 12


def age_on(birth: date, day: date) -> int:
    """Completed years; a birthday on 29 February is kept on 1 March in other years (Civil Code: full years)."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def class_of_age(birth: date | None, day: date) -> Guarded | None:
    """CHILD, MINOR, AGE_UNKNOWN, or None for an adult. A birth date in the future counts as not known."""
    if birth is None or birth > day:
        return Guarded.AGE_UNKNOWN
    age = age_on(birth, day)
    if age < CHILD_UNTIL:
        return Guarded.CHILD
    return Guarded.MINOR if age < MINOR_UNTIL else None


def supervises(by: Actor, role: str, place: str, account_id: UUID) -> bool:
    """Whether `by` decides on, reviews and answers for somebody of that role and place. Never for oneself."""
    if by.account_id is None or by.role is None or by.account_id == account_id:
        return False
    return by.role in SUPERVISORS.get(Role(role), frozenset()) and by.scope.covers(place)


def supervised_roles(role: Role | None) -> tuple[Role, ...]:
    """The roles that somebody in `role` supervises."""
    return tuple(below for below, above in SUPERVISORS.items() if role in above)


def require_supervisor(by: Actor, role: str, place: str, account_id: UUID) -> None:
    """Raise NotAllowed unless `by` supervises."""
    if not supervises(by, role, place, account_id):
        raise NotAllowed(
            "reading.not_supervisor",
            _("这件事由上一级岗位的另一个人办理，您现在的岗位不能办。"),
        )


def require_person(by: Actor) -> None:
    """Raise NotAllowed unless `by` is somebody in a post that may read residents' data."""
    if by.account_id is None or by.post_id is None or by.role not in READERS:
        raise NotAllowed("reading.no_reader", _("您现在的岗位不能查阅居民信息。"))


def checked_reason(reason: str) -> str:
    """The reason, trimmed. Raises Refusal when it is missing, too long, or holds a number of a person."""
    words = " ".join(reason.split())
    if len(words) < REASON_LETTERS:
        raise Refusal(
            "reading.no_reason", _("没有写明查阅理由。"), _("请用一句话写明为什么要看，至少4个字。")
        )
    if len(words) > REASON_MOST:
        raise Refusal("reading.long_reason", _("理由太长。"), _("请写在200字以内。"))
    if NUMBER.search(words):
        raise Refusal(
            "reading.number_in_reason",
            _("理由里有一串号码。"),
            _("理由会长期保存，请不要写证件号码、电话号码。"),
        )
    return words


def reach_of(by: Actor) -> str:
    """Where a break-glass session of this post reaches: a grid officer's whole community, else the own place."""
    prefix = by.scope.prefix
    return prefix[:COMMUNITY_DIGITS] if by.role == Role.GRID_OFFICER else prefix


def reaches(prefix: str, place: str) -> bool:
    """Whether a stored scope covers a place."""
    return Scope(prefix).covers(place)


@dataclass(frozen=True, slots=True)
class Limits:
    """When look-ups count as unusual. Numbers of people a day; the product's own values, changeable by policy."""

    volume_at_least: int = 30
    volume_times_usual: int = 3
    usual_over_days: int = 28
    days_to_know_a_post: int = 5
    new_community_people: int = 5
    night_from: time = time(22)
    night_to: time = time(6)

    def is_night(self, moment: datetime) -> bool:
        """Whether a local moment lies in the night."""
        clock = moment.timetz().replace(tzinfo=None)
        return clock >= self.night_from or clock < self.night_to

    def window(self, day: date) -> tuple[date, date]:
        """The days before `day` that say what is usual: first day, and the day itself as the open end."""
        return day - timedelta(days=self.usual_over_days), day

    def is_unusual(self, looks: int, usual: int | None) -> bool:
        """Whether so many people in one day stand out. Without a usual number only the floor counts, doubled."""
        if usual is None:
            return looks >= 2 * self.volume_at_least
        return looks >= max(self.volume_at_least, usual * self.volume_times_usual)


def median(numbers: Iterable[int]) -> int:
    """The middle of the numbers, the lower one of two; 0 of none."""
    ranked = sorted(numbers)
    return ranked[(len(ranked) - 1) // 2] if ranked else 0
