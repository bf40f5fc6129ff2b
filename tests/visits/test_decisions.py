"""People decide: between two values, about entries set aside, about signals; and nobody about their own."""

import json
from datetime import timedelta

import pytest

from linli.base.errors import Refusal
from linli.base.identity.models import Account
from linli.base.scope import Scope
from linli.register.queries import card
from linli.visits.actions import (
    answer_call_back,
    answer_signal,
    decide_aside,
    decide_clash,
    draw_call_backs,
    report_lost,
)
from linli.visits.models import CallBack, Clash, CollectionTask, SetAside, Signal, Visit
from linli.visits.states import AsideVerdict, CallBackResult, ClashVerdict
from tests.audited import assert_audited
from tests.visits.setting import (
    AT,
    DAY,
    GRID,
    INSTALL,
    NEXT_GRID,
    Home,
    Phone,
    acting,
    chief,
    collect,
    furnish,
    officer_account,
    settle,
)
from tests.visits.test_receive import office_says, picture

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope("")


@pytest.fixture
def home() -> Home:
    furnish()
    return settle()


@pytest.fixture
def phone(home) -> Phone:
    collect("dwelling.occupancy", "dwelling.smoke_alarm", "dwelling.gas_alarm")
    return Phone.of(officer_account())


@pytest.fixture
def clash(home, phone) -> Clash:
    office_says(home.dwelling, "dwelling.occupancy", "2")
    phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1")))
    return Clash.objects.get()


def holds(home: Home) -> str:
    return card(home.dwelling, on=DAY, scope=EVERYWHERE).value("dwelling.occupancy")


def decide(clash, verdict, by=None, why="打电话核实过"):
    decide_clash(clash_id=clash.pk, verdict=verdict, why=why, by=by or chief(), at=AT + timedelta(hours=1))


def test_keeping_what_is_held_changes_nothing_in_the_register(home, clash):
    with assert_audited("visits.decide_clash"):
        decide(clash, ClashVerdict.HELD)
    clash.refresh_from_db()
    assert (holds(home), clash.verdict, clash.why) == ("2", "held", "打电话核实过")


def test_taking_what_was_brought_corrects_the_register(home, clash):
    decide(clash, ClashVerdict.BROUGHT)
    assert holds(home) == "1"


def test_asking_again_opens_the_tasks(home, phone, clash):
    CollectionTask.objects.in_scope(EVERYWHERE).update(state="done")
    decide(clash, ClashVerdict.NEITHER)
    assert set(CollectionTask.objects.in_scope(EVERYWHERE).values_list("state", flat=True)) == {"open"}


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (lambda: acting(Account.objects.get(username="officer")), "visits.not_there"),
        (lambda: chief("350802001002", "next door"), "visits.not_there"),
    ],
)
def test_neither_the_officer_nor_the_next_community_decides(clash, who, code):
    with pytest.raises(Refusal) as refusal:
        decide(clash, ClashVerdict.HELD, by=who())
    assert refusal.value.code == code


def test_a_decision_is_made_once_and_with_a_reason(clash):
    by = chief()
    with pytest.raises(Refusal, match="请写明理由"):
        decide(clash, ClashVerdict.HELD, by=by, why=" ")
    decide(clash, ClashVerdict.HELD, by=by)
    with pytest.raises(Refusal, match="已经处理过"):
        decide(clash, ClashVerdict.BROUGHT, by=by)


