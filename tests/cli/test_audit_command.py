"""`linli audit` as an operator runs it."""

import pytest

from tests.installation import Installation, installation

pytestmark = pytest.mark.slow
FILL = """
from datetime import datetime, UTC
from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
for day in (23, 24):
    for number in range(3):
        at = datetime(2026, 11, day, 3, number, tzinfo=UTC)
        with audited(by=Actor.system(), at=at, verb="tests.act", subject="tests.Thing:1"):
            pass
"""
TAMPER = """
from tests.audited import run, without_guards
with without_guards():
    run(["UPDATE audit_auditentry SET why = 'x' WHERE seq = 2"])
"""


@pytest.fixture
def place(tmp_path):
    with installation(tmp_path) as made:
        made.python(FILL)
        yield made


def test_roots_are_printed_kept_and_checked(place: Installation, tmp_path):
    first = place.linli("audit", "root", "--day", "2026-11-23").stdout.strip()
    assert first.startswith("2026-11-23 seq=3 count=3 sha256=")
    second = place.json("audit", "root", "--day", "2026-11-24", "--published", "公告栏")
    assert (second["seq"], second["count"], second["day"]) == (6, 6, "2026-11-24")
    kept = tmp_path / "roots.txt"
    kept.write_text(f"# 公布过的根\n{first}\n{second['sha256']}\n", encoding="utf-8")
    done = place.linli("audit", "verify", "--roots-file", str(kept), "--root", first)
    assert (done.returncode, "完好" in done.stdout, "3 个对外公布的根" in done.stdout) == (0, True, True)
    without = place.linli("audit", "verify")
    assert (without.returncode, "从机器内部无法发现" in without.stdout) == (0, True)


def test_tampering_is_exit_status_one_in_words_and_json(place: Installation):
    place.python(TAMPER)
    done = place.linli("audit", "verify")
    assert (done.returncode, "第 2 条" in done.stdout) == (1, True)
    report = place.json("audit", "verify")
    assert (report["holds"], report["findings"][0]["fault"], report["findings"][0]["seq"]) == (
        False,
        "edited",
        2,
    )


def test_wrong_use_is_exit_status_two_and_nothing_to_publish_is_one(place: Installation):
    assert place.linli("audit", "verify", "--root", "hello").returncode == 2
    assert place.linli("audit", "verify", "--roots-file", "/nowhere").returncode == 2
    done = place.linli("audit", "root", "--day", "2020-01-01")
    assert (done.returncode, "没有根可以公布" in done.stderr) == (1, True)
