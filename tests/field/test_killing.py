"""The server is killed in the middle of contacts, for real; `bench/sync.py` does it a thousand times."""

import json
import subprocess
import sys

import pytest

from tests.house.house import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.one_database]
KILLS = 12


def test_killing_the_server_loses_nothing_and_doubles_nothing():
    run = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore::DeprecationWarning",
            "-m",
            "tests.field.killing",
            "--kills",
            str(KILLS),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["contacts without an answer"] > 0
    assert told["entries"] == told["values written"] == KILLS * 3