def test_an_entry_from_a_lost_phone_is_used_after_somebody_looked(home, phone):
    report_lost(
        device_id=phone.device_id, why="丢了", by=acting(Account.objects.get(username="officer")), at=AT
    )
    phone.hand_in(phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1")))
    row = SetAside.objects.get()
    with assert_audited("visits.decide_aside"):
        decide_aside(envelope_id=row.pk, verdict=AsideVerdict.USED, why="网格员确认", by=chief(), at=AT)
    row.refresh_from_db()
    assert (holds(home), row.content, row.verdict) == ("1", None, "used")
    assert Visit.objects.in_scope(EVERYWHERE).get().account_id == Account.objects.get(username="officer").pk


def test_an_entry_for_the_next_grid_is_used_by_the_community(home, phone):
    other = settle(NEXT_GRID, "9", "901")
    collect("dwelling.occupancy", place=NEXT_GRID)
    phone.hand_in(phone.visit(other, (other.dwelling, "dwelling.occupancy", "", "4")))
    decide_aside(
        envelope_id=SetAside.objects.get().pk, verdict=AsideVerdict.USED, why="帮邻格代访", by=chief(), at=AT
    )
    assert holds(other) == "4"


def test_what_does_not_open_can_only_be_dropped_and_is_then_gone(home, phone):
    phone.hand_in(phone.make("poem", b"{}"))
    row, by = SetAside.objects.get(), chief()
    with pytest.raises(Refusal, match="无法采用"):
        decide_aside(envelope_id=row.pk, verdict=AsideVerdict.USED, why="试试", by=by, at=AT)
    decide_aside(envelope_id=row.pk, verdict=AsideVerdict.DROPPED, why="无法识别", by=by, at=AT)
    row.refresh_from_db()
    assert (row.content, row.verdict) == (None, "dropped")


def answers(home: Home, alarm: str = "no"):
    told = (("dwelling.occupancy", "1"), ("dwelling.smoke_alarm", "yes"), ("dwelling.gas_alarm", alarm))
    return [(home.dwelling, element, "", value) for element, value in told]


def test_five_homes_with_the_same_answers_are_pointed_out(home, phone):
    homes = [home, *(settle(room=str(number)) for number in range(2, 6))]
    collect("dwelling.occupancy", "dwelling.smoke_alarm", "dwelling.gas_alarm", title_zh="再来")
    for one in homes[:4]:
        phone.hand_in(phone.visit(one, *answers(one)))
    assert Signal.objects.count() == 0
    phone.hand_in(phone.visit(homes[4], *answers(homes[4])))
    signal = Signal.objects.get()
    assert (signal.kind, signal.detail) == ("same_answers", {"households": 5})


def test_different_answers_are_not_pointed_out(home, phone):
    homes = [home, *(settle(room=str(number)) for number in range(2, 6))]
    collect("dwelling.occupancy", "dwelling.smoke_alarm", "dwelling.gas_alarm", title_zh="再来")
    for number, one in enumerate(homes):
        phone.hand_in(phone.visit(one, *answers(one, "yes" if number % 2 else "no")))
    assert Signal.objects.count() == 0


def test_two_buildings_in_twenty_seconds_are_pointed_out_and_two_doors_of_one_are_not(home, phone):
    near, far = settle(room="102"), settle(building="8", room="801")
    collect("dwelling.occupancy", title_zh="再来")
    phone.send(*(phone.visit(one, outcome="refused", age=age) for one, age in ((home, 200), (near, 190))))
    assert Signal.objects.count() == 0
    phone.hand_in(phone.visit(far, outcome="refused", age=170))
    signal = Signal.objects.get()
    assert (signal.kind, signal.detail) == ("too_fast", {"seconds": 20})


def test_one_photo_for_two_entries_is_pointed_out(home, phone):
    for _number in range(2):
        visit = phone.visit(home, outcome="nobody")
        photo = phone.make("photo", json.dumps({"for": visit.id}).encode() + b"\n" + picture("blue"))
        phone.send(visit, photo)
    assert Signal.objects.get().kind == "same_photo"


def test_the_officer_explains_their_own_signal(home, phone):
    test_two_buildings_in_twenty_seconds_are_pointed_out_and_two_doors_of_one_are_not(home, phone)
    signal = Signal.objects.get()
    by = acting(Account.objects.get(username="officer"))
    answer_signal(signal_id=signal.pk, words="两栋楼门对门", by=by, at=AT)
    signal.refresh_from_db()
    assert signal.answer == "两栋楼门对门"
    other = acting(officer_account(NEXT_GRID, "neighbour"))
    with pytest.raises(Refusal):
        answer_signal(signal_id=signal.pk, words="x", by=other, at=AT)


def test_call_backs_are_drawn_by_share_and_answered_by_somebody_else(home, phone):
    for _number in range(21):
        phone.hand_in(phone.visit(home, outcome="done", age=60))
    by = chief()
    assert draw_call_backs(by=by, at=AT) == 2
    assert draw_call_backs(by=by, at=AT) == 0
    row = CallBack.objects.order_by("id").first()
    answer_call_back(call_back_id=row.pk, result=CallBackResult.CONFIRMED, by=by, at=AT)
    row.refresh_from_db()
    assert (row.result, row.place) == ("confirmed", GRID)
    officer = acting(Account.objects.get(username="officer"))
    with pytest.raises(Refusal):
        draw_call_backs(by=officer, at=AT)
    assert INSTALL.is_system
