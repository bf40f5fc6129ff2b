"""Many writers at once: no gap, no fork, no lock error; on SQLite and PostgreSQL."""

import pytest

from tests.installation import installation

WRITERS = 4
EACH = 60
WRITE = """
from threading import Thread
from django.db import connections
from django.utils import timezone
from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body
errors = []
def write(name):
    try:
        for number in range({each}):
            with audited(by=Actor.system(name), at=timezone.now(), verb="tests.write", subject="tests.Thing:1"):
                Body.objects.create(kind="operator", name=f"{{name}} {{number}}")
                if number % 5 == 0:  # an action within an action, then a row that all writers change
                    with audited(by=Actor.system(name), at=timezone.now(), verb="tests.inner", subject="t.T:1"):
                        pass
                    Body.objects.filter(name="shared").update(division_code=str(number))
    except Exception as error:
        errors.append(repr(error))
    finally:
        connections.close_all()
threads = [Thread(target=write, args=(f"{process}-{{turn}}",)) for turn in range({threads})]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(errors)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("processes", "threads"), [(1, WRITERS), (WRITERS, 1)], ids=["threads", "processes"])
def test_many_writers_make_one_chain(tmp_path, processes, threads):
    with installation(tmp_path) as place:
        place.python(
            'from linli.base.identity.models import Body\nBody.objects.create(kind="operator", name="shared")'
        )
        code = [WRITE.format(process=f"p{turn}", each=EACH, threads=threads) for turn in range(processes)]
        running = [place.start_code(text) for text in code]
        assert [process.communicate(timeout=120)[0].strip() for process in running] == ["[]"] * processes
        verdict = place.json("audit", "verify")
        assert verdict["holds"]
        assert verdict["entries"] == WRITERS * (EACH + EACH // 5)
