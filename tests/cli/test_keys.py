"""`linli keys`: numbers only, and a change that leaves everything readable."""

import pytest
from click.testing import CliRunner

from linli.base.scope import Scope
from linli.cli.keys import keys
from linli.register.queries import person_card
from tests.register.people import DAY, DISTRICT, NUMBERS, person, put, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(monkeypatch):
    monkeypatch.setattr("linli.cli.keys.set_up_database", lambda: None)
    set_up()
    who = person()
    put(who, name="张小丽", id_number=NUMBERS[0])
    return who


def run(*arguments):
    done = CliRunner().invoke(keys, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def test_status_tells_numbers_and_no_secrets(someone):
    told = run("status")
    assert "AES_256_GCM" in told
    assert "made 2 rows" in told
    assert "secret" not in told


@pytest.mark.parametrize("arguments", [(), ("--index",)])
def test_rotation_leaves_every_value_readable(someone, arguments):
    before = run("status")
    run("rotate", *arguments)
    assert run("status") != before
    assert person_card(someone.id, on=DAY, scope=Scope(DISTRICT)).value("self.name") == "张小丽"
