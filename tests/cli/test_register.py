"""`linli register`: the daily run, and making rows anew."""

from datetime import date

import pytest
from click.testing import CliRunner

from linli.base.scope import Scope
from linli.cli.register import register
from linli.register.actions import record
from linli.register.drafts import FactDraft
from linli.register.models import Person
from tests.register.people import AT, DISTRICT, entry, office, person, set_up

pytestmark = pytest.mark.django_db


def test_a_value_that_begins_to_hold_is_shown_after_the_daily_run(monkeypatch):
    monkeypatch.setattr("linli.cli.register.set_up_database", lambda: None)
    set_up()
    who, began = person(), date(2026, 11, 25)
    facts = [FactDraft(who.id, "self.sex", "1"), FactDraft(who.id, "self.name", "张丽", valid_from=began)]
    record(entry=entry(), facts=facts, subjects=[who], by=office(), at=AT)
    row = Person.objects.in_scope(Scope(DISTRICT)).get(pk=who.id)
    assert (row.name_mask, row.next_change) == ("", began)
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.replace(day=26))
    for arguments, words in ((["daily"], "1 rows refreshed, 0 keys"), (["rebuild", DISTRICT], "1 rows")):
        done = CliRunner().invoke(register, arguments)
        assert done.exit_code == 0, done.output
        assert words in done.output
        row.refresh_from_db(from_queryset=Person.objects.in_scope(Scope(DISTRICT)))
        assert (row.name_mask, row.next_change) == ("张*", None)
