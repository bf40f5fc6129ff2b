"""The way of a return from the community to the department and back, and what locks it."""

from datetime import UTC, date, datetime

import pytest

from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.ids import uuid7
from linli.forms.actions import answer_field, read_form
from linli.forms.models import FormField
from linli.register.drafts import FactDraft
from linli.returns import actions, queries
from linli.returns.files import filled_file
from linli.returns.models import FilledRow, Filling
from linli.returns.states import Lock, State, Timeliness
from tests.forms.writing.setting import ledger_with_a_total

from .making import AT, DAY, HERE, NEXT_DOOR, admitted, admitted_form, family, filled, put


def code_of(refused) -> str:
    return refused.value.code


def sent(report, who, why=""):
    return actions.send(report_id=report.pk, version=report.version, why=why, by=who.committee, at=AT)


def with_department(report, who):
    one = sent(report, who)
    return actions.approve(report_id=one.pk, version=one.version, by=who.street, at=AT)


def test_from_the_community_over_the_sub_district_to_the_department(who):
    family()
    report = filled(admitted(who), who)
    one = with_department(report, who)
    one = actions.accept(report_id=one.pk, version=one.version, by=who.department, at=AT)
    assert one.state == State.ACCEPTED
    assert [step.to_state for step in one.steps.all()] == ["filled", "sent", "approved", "accepted"]


def test_only_the_community_sends_and_only_its_sub_district_approves(who):
    family()
    report = filled(admitted(who), who)
    with pytest.raises(NotAllowed):
        actions.send(report_id=report.pk, version=report.version, by=who.neighbour, at=AT)
    one = sent(report, who)
    with pytest.raises(NotAllowed):
        actions.approve(report_id=one.pk, version=one.version, by=who.committee, at=AT)
    with pytest.raises(NotAllowed):
        actions.send_back(report_id=one.pk, version=one.version, why="缺两户", by=who.department, at=AT)


def test_what_was_sent_cannot_be_filled_again_until_it_comes_back(who):
    family()
    mandate = admitted(who)
    one = sent(filled(mandate, who), who)
    with pytest.raises(Refusal) as refused:
        filled(mandate, who)
    assert code_of(refused) == "returns.locked_sent"
    actions.send_back(report_id=one.pk, version=one.version, why="电话没有核对", by=who.street, at=AT)
    again = filled(mandate, who)
    assert (again.number, again.state) == (2, State.FILLED)


def test_nobody_sends_back_without_a_reason(who):
    family()
    one = sent(filled(admitted(who), who), who)
    with pytest.raises(Refusal) as refused:
        actions.send_back(report_id=one.pk, version=one.version, why=" ", by=who.street, at=AT)
    assert code_of(refused) == "returns.no_reason"


def test_a_correction_is_a_new_version_with_its_difference_and_the_sent_one_stays(who):
    home = family()
    mandate = admitted(who)
    one = with_department(filled(mandate, who), who)
    put([FactDraft(home.husband, "self.phone", "13900139000")], as_of=DAY, at=AT.replace(hour=3))
    one = actions.correct(
        report_id=one.pk, version=one.version, why="电话变了", by=who.committee, at=AT.replace(hour=4)
    )
    one = filled(mandate, who, AT.replace(hour=4))
    assert (one.number, one.sent_number) == (2, 1)
    changed = queries.difference(one, 1, 2)
    labels = dict(mandate.form.fields.values_list("position", "label"))
    assert [(one.subject, labels[one.position]) for one in changed.cells] == [(home.husband, "联系电话")]
    with pytest.raises(Refusal) as refused:
        sent(one, who)
    assert code_of(refused) == "returns.no_reason"
    sent(one, who, "电话变了")
    assert Filling.objects.filter(report=one).count() == 2


def corrected(mandate, one, who):
    one = actions.correct(report_id=one.pk, version=one.version, why="电话变了", by=who.committee, at=AT)
    return filled(mandate, who)


def test_what_the_sub_district_has_not_approved_is_out_of_the_department_s_sight(who):
    family()
    mandate = admitted(who)
    one = sent(filled(mandate, who), who)
    with pytest.raises(NotFound):
        queries.opened(one.pk, by=who.department, today=DAY)
    with pytest.raises(NotAllowed):
        filled_file(report=one, number=1, by=who.department, at=AT)
    assert queries.arrived(mandate.pk, date(2026, 11, 1), today=DAY) == ()
    assert queries.opened(one.pk, by=who.street, today=DAY).filling.number == 1


def test_while_a_correction_waits_the_department_keeps_the_version_that_was_approved(who):
    family()
    mandate = admitted(who)
    one = sent(corrected(mandate, with_department(filled(mandate, who), who), who), who, "电话变了")
    with pytest.raises(NotAllowed):
        filled_file(report=one, number=2, by=who.department, at=AT)
    found = queries.opened(one.pk, by=who.department, today=DAY)
    assert (found.filling.number, found.versions) == (1, (1,))
    actions.approve(report_id=one.pk, version=one.version, by=who.street, at=AT)
    found = queries.opened(one.pk, by=who.department, today=DAY)
    assert (found.filling.number, found.versions) == (2, (1, 2))


