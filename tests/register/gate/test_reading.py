"""Reading through the gate: masked first, for a purpose, inside one's place, with a trace the resident sees."""

from datetime import timedelta

import pytest

from linli.base.errors import NotAllowed, NotFound
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.base.reading.actions import break_glass, end_purpose
from linli.base.reading.models import Reading
from linli.base.reading.queries import readings_of
from linli.base.reading.states import Act, Guarded
from linli.register import gate
from tests.audited import assert_audited
from tests.base.reading.setting import (
    AT,
    COMMUNITY,
    DAY,
    DISTRICT,
    GRID,
    INSTALL,
    OTHER_GRID,
    STREET,
    somebody,
)
from tests.register.gate.setting import (
    CHILD,
    REASON,
    TEEN,
    approve_single,
    approve_standing,
    health,
    refusal,
    settle,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


def officer(prefix: str = GRID):
    return somebody(Role.GRID_OFFICER, prefix)


def chief():
    return somebody(Role.COMMITTEE, COMMUNITY)


def look(by, *people, elements=("self.name", "self.phone"), purpose="contact", **more):
    asked = {"purpose": purpose, "reason": REASON, "by": by, "at": AT}
    return gate.read([one.id for one in people], elements, **{**asked, **more})


# -- masked first -------------------------------------------------------------------------------------------------
def test_a_look_is_masked_and_a_reveal_is_a_second_act():
    (one,) = settle(GRID)
    by = officer()
    with refusal("reading.reveal_second"):
        look(by, one, reveal=True)
    with assert_audited("reading.read"):
        masked = look(by, one)
    assert masked.only.text("self.name") == "林*青"
    assert masked.only.text("self.phone") == "138****0000"
    whole = look(by, one, reveal=True, at=AT + timedelta(minutes=1))
    assert whole.only.text("self.name") == one.name
    assert [line.act for line in readings_of([one.id], DAY).lines] == [Act.REVEALED, Act.MASKED]


def test_a_masked_look_of_yesterday_is_no_ground_for_a_reveal():
    (one,) = settle(GRID)
    by = officer()
    look(by, one, at=AT - timedelta(hours=13))
    with refusal("reading.reveal_second"):
        look(by, one, reveal=True)


def test_somebody_elses_look_is_no_ground_either():
    (one,) = settle(GRID)
    look(officer(), one)
    with refusal("reading.reveal_second"):
        look(officer(), one, reveal=True)


def test_whole_values_of_many_are_not_revealed_at_once():
    people = settle(GRID, count=21)
    by = officer()
    look(by, *people)
    with refusal("reading.reveal_few"):
        look(by, *people, reveal=True)


def test_values_say_where_they_come_from():
    (one,) = settle(GRID)
    shown = look(officer(), one).only.values["self.name"]
    assert (shown.source, shown.method, shown.is_whole) == ("police", "roster", False)
    assert shown.entry is not None


def test_every_value_stays_masked_unless_it_is_revealed():
    (one,) = settle(GRID)
    by = somebody(Role.COMMITTEE, COMMUNITY)
    approve_standing(by, somebody(Role.SUB_DISTRICT, STREET), "aid", Guarded.SENSITIVE)
    told = look(by, one, elements=["self.bank_account"], purpose="aid").only
    assert told.text("self.bank_account") == "****0000"


# -- purpose ------------------------------------------------------------------------------------------------------
def test_a_purpose_that_is_not_in_the_register_reads_nothing():
    (one,) = settle(GRID)
    with refusal("reading.no_purpose"):
        look(officer(), one, purpose="curiosity")


def test_an_ended_purpose_reads_nothing():
    (one,) = settle(GRID)
    end_purpose(code="contact", why="用途终止", day=DAY, by=somebody(Role.DISTRICT_OFFICE), at=AT)
    with refusal("reading.purpose_ended"):
        look(officer(), one)


def test_an_element_is_read_only_for_a_purpose_the_catalogue_lists():
    (one,) = settle(GRID)
    with refusal("reading.purpose_not_listed", NotAllowed):
        look(officer(), one, elements=["self.sex"], purpose="contact")
    assert (
        look(officer(), one, elements=["self.sex"], purpose="resident_register").only.text("self.sex") == "2"
    )


@pytest.mark.parametrize("code", ["self.nickname", "branch.member.party_joined_date", "", "self"])
def test_what_the_catalogue_does_not_hold_is_not_read(code):
    (one,) = settle(GRID)
    with refusal("reading.no_element"):
        look(officer(), one, elements=[code])


def test_nothing_asked_is_nothing_read():
    with refusal("reading.nothing_asked"):
        look(officer())
    (one,) = settle(GRID)
    with refusal("reading.nothing_asked"):
        look(officer(), one, elements=[])


@pytest.mark.parametrize("reason", ["", "   ", "看"])
def test_no_reason_no_reading(reason):
    (one,) = settle(GRID)
    with refusal("reading.no_reason"):
        look(officer(), one, reason=reason)
    assert Reading.objects.count() == 0


# -- place --------------------------------------------------------------------------------------------------------
def test_outside_ones_place_is_the_same_answer_as_nobody_there():
    (near,), (far,) = settle(OTHER_GRID), settle("350803001001")
    for missing in (near.id, far.id, uuid7()):
        with refusal("reading.not_found", NotFound):
            gate.read([missing], ["self.name"], purpose="contact", reason=REASON, by=officer(), at=AT)
    assert Reading.objects.count() == 0


def test_one_person_outside_refuses_the_whole_request():
    (mine,), (other,) = settle(GRID), settle(OTHER_GRID)
    with refusal("reading.not_found", NotFound):
        look(officer(), mine, other)
    assert readings_of([mine.id], DAY).total == 0


def test_an_ended_duty_reads_nothing():
    (one,) = settle(GRID)
    gone = somebody(Role.GRID_OFFICER, GRID, ended=AT - timedelta(hours=1))
    with refusal("reading.not_in_duty", NotAllowed):
        look(gone, one)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.RESIDENT])
