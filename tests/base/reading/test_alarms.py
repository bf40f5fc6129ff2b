"""Look-up alarms: numbers about staff, against what is usual for that very post."""

from datetime import timedelta

import pytest

from linli.base.audit.models import AuditEntry
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading.actions import raise_days_alarms
from linli.base.reading.models import Alarm
from linli.base.reading.rules import Limits, median
from linli.base.reading.states import AlarmKind
from tests.base.reading.setting import (
    AT,
    COMMUNITY,
    DAY,
    GRID,
    INSTALL,
    OTHER_COMMUNITY,
    STREET,
    looked,
    people,
    somebody,
)

pytestmark = pytest.mark.django_db
NIGHT = AT.replace(hour=15)  # 23:00 in Shanghai
SMALL = Limits(volume_at_least=6, days_to_know_a_post=3, new_community_people=2)


def raised(limits: Limits = SMALL) -> dict[str, tuple[int, int | None]]:
    raise_days_alarms(day=DAY, by=INSTALL, at=AT, limits=limits)
    return {row.kind: (row.looks, row.usual) for row in Alarm.objects.order_by("id")}


def usual(by, a_day: int, days: int = 5, place: str = GRID) -> None:
    for back in range(1, days + 1):
        looked(by, *people(a_day), at=AT - timedelta(days=back), place=place)


def test_an_ordinary_day_raises_nothing():
    by = somebody(Role.GRID_OFFICER, GRID)
    usual(by, 3)
    looked(by, *people(4))
    assert raised() == {}


def test_three_times_the_usual_stands_out_against_the_posts_own_days():
    by = somebody(Role.GRID_OFFICER, GRID)
    usual(by, 3)
    looked(by, *people(10))
    assert raised() == {AlarmKind.VOLUME: (10, 3)}


def test_a_busy_post_is_held_against_itself_not_against_others():
    busy, quiet = somebody(Role.COMMITTEE, COMMUNITY), somebody(Role.GRID_OFFICER, GRID)
    usual(busy, 8)
    usual(quiet, 1)
    looked(busy, *people(10))
    looked(quiet, *people(7))
    raised()
    assert [row.account_id for row in Alarm.objects.all()] == [quiet.account_id]


def test_the_same_person_seen_ten_times_is_one():
    by, one = somebody(Role.GRID_OFFICER, GRID), uuid7()
    usual(by, 1)
    for _ in range(10):
        looked(by, one)
    assert raised() == {}


def test_a_new_post_has_no_usual_yet():
    by = somebody(Role.GRID_OFFICER, GRID)
    looked(by, *people(11))
    assert raised() == {}
    looked(by, *people(1))
    assert raised() == {AlarmKind.VOLUME: (12, None)}


def test_looking_at_night_is_counted():
    looked(somebody(Role.GRID_OFFICER, GRID), *people(2), at=NIGHT)
    assert raised() == {AlarmKind.NIGHT: (2, None)}


def test_outside_ones_own_place_is_counted_even_once():
    by = somebody(Role.GRID_OFFICER, GRID)
    looked(by, uuid7(), place=f"{COMMUNITY}G002")
    assert raised() == {AlarmKind.OTHER_COMMUNITY: (1, None)}


def test_a_wide_post_that_turns_to_a_community_it_never_looked_at():
    by = somebody(Role.SUB_DISTRICT, STREET)
    usual(by, 2)
    looked(by, *people(1), place=OTHER_COMMUNITY)
    assert raised() == {}
    looked(by, *people(1), place=OTHER_COMMUNITY)
    assert raised() == {AlarmKind.OTHER_COMMUNITY: (2, None)}


def test_alarms_are_raised_once_and_hold_no_resident():
    by = somebody(Role.GRID_OFFICER, GRID)
    one = uuid7()
    looked(by, one, at=NIGHT)
    raised()
    again = raise_days_alarms(day=DAY, by=INSTALL, at=AT, limits=SMALL)
    assert again == 0
    entry = AuditEntry.objects.get(verb="reading.raise_alarm")
    assert str(one) not in str(entry.detail)
    assert not {field.name for field in Alarm._meta.fields} & {"subject", "score"}


def test_the_middle_of_an_even_number_is_the_lower_one():
    assert [median(numbers) for numbers in ([], [4], [9, 2], [3, 1, 2])] == [0, 4, 2, 2]
