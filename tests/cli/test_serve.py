"""`linli serve` and `linli demo` as an operator runs them."""

import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from linli.cli.ready import in_turn
from linli.cli.static import collect_static_if_changed
from linli.cli.supervise import free_port
from tests.installation import Installation, installation

pytestmark = pytest.mark.slow
LINLI = str(Path(os.sys.executable).parent / "linli")
ASK = """
from django.utils import timezone
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
print(start_job(kind="audit.verify", params={}, by=Actor.system(), at=timezone.now()).pk)
"""
STATE = "from linli.base.jobs.models import Job\nprint(Job.objects.get(pk={job!r}).state)"


def start(place: Installation, *arguments: str, **env: str) -> tuple[subprocess.Popen, str]:
    """Start the command and wait until it says its address."""
    running = subprocess.Popen(
        [LINLI, *arguments],
        env=place.env | env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=place.folder,
    )
    said = []
    while line := running.stdout.readline():
        said.append(line)
        if "http://localhost:" in line:
            return running, line.split("http://localhost:")[1].split("/")[0]
    raise AssertionError("".join(said))


def stop(running: subprocess.Popen) -> str:
    running.send_signal(signal.SIGINT)
    with running.stdout:
        said = running.stdout.read()
    assert running.wait(timeout=60) == 0, said
    return said


def get(port: str, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        assert answer.status == 200
        return answer.read().decode()


def children_of(pid: int) -> set[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    found = {int(child) for child in listed.read_text().split()} if listed.exists() else set()
    return found | {below for child in found for below in children_of(child)}


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def wait_until(met, seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not met() and time.monotonic() < deadline:
        time.sleep(0.2)
    return met()


@pytest.fixture
def place(tmp_path):
    with installation(tmp_path) as made:
        yield made


def test_pages_and_jobs_are_served_and_everything_stops(place):
    running, port = start(place, "serve", "--workers", "1")
    try:
        assert get(port, "/healthz") == "ok"
        page = get(port, "/accounts/login/")
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert "/static/ui/linli." in style  # the hashed name
        assert ":root" in get(port, style)
        job = place.python(ASK)
        assert wait_until(lambda: place.python(STATE.format(job=job)) == "done")
        processes = children_of(running.pid)
        assert len(processes) >= 3
    finally:
        said = stop(running)
    assert "已停止" in said
    assert wait_until(lambda: not alive(processes))


def test_a_queue_worker_that_dies_is_started_again(place):
    running, _port = start(place, "serve", "--workers", "1")
    try:

        def queue_workers():
            return [pid for pid in children_of(running.pid) if b"work" in command(pid).split(b"\0")]

        assert wait_until(lambda: len(queue_workers()) == 1)
        first = queue_workers()[0]
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: queue_workers() not in ([], [first]))
        job = place.python(ASK)
        assert wait_until(lambda: place.python(STATE.format(job=job)) == "done")
    finally:
        stop(running)


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_killed_supervisor_leaves_nobody_behind(place):
    running, _port = start(place, "serve", "--workers", "1")
    processes = children_of(running.pid)
    running.kill()
    running.communicate()
    assert wait_until(lambda: not alive(processes))


def test_a_taken_port_is_refused_when_asked_for_and_passed_over_when_not(place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = place.linli("serve", "--port", str(port))
        assert (done.returncode, "已被占用" in done.stderr) == (1, True)
        assert free_port("127.0.0.1", port) != port
    assert free_port("127.0.0.1", port) == port


def test_an_old_database_is_not_served(tmp_path):
    bare = Installation(tmp_path)
    done = bare.linli("serve")
    assert done.returncode == 1
    assert "linli manage migrate" in done.stderr


def test_the_demo_sets_itself_up_and_starts_again(tmp_path):
    bare = Installation(tmp_path)
    running, port = start(bare, "demo", "--workers", "1", LINLI_DEMO_PEOPLE="0")
    assert "district" in get(port, "/accounts/login/")
    said = stop(running)
    assert "audadmin" in said
    assert "django_tasks" not in said  # nothing pushes the logins off the screen
    again, port = start(bare, "demo", "--workers", "1", LINLI_DEMO_PEOPLE="0")
    assert get(port, "/healthz") == "ok"
    assert "正在建立" not in stop(again)


def test_static_files_are_collected_only_when_they_changed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    hashed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": hashed}
    assert collect_static_if_changed()
    assert not collect_static_if_changed()
    (tmp_path / ".sources").write_text("old", encoding="ascii")
    assert collect_static_if_changed()


def test_the_demo_started_twice_is_prepared_once(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    done = []

    def second():
        with in_turn("preparing"):
            done.append("second")

    with in_turn("preparing"):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.1)
        done.append("first")
    waiting.join(10)
    assert done == ["first", "second"]
