"""A real server process, killed with SIGKILL in the middle of contacts as often as one likes; then all is counted.

    .venv/bin/python -m tests.field.killing --kills 20 [--seed 1]

The parent holds the listening socket and forks the server anew after each kill, so that what is measured is the
protocol and the database file, not the start of a Python process. Prints one line of JSON; exit status 1 when a
receipt was lost, an entry was doubled, or the register does not hold exactly what was acknowledged.
"""

import argparse
import http.client
import importlib
import json
import os
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from wsgiref.handlers import SimpleHandler

PER_CONTACT = 3


def set_up(folder: str) -> None:
    """A fresh, migrated SQLite database in a folder of its own, at the settings of the product."""
    os.environ |= {"LINLI_DATA_DIR": folder, "LINLI_SECRET_KEY": "killing", "LINLI_HOSTS": "localhost"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    os.environ.pop("LINLI_DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)


def serve(listening: socket.socket) -> None:
    """The server's life: one request after another until it is killed."""
    from linli.config.wsgi import application

    while True:
        connection, _address = listening.accept()
        with connection, connection.makefile("rb") as read, connection.makefile("wb") as write:
            answer(application, read, write)


def answer(application: Any, read: Any, write: Any) -> None:
    """One request, read by hand: method, path, headers, body."""
    line = read.readline().split()
    if len(line) < 2:
        return
    environ = {"REQUEST_METHOD": line[0].decode(), "PATH_INFO": line[1].decode(), "SERVER_NAME": "localhost"}
    environ |= {
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.0",
        "QUERY_STRING": "",
        "REMOTE_ADDR": "127.0.0.1",
    }
    while (header := read.readline().strip()) != b"":
        name, _colon, value = header.decode().partition(":")
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{key}"] = value.strip()
    handler = SimpleHandler(read, write, sys.stderr.buffer, environ)
    handler.http_version = "1.0"
    handler.run(application)


class Phone:
    """A phone of `tests.visits.setting` that keeps its queue until receipts come, over a real connection."""

    def __init__(self, made: Any, home: Any, port: int) -> None:
        self.made, self.home, self.port = made, home, port
        self.queue: list[Any] = []
        self.receipts: dict[str, dict[str, Any]] = {}
        self.differing = 0
        self.last = ""

    def fill(self, count: int, rng: random.Random) -> None:
        """New entries, each changing the same field over the one before it."""
        for _number in range(count):
            base = f"entry:{self.last}" if self.last else ""
            value = str(
                rng.choice([code for code in (1, 2, 3, 4) if str(code) != getattr(self, "value", "")])
            )
            self.value = value
            sent = self.made.visit(self.home, (self.home.dwelling, "dwelling.occupancy", base, value))
            self.last = sent.id
            self.queue.append(sent)

    def contact(self) -> bool:
        """One contact; False when no answer came."""
        from linli.core.sync import pack

        body = pack({"v": 1, "oldest": self.queue[0].seq if self.queue else None}, self.queue[:50])
        headers = {"Authorization": f"Device {self.made.device_id}.{self.made.token}", "Host": "localhost"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", "/field/sync", body, headers)
            told = json.loads(connection.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            return False
        finally:
            connection.close()
        for entry, receipt in told["answers"].items():
            if "again" not in receipt:
                self.differing += self.receipts.setdefault(entry, receipt) != receipt
        self.queue = [sent for sent in self.queue if sent.id not in self.receipts]
        return True


def start(listening: socket.socket) -> int:
    """A new server process."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        serve(listening)
    finally:
        os._exit(0)


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def run(kills: int, seed: int) -> dict[str, Any]:
    """Kill so many times, then let everything through, then count."""
    from tests.visits.setting import Phone as Made
    from tests.visits.setting import collect, furnish, officer_account, settle

    furnish()
    home = settle()
    collect("dwelling.occupancy", days=3650)
    listening = socket.create_server(("127.0.0.1", 0))
    phone = Phone(Made.of(officer_account()), home, listening.getsockname()[1])
    rng, unanswered, began = random.Random(seed), 0, time.perf_counter()
    longest = 0.4
    importlib.import_module("linli.config.wsgi")  # before the forks, so that each child is ready at once
    importlib.import_module("linli.config.urls")
    child = start(listening)
    for _number in range(kills):
        phone.fill(PER_CONTACT, rng)
        done: list[bool] = []
        asking = threading.Thread(target=lambda done=done: done.append(phone.contact()))
        at = time.perf_counter()
        asking.start()
        asking.join(rng.uniform(0, longest * 1.2))
        kill(child)
        child = start(listening)  # takes over what had not been accepted yet
        asking.join()
        unanswered += not done[0]
        longest = max(0.02, 0.9 * longest + 0.1 * (time.perf_counter() - at)) if done[0] else longest * 1.15
    while phone.queue and phone.contact():
        pass
    kill(child)
    return counted(phone, kills, unanswered, time.perf_counter() - began)


def counted(phone: Phone, kills: int, unanswered: int, seconds: float) -> dict[str, Any]:
    """What is in the database against what was made and acknowledged."""
    from linli.register.models import Fact
    from linli.visits.models import Clash, Envelope

    made = {sent.id: sent.digest for sent in phone.made.sent}
    kept = [(str(row.entry_id), row.digest, row.position) for row in Envelope.objects.order_by("position")]
    receipts = {(entry, told["digest"], told["position"]) for entry, told in phone.receipts.items()}
    written = Fact.objects.in_scope(EVERYWHERE()).filter(subject_id=phone.home.dwelling)
    facts = written.filter(element="dwelling.occupancy").count()
    return {
        "kills": kills,
        "contacts without an answer": unanswered,
        "entries": len(made),
        "lost": len(set(made.items()) - {row[:2] for row in kept}),
        "doubled": len(kept) - len({row[0] for row in kept}),
        "acknowledged and lost": len(receipts - set(kept)),
        "receipts that changed": phone.differing,
        "out of order": sum(made_id != row[0] for made_id, row in zip(made, kept, strict=False)),
        "clashes": Clash.objects.in_scope(EVERYWHERE()).count(),
        "values written": facts,
        "seconds": round(seconds, 1),
    }


def EVERYWHERE() -> Any:  # noqa: N802  # Django is not there yet when this module is read
    from linli.base.scope import Scope

    return Scope("")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="linli-kill-") as folder:
        set_up(folder)
        told = run(asked.kills, asked.seed)
        print(json.dumps(told))
        assert Path(folder).exists()
    bad = ("lost", "doubled", "acknowledged and lost", "receipts that changed", "out of order", "clashes")
    return int(any(told[name] for name in bad) or told["values written"] != told["entries"])


if __name__ == "__main__":
    sys.exit(main())
