"""`linli reading`: loading purposes, the daily work, the check of the log."""

import json

import pytest
from click.testing import CliRunner

from linli.base.identity.states import Role
from linli.base.reading.models import Purpose
from linli.cli import reading as command
from tests.base.reading.setting import GRID, looked, somebody
from tests.base.reading.test_log import run_without_update_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def set_up(monkeypatch):
    monkeypatch.setattr(command, "set_up_database", lambda app="": None)


def run(name: str, *args: str):
    return CliRunner().invoke(command.reading, [name, *args], catch_exceptions=False)


def test_the_catalogues_purposes_are_loaded_once_each_with_laws_and_an_end():
    told = run("load").output.strip()
    count = Purpose.objects.count()
    assert count > 20
    assert told == f"{count} +, 0 ="
    assert run("load").output.strip() == f"0 +, {count} ="
    assert all("《" in row.basis_zh and row.valid_to > row.valid_from for row in Purpose.objects.all())


def test_the_daily_work_runs_on_an_empty_day_and_again():
    for _ in range(2):
        told = run("daily", "--day", "2026-11-24")
        assert told.exit_code == 0
        assert "0 条提醒" in told.output


def test_a_log_that_nobody_touched_is_believed():
    looked(somebody(Role.GRID_OFFICER, GRID))
    assert run("verify").exit_code == 0


def test_a_changed_log_is_named():
    row = looked(somebody(Role.GRID_OFFICER, GRID))
    from tests.audited import without_delete_triggers

    with without_delete_triggers():
        run_without_update_triggers("UPDATE reading_reading SET reason = 'weather'", [])
    told = run("verify", "--json")
    assert told.exit_code == 1
    assert json.loads(told.output) == [{"fault": "changed", "reading": str(row.pk)}]
