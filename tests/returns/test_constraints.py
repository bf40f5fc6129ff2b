"""What the database itself refuses, and two people who begin the same return at once."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from linli.base.errors import Refusal
from linli.base.ids import uuid7
from linli.returns import actions
from linli.returns.models import ClosedPeriod, FilledRow, Filling, HandedIn, Report, ReportStep
from linli.returns.states import HandingState, State, Step

from .making import AT, DAY, HERE, admitted, family, filled

filling_module = import_module("linli.returns.actions.fill")  # its function has the same name
NOVEMBER, END = date(2026, 11, 1), date(2026, 11, 30)


def refused(made: Model) -> str:
    """The database's words when it does not take a row."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        made.save(force_insert=True)
    return str(error.value)


def report(one: Report, **changes: Any) -> Report:
    said: dict[str, Any] = {
        "mandate": one.mandate, "community": HERE, "period_first": date(2026, 12, 1), "period_last": date(2026, 12, 31),
        "due": date(2027, 1, 5), "state": State.FILLED, "made_at": AT, "number": 1,
    }  # fmt: skip
    return Report(id=uuid7(), **(said | changes))


def step(one: Report, **changes: Any) -> ReportStep:
    said: dict[str, Any] = {
        "report": one,
        "step": Step.FILL,
        "to_state": State.FILLED,
        "at": AT,
        "label": "岗位",
    }
    return ReportStep(id=uuid7(), **(said | changes))


@pytest.fixture
def one(who) -> Report:
    family()
    return filled(admitted(who), who)


@pytest.mark.parametrize(
    "changes",
    [
        {"period_first": NOVEMBER, "period_last": END},  # a second return of one period
        {"period_last": date(2026, 11, 30)},  # ends before it begins
        {"due": date(2026, 12, 30)},  # due before its period is over
        {"sent_number": 2},  # sent what was never filled
        {"state": State.SENT},  # with the sub-district, and never sent
    ],
)
def test_a_return_that_makes_no_sense_is_refused(one: Report, changes: dict[str, Any]):
    assert refused(report(one, **changes))


def test_what_makes_sense_is_taken(one: Report):
    report(one).save(force_insert=True)
    step(one).save(force_insert=True)
    assert Report.objects.count() == 2


def test_nothing_is_sent_back_without_a_reason(one: Report):
    assert "return_sent_back_with_reason" in refused(step(one, step=Step.SEND_BACK))


def test_a_period_is_closed_once(one: Report):
    closed = {"mandate": one.mandate, "period_first": NOVEMBER, "at": AT, "label": "岗位"}
    ClosedPeriod(id=uuid7(), **closed).save(force_insert=True)
    assert refused(ClosedPeriod(id=uuid7(), **closed))


def test_fillings_and_their_rows_are_numbered_once(one: Report):
    for number in (1, 0):
        assert refused(Filling(id=uuid7(), report=one, number=number, on_date=DAY, known_at=AT, label="岗位"))
    there = Filling.objects.get(report=one)
    row = {"filling": there, "community": HERE, "subject": uuid7(), "statuses": "m", "facts": bytes(16)}
    assert refused(FilledRow(id=uuid7(), number=1, **row))


def test_of_two_people_who_begin_one_return_the_second_is_told_so(who, monkeypatch: pytest.MonkeyPatch):
    family()
    mandate = admitted(who)
    begin = filling_module._first

    def after_somebody_else(*args: Any) -> Report:
        monkeypatch.setattr(filling_module, "_first", begin)
        filled(mandate, who)
        return begin(*args)

    monkeypatch.setattr(filling_module, "_first", after_somebody_else)
    with pytest.raises(Refusal) as told:
        actions.fill(mandate_id=mandate.pk, community=HERE, period_first=NOVEMBER, by=who.committee, at=AT)
    assert told.value.code == "returns.filled_meanwhile"
    assert Report.objects.get().fillings.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"state": HandingState.TAKEN, "sealed": b"x"},  # gone through, and the file still there
        {"state": HandingState.REFUSED, "values": 1},  # refused, and yet something was recorded
    ],
)
def test_a_file_goes_with_its_end_and_is_taken_whole_or_not_at_all(one, changes):
    said = {"report": one, "community": HERE, "report_version": 1, "at": AT, "label": "岗位"}
    assert "handed_in" in refused(HandedIn(id=uuid7(), **(said | changes)))
