"""The clock runs in working days: the district's own days before the national ones, and no year is guessed."""

from datetime import date

import pytest

from linli.base.errors import NotAllowed, Refusal
from linli.mandates import actions, queries, rules
from linli.mandates.rules import Notice

from .making import AT, DISTRICT, TODAY, application, department, office

pytestmark = pytest.mark.django_db


def sent():
    made = actions.draft(district=DISTRICT, application=application(), by=department(), at=AT)
    found, _grounds = actions.submit(mandate_id=made.pk, by=department(), at=AT)
    return found


def off(day: date, works: bool | None = False) -> None:
    actions.set_day(district=DISTRICT, day=day, works=works, document="区府办〔2026〕1号", by=office(), at=AT)


def test_a_day_off_of_the_district_moves_the_deadline_and_a_saturday_worked_moves_it_back():
    found = sent()
    assert rules.due(found).day == date(2026, 3, 23)
    off(date(2026, 3, 11))
    assert rules.due(found).day == date(2026, 3, 24)
    off(date(2026, 3, 14), works=True)
    assert rules.due(found).day == date(2026, 3, 23)
    assert queries.inbox(office().scope, today=TODAY)[0].days_left == 15
    off(date(2026, 3, 11), works=None)
    off(date(2026, 3, 14), works=None)
    assert rules.own_days(DISTRICT) == {}


def test_only_the_office_sets_a_day_and_with_its_document():
    with pytest.raises(NotAllowed):
        actions.set_day(district=DISTRICT, day=TODAY, works=False, document="文", by=department(), at=AT)
    with pytest.raises(Refusal) as caught:
        actions.set_day(district=DISTRICT, day=TODAY, works=False, document=" ", by=office(), at=AT)
    assert caught.value.code == "mandates.document_missing"


@pytest.mark.parametrize(
    ("starts", "today", "notice"),
    [
        (date(2026, 5, 6), date(2026, 3, 2), Notice.ENOUGH),
        (date(2026, 3, 20), date(2026, 3, 2), Notice.SHORT),
        # Few days into a year that nobody knows yet: too short whatever its holidays.
        (date(2031, 1, 5), date(2030, 12, 28), Notice.SHORT),
        # Far into it: nobody can say yet.
        (date(2031, 3, 1), date(2030, 12, 20), Notice.UNKNOWN),
    ],
)
def test_notice_is_counted_and_a_year_nobody_knows_is_not_guessed(starts, today, notice):
    assert rules.notice_of(starts, today, DISTRICT) is notice


def test_papers_that_are_missing_stop_the_approval_in_words():
    found = sent()
    back = actions.suspend(mandate_id=found.pk, version=found.version, why="缺依据文件", by=office(), at=AT)
    with pytest.raises(Refusal) as caught:
        actions.refuse(mandate_id=back.pk, version=back.version, why="不妥", by=office(), at=AT)
    assert caught.value.code == "mandates.papers_missing"
