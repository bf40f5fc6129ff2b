from datetime import timedelta

import pytest

from linli.base.identity import throttle
from linli.base.identity.adapters import waiting_words
from linli.base.identity.models import FailedSignIn

pytestmark = pytest.mark.django_db


def test_five_failures_of_a_name_make_it_wait_until_the_oldest_is_five_minutes_old(at):
    for minute in range(5):
        moment = at + timedelta(seconds=30 * minute)
        locked = throttle.note_failure(at=moment, name="Wang ", address="10.0.0.1")
        assert locked == (minute == 4)
    now = at + timedelta(seconds=120)
    assert throttle.waiting_time(at=now, name="wang") == timedelta(minutes=3)
    assert throttle.waiting_time(at=at + timedelta(minutes=5), name="wang") == timedelta()
    assert throttle.waiting_time(at=now, name="li") == timedelta()


def test_an_address_may_fail_more_often_over_many_names(at):
    for number in range(20):
        assert not throttle.waiting_time(at=at, name=f"n{number}", address="10.0.0.1")
        throttle.note_failure(at=at, name=f"n{number}", address="10.0.0.1")
    assert throttle.waiting_time(at=at, name="fresh", address="10.0.0.1") == timedelta(minutes=1)
    assert not throttle.waiting_time(at=at, name="fresh", address="10.0.0.2")


def test_names_and_addresses_are_not_in_the_table_and_old_failures_go(at):
    throttle.note_failure(at=at, name="wang", address="10.0.0.1")
    assert not any(
        "wang" in key or "10." in key for key in FailedSignIn.objects.values_list("key", flat=True)
    )
    throttle.note_failure(at=at + timedelta(hours=2), name="li", address="10.0.0.1")
    assert FailedSignIn.objects.count() == 2


@pytest.mark.parametrize(
    ("wait", "words"),
    [(timedelta(seconds=0.2), "1 秒"), (timedelta(seconds=60), "60 秒"), (timedelta(seconds=61), "2 分钟")],
)
def test_the_wait_is_said_in_words(wait, words):
    assert words in waiting_words(wait)
