"""A district's own values: who may, what holds, what is refused, and that the past stays."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from linli.base.audit.models import AuditEntry
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.core.policy import Document
from linli.policies import actions
from linli.policies.actions import override_value, withdraw_override
from linli.policies.models import PastIsClosed, PolicyOverride
from linli.policies.queries import override_rows, pack_rulebook, rulebook
from tests.factories import actor

from .setting import AT, PAPER, XINLUO, office, set_value

pytestmark = pytest.mark.django_db
BEFORE, FROM = date(2008, 12, 31), date(2009, 1, 1)


def refused(**changes: object) -> str:
    with pytest.raises(Refusal) as caught:
        set_value(**changes)
    assert str(caught.value)
    return caught.value.code


def wage(day: date, place: str = XINLUO) -> Decimal:
    return rulebook().value("wage.minimum", place, day).amount


def test_district_value_holds_from_its_day_on_and_everything_resting_on_it_follows() -> None:
    set_value()
    assert (wage(BEFORE), wage(FROM)) == (570, 600)
    held = rulebook().value("stipend.chief_floor", "350802001001", FROM)
    assert held.amount == 900
    assert held.rests_on[0].document == PAPER
    assert held.rests_on[0].pack == "district"


def test_other_districts_are_not_touched() -> None:
    set_value(rule="office.floor_area", term={"amount": "150"})
    held = rulebook()
    assert held.value("office.floor_area", XINLUO, FROM).amount == 150
    assert held.value("office.floor_area", "350821", FROM).amount == 100


def test_value_for_one_sub_district_only() -> None:
    set_value(division_code="350802001")
    assert (wage(FROM), wage(FROM, "350802001001"), wage(FROM, "350802002001")) == (570, 600, 570)


def test_each_write_leaves_one_audit_entry() -> None:
    row = set_value(why="区政府常务会议决定")
    withdraw_override(by=office(), at=AT, override_id=row.pk, valid_to=date(2010, 1, 1), why="文件废止")
    first, second = AuditEntry.objects.order_by("seq")
    assert (first.verb, first.subject) == ("policies.override_value", f"policies.PolicyOverride:{row.pk}")
    assert (first.place, first.why) == (XINLUO, "区政府常务会议决定")
    assert first.detail["term"] == {"amount": "600"}
    assert (second.verb, second.detail["withdraws"]) == ("policies.withdraw_override", str(row.pk))


@pytest.mark.parametrize(
    ("role", "prefix"),
    [(role, XINLUO) for role in Role if role != Role.DISTRICT_OFFICE]
    + [(Role.DISTRICT_OFFICE, "3508"), (Role.DISTRICT_OFFICE, "350821"), (Role.DISTRICT_OFFICE, "350802001")],
)
def test_only_the_district_office_of_the_place_may(role: Role, prefix: str) -> None:
    assert refused(by=actor(role, prefix)) == "policies.not_allowed"
    assert PolicyOverride.objects.count() == AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule": "wage.maximum"}, "policies.unknown_rule"),
        ({"division_code": "3508020"}, "policies.bad_place"),
        ({"document": Document(" ")}, "policies.no_document"),
        ({"valid_to": FROM}, "policies.ends_before_it_begins"),
        ({"term": {"amount": "-1"}}, "policies.negative"),
        ({"term": {"amount": "many"}}, "policies.not_a_number"),
        ({"term": {"amount": str(10**15)}}, "policies.too_large"),
        ({"term": {}}, "policies.bad_value"),
        ({"term": {"ratio": "150%", "of": "stipend.chief_floor"}}, "policies.circular"),
        ({"rule": "posts.per_community", "term": {"min": "7", "max": "4"}}, "policies.range_upside_down"),
        ({"rule": "posts.per_community", "term": {"amount": "4.5"}}, "policies.not_whole"),
    ],
)
def test_refusals(changes: dict[str, object], code: str) -> None:
    assert refused(**changes) == code
    assert PolicyOverride.objects.count() == 0


def test_schedule_of_its_own_may_not_fall_at_a_step() -> None:
    steps = [{"from": "0", "amount": "12000"}, {"from": "8000", "amount": "15000"}]
    term = {"brackets": {"input": "residents", "reading": "whole", "boundary": "above", "steps": steps}}
    set_value(rule="office_funds.per_year", term=term)
    due = [
        rulebook().value("office_funds.per_year", XINLUO, FROM, residents=n).amount for n in (7_999, 8_000)
    ]
    assert due == [12_000, 15_000]
    falling = {"brackets": term["brackets"] | {"steps": [steps[0], {"from": "8000", "amount": "1"}]}}
    assert (
        refused(rule="office_funds.per_year", term=falling, division_code="350802001")
        == "policies.result_falls"
    )


@pytest.mark.parametrize(
    ("start", "end"), [(FROM, None), (date(2008, 1, 1), date(2009, 1, 2)), (date(2030, 1, 1), None)]
)
def test_two_values_on_one_day_are_refused(start: date, end: date | None) -> None:
    set_value()
    assert refused(valid_from=start, valid_to=end) == "policies.overlap"


def test_periods_that_touch_do_not_overlap() -> None:
    set_value(valid_to=date(2010, 1, 1))
    set_value(valid_from=date(2010, 1, 1), term={"amount": "650"})
    set_value(valid_from=date(2008, 1, 1), valid_to=FROM, term={"amount": "580"})
    assert [wage(day) for day in (BEFORE, FROM, date(2009, 12, 31), date(2010, 1, 1))] == [580, 600, 600, 650]


def test_withdrawing_lets_the_pack_answer_again_and_keeps_the_past() -> None:
    row = set_value()
    withdraw_override(by=office(), at=AT, override_id=row.pk, valid_to=date(2010, 1, 1))
    assert [wage(day) for day in (BEFORE, FROM, date(2009, 12, 31), date(2010, 1, 1))] == [570, 600, 600, 570]
    set_value(valid_from=date(2010, 1, 1), term={"amount": "650"})
    assert wage(date(2010, 1, 1)) == 650
    assert PolicyOverride.objects.filter(pk=row.pk, valid_to=None).exists()


def test_value_withdrawn_from_its_first_day_never_held_and_can_be_written_anew() -> None:
    row = set_value(term={"amount": "6000"})
    withdraw_override(by=office(), at=AT, override_id=row.pk, valid_to=FROM, why="录入有误")
    assert wage(FROM) == 570
    set_value()
    assert wage(FROM) == 600
    rule = pack_rulebook().rules["wage.minimum"]
    assert [known.never_held for known in override_rows(rule, XINLUO)] == [False, True]


def test_withdrawal_refusals() -> None:
    row = set_value(valid_to=date(2012, 1, 1))

    def code(**changes: object) -> str:
        values = {"by": office(), "at": AT, "override_id": row.pk, "valid_to": date(2011, 1, 1)}
        with pytest.raises(Refusal) as caught:
            withdraw_override(**values | changes)
        return caught.value.code

    assert code(override_id=uuid4()) == "policies.no_override"
    assert code(by=actor(Role.DISTRICT_OFFICE, "350821")) == "policies.no_override"
    assert code(by=actor(Role.SUB_DISTRICT, XINLUO)) == "policies.not_allowed"
    assert code(valid_to=BEFORE) == "policies.ends_before_it_begins"
    assert code(valid_to=date(2012, 1, 1)) == "policies.ends_already"
    withdrawal = withdraw_override(by=office(), at=AT, override_id=row.pk, valid_to=date(2011, 1, 1))
    assert code() == "policies.withdrawn_already"
    assert code(override_id=withdrawal.pk) == "policies.no_override"


def test_as_known_earlier_the_later_rows_are_not_there() -> None:
    row = set_value()
    later = AT + timedelta(days=30)
    withdraw_override(by=office(), at=later, override_id=row.pk, valid_to=FROM)
    known = [rulebook(known_at=moment).value("wage.minimum", XINLUO, FROM).amount for moment in (AT, later)]
    assert known == [600, 570]
    assert rulebook(known_at=AT - timedelta(seconds=1)).value("wage.minimum", XINLUO, FROM).amount == 570


def test_rulebook_is_kept_until_the_record_changes(django_assert_num_queries) -> None:
    set_value()
    first = rulebook()
    with django_assert_num_queries(1):
        assert rulebook() is first
    set_value(rule="office.floor_area", term={"amount": "120"})
    assert rulebook() is not first
    assert rulebook().value("office.floor_area", XINLUO, FROM).amount == 120


def test_rows_are_never_changed_or_removed() -> None:
    row = set_value()
    row.why = "改动"
    for attempt in (
        row.save,
        row.delete,
        PolicyOverride.objects.all().delete,
        lambda: PolicyOverride.objects.update(why="改动"),
        lambda: PolicyOverride.objects.bulk_update([row], ["why"]),
        lambda: PolicyOverride.objects.bulk_create([PolicyOverride()]),
        lambda: PolicyOverride.objects.update_or_create(pk=row.pk, defaults={"why": "改动"}),
    ):
        with pytest.raises(PastIsClosed):
            attempt()
    assert PolicyOverride.objects.get().why == ""


VALUE = {
    "district": XINLUO,
    "division_code": XINLUO,
    "rule": "wage.minimum",
    "position": 1,
    "kind": "value",
    "term": {"amount": "1"},
    "unit": "yuan_per_month",
    "document_name": "文件",
    "valid_from": FROM,
    "recorded_at": AT,
    "recorded_label": "区社区办",
}


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"kind": "guess"}, "override_kind_known"),
        ({"document_name": ""}, "override_value_has_its_document"),
        ({"term": None}, "override_value_has_its_document"),
        ({"valid_from": None}, "override_value_has_its_document"),
        ({"valid_to": FROM}, "override_ends_after_it_begins"),
        ({"division_code": "350821"}, "override_lies_in_its_district"),
        ({"kind": "withdrawal"}, "override_withdrawal_has_its_end"),
    ],
)
def test_the_database_refuses_nonsense(changes: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PolicyOverride.objects.create(**VALUE | changes)


def test_the_database_lets_only_one_of_two_simultaneous_writers_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second writer took its number before the first one's row was there."""
    taken = iter([1, 1, 2])
    monkeypatch.setattr(actions, "_next_position", lambda *_: next(taken))
    set_value(valid_to=date(2010, 1, 1))
    assert refused(valid_from=date(2010, 1, 1)) == "policies.written_meanwhile"
    assert PolicyOverride.objects.count() == AuditEntry.objects.count() == 1


def test_the_database_refuses_a_second_withdrawal() -> None:
    row = set_value()
    values = VALUE | {"kind": "withdrawal", "term": None, "valid_from": None, "valid_to": date(2010, 1, 1)}
    PolicyOverride.objects.create(**values | {"withdraws": row, "position": 2})
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyOverride.objects.create(**values | {"withdraws": row, "position": 3})


def test_a_write_that_fails_leaves_nothing() -> None:
    with pytest.raises(Refusal):
        override_value(
            by=office(),
            at=AT,
            rule="wage.minimum",
            division_code=XINLUO,
            term={},
            valid_from=FROM,
            document=PAPER,
        )
    assert PolicyOverride.objects.count() == AuditEntry.objects.count() == 0
