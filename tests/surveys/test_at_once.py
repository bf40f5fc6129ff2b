"""Real transactions on both databases: two people save at the same moment; an import is killed in the middle."""

import json
import signal
import time
from collections.abc import Iterator

import pytest

from tests.installation import Installation, installation

pytestmark = pytest.mark.slow

# Runs inside the installation: a campaign, and a way to do several things at the same moment.
SETTING = """
import json, threading
from datetime import datetime, timezone
from uuid import UUID
from django.db import connections
from linli.base.audit.models import AuditEntry
from linli.base.errors import Refusal
from linli.surveys import actions, queries
from linli.surveys.merge import Change
from linli.surveys.models import Return, Upload, Value
from linli.surveys.states import ReturnState
from tests.surveys.making import *

AT = datetime(2026, 11, 24, 1, 30, tzinfo=timezone.utc)
made = campaign(AT)
row = return_of(made)

def together(*works):
    gate, results = threading.Barrier(len(works)), [None] * len(works)
    def run(number, work):
        try:
            gate.wait()
            results[number] = work()
        except Refusal as refusal:
            results[number] = refusal.code
        finally:
            connections.close_all()
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return results
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("surveys")) as made:
        yield made


def run(place: Installation, code: str):
    """Run code in the setting; what it prints is JSON."""
    return json.loads(place.python(SETTING + code))


def test_two_people_save_different_answers_at_the_same_moment(place):
    saved, values, version = run(
        place,
        """
answer(row, AT, {"residents": 5000, "households": 1700, "grids": 9})
wanted = (("residents", 1), ("households", 2), ("grids", 3))
done = together(*(lambda q=q, v=v: answer(row, AT, {q: v}, base=1) for q, v in wanted))
row.refresh_from_db()
print(json.dumps([[len(result.saved) for result in done], values_of(made.id), row.version]))
""",
    )
    assert saved == [1, 1, 1]
    assert values == {"residents": 1, "households": 2, "grids": 3}
    assert version == 4


def test_of_two_values_for_one_answer_one_holds_and_the_other_comes_back(place):
    held, saved, conflicts = run(
        place,
        """
answer(row, AT, {"residents": 5000})
done = together(*(lambda v=v: answer(row, AT, {"residents": v}, base=1) for v in (4900, 5100)))
conflicts = [[c.mine, c.theirs.value] for result in done for c in result.conflicts]
saved = [s.held.value for result in done for s in result.saved]
print(json.dumps([values_of(made.id)["residents"], saved, conflicts]))
""",
    )
    assert saved == [held]
    assert conflicts == [[({4_900, 5_100} - {held}).pop(), held]]


def test_rows_added_at_the_same_moment_are_all_kept(place):
    posts = run(
        place,
        """
answer(row, AT, {"residents": 5000})
def add(post):
    change = Change("post", post, group="staff", row=-1)
    return actions.save_draft(return_id=row.pk, changes=[change], by=STAFF, at=AT)
together(*(lambda post=post: add(post) for post in ("chief", "deputy", "full_time", "part_time")))
found = queries.answers(made.id, states=list(ReturnState))[DONGBAO].groups["staff"]
print(json.dumps(sorted(cells["post"] for cells in found)))
""",
    )
    assert posts == ["chief", "deputy", "full_time", "part_time"]


def test_handing_in_and_changing_at_the_same_moment(place):
    refused, state, residents = run(
        place,
        """
answer(row, AT, complete())
row.refresh_from_db()
version = row.version
done = together(
    lambda: actions.submit_return(return_id=row.pk, by=STAFF, at=AT, version=version).state,
    lambda: answer(row, AT, {"residents": 6000}) and "",
)
row.refresh_from_db()
print(json.dumps([[code for code in done if code.startswith("surveys.")], row.state, values_of(made.id)["residents"]]))
""",
    )
    assert (refused, state, residents) in (
        (["surveys.submitted"], "submitted", 5_000),
        (["surveys.changed_meanwhile"], "draft", 6_000),
    )


def test_only_one_of_two_yeses_writes(place):
    said, values = run(
        place,
        """
upload = Upload.objects.create(district="350802", campaign=made, division_code=DONGBAO, name="x.xlsx",
                               changes=[["", 0, "residents", 5000, 0, ""]], created_at=AT)
done = together(*(lambda: actions.apply_upload(upload_id=upload.pk, by=STAFF, at=AT) for _ in range(2)))
said = sorted(result if isinstance(result, str) else "done" for result in done)
print(json.dumps([said, Value.objects.filter(community_return=row).count()]))
""",
    )
    assert said == ["done", "surveys.applied_already"]
    assert values == 1


IN_THE_MIDDLE = """
import sys, time
from datetime import datetime, timezone
from uuid import UUID
from linli.surveys import actions, ledger
from tests.surveys.making import OFFICE
kept = ledger.Value.objects.bulk_create
def slowly(rows, **options):
    made = kept(rows, **options)
    print("half", flush=True)
    time.sleep(60)
    return made
ledger.Value.objects.bulk_create = slowly
actions.apply_upload(upload_id=UUID("{upload}"), by=OFFICE, at=datetime(2026, 11, 24, 2, tzinfo=timezone.utc))
"""
COUNTED = """
def counted():
    rows = Return.objects.filter(campaign_id=UUID("{campaign}"))
    values = Value.objects.filter(community_return__in=rows)
    applied = Upload.objects.filter(pk=UUID("{upload}"), applied_at__isnull=False)
    states = sorted(set(rows.values_list("state", "version")))
    return [values.count(), AuditEntry.objects.count(), applied.count(), states]
"""


def test_an_import_killed_in_the_middle_leaves_nothing_half_done(place):
    upload, campaign, entries = run(
        place,
        """
answers = {place.code: complete(office_area="160") for place in PLACES}
upload = Upload.objects.create(district="350802", campaign=made, division_code="350802", name="x.xlsx",
                               changes=answers, created_at=AT)
print(json.dumps([str(upload.pk), str(made.pk), AuditEntry.objects.count()]))
""",
    )
    child = place.start_code(IN_THE_MIDDLE.format(upload=upload))
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "half"
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=20)
    assert child.returncode == -signal.SIGKILL
    look = SETTING.split("AT = ")[0] + COUNTED.format(upload=upload, campaign=campaign)
    found = json.loads(place.python(look + "print(json.dumps(counted()))"))
    assert found == [0, entries, 0, [["not_started", 0]]]
    again = f"""
AT = datetime(2026, 11, 24, 3, tzinfo=timezone.utc)
done = actions.apply_upload(upload_id=UUID("{upload}"), by=OFFICE, at=AT)
print(json.dumps([done.recorded.communities, counted()]))
"""
    started = time.monotonic()
    communities, found = json.loads(place.python(look + again))
    assert communities == 3
    assert found == [18, entries + 2, 1, [["draft", 1]]]  # the yes, and the answers
    assert time.monotonic() - started < 20  # nothing waits for the dead