def test_posts_without_residents_read_nothing(role):
    (one,) = settle(GRID)
    with refusal("reading.no_reader", NotAllowed):
        look(somebody(role, DISTRICT), one)


def test_the_product_itself_is_no_reader():
    (one,) = settle(GRID)
    with refusal("reading.no_reader", NotAllowed):
        look(INSTALL, one)


# -- guarded classes ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("birth", [CHILD, TEEN, None], ids=["child", "minor", "age unknown"])
def test_minors_are_read_with_an_approval_only(birth):
    (one,) = settle(GRID, birth)
    by = officer()
    with refusal("reading.needs_approval", NotAllowed):
        look(by, one)
    approval = approve_standing(by, chief())
    told = look(by, one)
    assert told.only.age_class is not None
    row = Reading.objects.get()
    assert row.approval_id == approval.pk
    assert readings_of([one.id], DAY).lines[0].had_approval


def test_of_a_child_even_unmasked_values_are_withheld():
    (one,) = settle(GRID, CHILD)
    by = officer()
    approve_standing(by, chief(), "resident_register")
    told = look(by, one, elements=["self.sex"], purpose="resident_register")
    assert told.only.text("self.sex") == "****"


def test_an_approval_for_another_grid_does_not_reach_here():
    (one,) = settle(GRID, CHILD)
    by = officer(OTHER_GRID)
    approve_standing(by, chief())
    with refusal("reading.not_found"):
        look(by, one)


def test_sensitive_values_are_read_under_an_approval_for_just_them():
    one, other = settle(GRID, count=2)
    by = somebody(Role.SUB_DISTRICT, STREET)
    ask = {"elements": ["self.bank_account"], "purpose": "aid"}
    with refusal("reading.needs_approval"):
        look(by, one, **ask)
    approve_single(
        by, somebody(Role.DISTRICT_OFFICE), [one.id], ["self.bank_account"], "aid", Guarded.SENSITIVE
    )
    assert look(by, one, **ask).only.text("self.bank_account").endswith("0000")
    with refusal("reading.needs_approval"):
        look(by, other, **ask)


def test_sealed_values_are_the_owner_departments_alone():
    (one,) = settle(GRID)
    ask = {"elements": ["self.mental_care_followed"], "purpose": "health_services"}
    for role, place in (
        (Role.DISTRICT_OFFICE, DISTRICT),
        (Role.COMMITTEE, COMMUNITY),
        (Role.GRID_OFFICER, GRID),
    ):
        with refusal("reading.sealed", NotAllowed):
            look(somebody(role, place), one, **ask)
    by = health()
    with refusal("reading.needs_approval"):
        look(by, one, **ask)
    approve_single(
        by, somebody(Role.DISTRICT_OFFICE), [one.id], ask["elements"], "health_services", Guarded.SEALED
    )
    assert look(by, one, **ask).only.text("self.mental_care_followed") == "****"


def test_break_glass_opens_minors_and_the_neighbouring_grid_but_nothing_sealed():
    (child,), (neighbour,) = settle(GRID, CHILD), settle(OTHER_GRID)
    by = officer()
    session = break_glass(reason="三单元起火，查找住户", by=by, at=AT)
    assert gate.reach(by, AT).prefix == COMMUNITY
    assert gate.reach(by, AT + timedelta(minutes=15)) == by.scope
    told = look(by, child, neighbour)
    assert told.under_break_glass
    assert set(Reading.objects.values_list("break_glass_id", flat=True)) == {session.pk}
    with refusal("reading.sealed"):
        look(by, child, elements=["self.mental_care_followed"], purpose="health_services")
    with refusal("reading.not_found"):
        look(by, neighbour, at=AT + timedelta(minutes=15))
    with refusal("reading.needs_approval"):
        look(by, child, at=AT + timedelta(minutes=15))