def test_a_version_that_came_back_unapproved_is_never_the_department_s(who):
    family()
    mandate = admitted(who)
    one = sent(filled(mandate, who), who)
    actions.send_back(report_id=one.pk, version=one.version, why="电话没有核对", by=who.street, at=AT)
    one = sent(filled(mandate, who), who, "核对过了")
    actions.approve(report_id=one.pk, version=one.version, by=who.street, at=AT)
    assert queries.opened(one.pk, by=who.department, today=DAY).versions == (2,)
    with pytest.raises(NotFound):
        queries.opened(one.pk, by=who.department, today=DAY, number=1)


def test_a_change_in_the_table_of_a_card_is_told_even_where_the_card_moved(who):
    report = filled(admitted(who), who)
    house, child = uuid7(), uuid7()
    for number, card, fact in ((2, 1, uuid7()), (3, 2, uuid7())):
        made = Filling.objects.create(
            report=report, number=number, on_date=DAY, known_at=AT, fields=[0], member_fields=[7]
        )
        for row in (
            FilledRow(subject=house, number=card, statuses="m", facts=bytes(16)),
            FilledRow(subject=child, card=card, number=1, statuses="f", facts=fact.bytes),
        ):
            row.filling, row.community = made, HERE
            row.save()
    told = queries.difference(report, 2, 3)
    assert (told.came, told.went) == (0, 0)
    assert [(one.subject, one.card, one.number, one.position) for one in told.cells] == [(child, 2, 1, 7)]


def test_two_people_who_send_at_once_are_told(who):
    family()
    report = filled(admitted(who), who)
    sent(report, who)
    with pytest.raises(Refusal) as refused:
        sent(report, who)
    assert code_of(refused) == "returns.locked_sent"


def test_a_closed_period_takes_nothing_more(who):
    family()
    mandate = admitted(who)
    report = filled(mandate, who)
    actions.close_period(mandate_id=mandate.pk, period_first=date(2026, 11, 1), by=who.department, at=AT)
    with pytest.raises(Refusal) as refused:
        sent(report, who)
    assert code_of(refused) == "returns.locked_period_closed"
    with pytest.raises(Refusal) as refused:
        actions.close_period(mandate_id=mandate.pk, period_first=date(2026, 11, 1), by=who.department, at=AT)
    assert code_of(refused) == "returns.closed"


def test_a_mandate_that_expires_while_a_return_is_open_locks_it(who):
    family()
    report = filled(admitted(who), who)
    late = datetime(2027, 2, 6, 2, tzinfo=UTC)
    with pytest.raises(Refusal) as refused:
        actions.send(report_id=report.pk, version=report.version, by=who.committee, at=late)
    assert code_of(refused) == "returns.locked_mandate_ended"


def test_a_form_that_changed_after_it_was_admitted_is_not_filled_or_sent(who):
    family()
    mandate = admitted(who)
    report = filled(mandate, who)
    mandate.fields.filter(label="联系电话").delete()
    with pytest.raises(Refusal) as refused:
        sent(report, who)
    assert code_of(refused) == "returns.form_changed"


def test_a_community_outside_the_admitted_places_is_not_asked(who):
    mandate = admitted(who)
    assert queries.asked_of(NEXT_DOOR, today=DAY) == ()
    with pytest.raises(Refusal) as refused:
        actions.fill(
            mandate_id=mandate.pk,
            community=NEXT_DOOR,
            period_first=date(2026, 11, 1),
            by=who.neighbour,
            at=AT,
        )
    assert code_of(refused) == "returns.place_not_asked"


def test_the_list_of_a_community_says_what_is_asked_how_full_it_is_and_when_it_is_due(who):
    family()
    mandate = admitted(who)
    (row,) = queries.asked_of(HERE, today=DAY)
    assert (row.report, row.state, row.due, row.timeliness) == (
        None,
        None,
        date(2026, 12, 5),
        Timeliness.NOT_DUE,
    )
    report = filled(mandate, who)
    (row,) = queries.asked_of(HERE, today=DAY)
    assert (row.report, row.state, row.rows, row.lock) == (report.pk, State.FILLED, 2, None)
    assert row.filled == 14 * 100 // 18
    sent(report, who)
    (row,) = queries.asked_of(HERE, today=DAY)
    assert (row.lock, row.timeliness) == (Lock.SENT, Timeliness.IN_TIME)
    november, december = sorted(queries.asked_of(HERE, today=date(2026, 12, 10)), key=lambda one: one.first)
    assert (november.timeliness, december.timeliness) == (Timeliness.IN_TIME, Timeliness.NOT_DUE)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_four_queries_however_long(who, django_assert_num_queries, count):
    for number in range(count):
        admitted(who, title=f"走访登记表{number}", document_number=f"龙民〔2026〕{number}号")
    with django_assert_num_queries(4):
        assert len(queries.asked_of(HERE, today=DAY)) == count


def test_a_list_with_blanks_above_it_is_sent_and_locked_like_any_other(who):
    family()
    made = read_form(data=ledger_with_a_total(), name="困难家庭.xlsx", by=who.department, at=AT)
    for field in FormField.objects.filter(form=made):
        element = "self.name" if field.label == "姓名" else "NONE"
        answer_field(form_id=made.pk, position=field.position, element=element, by=who.department, at=AT)
    assert made.fields.filter(in_roster=False).exists()
    report = sent(filled(admitted_form(who, made), who), who)
    assert (report.state, report.sent_number) == (State.SENT, 1)
