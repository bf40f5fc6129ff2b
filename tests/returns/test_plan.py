"""What cannot be filled is said before anything is read: no form, or nobody said whose rows."""

from datetime import date

import pytest

from linli.base.errors import Refusal
from linli.base.reading.models import Reading
from linli.base.scope import Scope
from linli.core import scopes
from linli.mandates import actions as gate
from linli.mandates.models import Mandate
from linli.mandates.states import Kind
from linli.returns import actions, queries
from linli.returns.models import FilledRow, Filling, Report

from .making import AT, DAY, HERE, Hands, admitted, family, filled, form


def refused(who: Hands, mandate: Mandate, code: str) -> None:
    """It is not filled, nothing is kept of it, and nobody was read."""
    family()
    read = Reading.objects.count()
    with pytest.raises(Refusal) as told:
        actions.fill(
            mandate_id=mandate.pk, community=HERE, period_first=date(2026, 11, 1), by=who.committee, at=AT
        )
    assert told.value.code == code
    assert (Report.objects.count(), Filling.objects.count()) == (0, 0)
    assert Reading.objects.count() == read


def test_a_request_without_a_form_has_nothing_to_fill_and_is_not_on_the_list(who: Hands) -> None:
    mandate = admitted(who)
    Mandate.objects.filter(pk=mandate.pk).update(form=None)
    assert queries.asked_of(HERE, today=DAY) == ()
    refused(who, mandate, "returns.no_form")


def test_where_nobody_said_which_rows_nobody_is_read(who: Hands) -> None:
    """Requests from before the gate asked for it."""
    mandate = admitted(who)
    Mandate.objects.filter(pk=mandate.pk).update(scope=None)
    refused(who, mandate, "returns.no_rows")


def test_rows_said_on_the_form_are_enough(who: Hands) -> None:
    home = family()
    mandate = admitted(who)
    Mandate.objects.filter(pk=mandate.pk).update(scope=None)
    mandate.form.scope = scopes.record_of(scopes.Scope(scopes.Unit.HOUSEHOLD))
    mandate.form.save(update_fields=["scope"])
    report = filled(Mandate.objects.get(pk=mandate.pk), who)
    rows = FilledRow.objects.in_scope(Scope(HERE)).filter(filling__report=report)
    assert set(rows.values_list("subject", flat=True)) == {home.household}


def test_the_gate_asks_for_the_rows_of_a_form(who: Hands) -> None:
    mandate = admitted(who)
    asked = gate.draft(
        district=mandate.district,
        application=gate.Application(
            kind=Kind.FORM, title="另一张表", form_id=form(who.department, title="另一张表").pk
        ),
        by=who.department,
        at=AT,
    )
    with pytest.raises(Refusal) as told:
        gate.submit(mandate_id=asked.pk, by=who.department, at=AT)
    assert "scope_words" in told.value.params["fields"]
