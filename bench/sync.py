"""The offline protocol: seeds, kills, and the size and time of a grid's first and later contacts.

    .venv/bin/python bench/sync.py [--seeds 100000] [--kills 1000] [--homes 300] [--json]

Seeds: runs of devices, network and server in memory (`linli.core.sync.simulation`), then every planted fault.
Kills: a real server process killed with SIGKILL during contacts (`tests.field.killing`).
Contacts: a grid of so many homes with three people each on a fresh SQLite file, asked for by three departments, over
loopback to a server process; the first contact, then one in which five homes have changed, then one without a change.
Peer in the same run: the same homes as one plain JSON answer each time, which is what an app without versions fetches.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def seeds(count: int) -> dict[str, Any]:
    """Broken promises in so many sound runs, and planted faults found within 200 runs."""
    from linli.core.sync.simulation import FAULTS, broken, run

    began = time.process_time()
    bad = sum(bool(broken(run(seed))) for seed in range(count))
    seconds = time.process_time() - began
    found = sum(any(broken(run(seed, fault)) for seed in range(200)) for fault in FAULTS)
    return {
        "seeds": count,
        "broken": bad,
        "CPU s": round(seconds, 1),
        "planted faults": len(FAULTS),
        "found": found,
    }


def kills(count: int) -> dict[str, Any]:
    """What `tests.field.killing` counts."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.field.killing", "--kills", str(count)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(run.stdout + run.stderr)
    return dict(json.loads(run.stdout.splitlines()[-1]))


def settle(homes: int) -> list[Any]:
    """A grid of homes with three adults each, in one entry, and three collections."""
    from linli.register.actions import record
    from linli.register.drafts import EntryDraft, FactDraft, new_subject
    from linli.register.states import Method, SubjectKind
    from tests.visits.setting import AT, CODE, DAY, GRID, INSTALL, Home, collect, furnish

    furnish()
    subjects, facts, made = [], [], []
    for number in range(homes):
        dwelling, household = (
            new_subject(kind, CODE, GRID[-3:]) for kind in (SubjectKind.DWELLING, SubjectKind.HOUSEHOLD)
        )
        people = [new_subject(SubjectKind.PERSON, CODE, GRID[-3:]) for _ in range(3)]
        subjects += [dwelling, household, *people]
        facts += [
            FactDraft(dwelling.id, "dwelling.estate", "莲东小区"),
            FactDraft(dwelling.id, "dwelling.building_number", str(number // 30 + 1)),
            FactDraft(dwelling.id, "dwelling.room_number", str(number % 30 + 101)),
            FactDraft(household.id, "household.head", object=people[0].id),
            FactDraft(household.id, "household.dwelling", object=dwelling.id),
        ]
        for place, one in enumerate(people):
            facts += [
                FactDraft(one.id, "self.name", f"林{chr(0x4E00 + number)}青"),
                FactDraft(one.id, "self.sex", "2"),
                FactDraft(one.id, "self.birth_date", f"19{60 + place * 12}-03-02"),
                FactDraft(one.id, "self.phone", f"1380{number * 3 + place:07d}"),
                FactDraft(one.id, "self.household", object=household.id),
                FactDraft(one.id, "self.dwelling", object=dwelling.id),
                FactDraft(one.id, "self.employment_status", "1"),
            ]
        made.append(Home(household.id, dwelling.id, tuple(one.id for one in people)))
    record(
        entry=EntryDraft("police", Method.ROSTER, DAY, "resident_register"),
        facts=facts,
        subjects=subjects,
        by=INSTALL,
        at=AT,
    )
    collect("dwelling.occupancy", "dwelling.smoke_alarm", days=3650)
    collect("dwelling.smoke_alarm", "dwelling.gas_alarm", days=3650, title_zh="燃气安全")
    collect("self.employment_status", purpose="employment_services", days=3650, title_zh="就业状况")
    return made


def contact(phone: Any, port: int, *entries: Any, **head: Any) -> tuple[dict[str, Any], float, int]:
    """Answer, seconds, bytes both ways."""
    from linli.core.sync import pack

    body = pack({"v": 1, "oldest": entries[0].seq if entries else None, **head}, entries)
    headers = {"Authorization": f"Device {phone.device_id}.{phone.token}", "Host": "localhost"}
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("POST", "/field/sync", body, headers)
    raw = connection.getresponse().read()
    return json.loads(raw), time.perf_counter() - began, len(raw) + len(body)


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def contacts(homes: int) -> dict[str, Any]:
    """Time and size of the first and of later contacts of a grid."""
    from tests.field.killing import kill, set_up, start

    with tempfile.TemporaryDirectory(prefix="linli-sync-") as folder:
        set_up(folder)
        from tests.visits.setting import Phone, officer_account

        made = settle(homes)
        phone = Phone.of(officer_account())
        listening = socket.create_server(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        child = start(listening)
        contact(phone, port, cursor="")  # warms the process: catalogue, imports
        spent = cpu(child)
        first, seconds, size = contact(phone, port)
        have = {one: home["etag"] for one, home in first["content"]["homes"].items()}
        told = {
            "homes": len(first["content"]["order"]),
            "first s": round(seconds, 2),
            "first kB": size // 1000,
        }
        told["first CPU s"] = round(cpu(child) - spent, 2)
        spent = cpu(child)
        changed = [phone.visit(home, (home.dwelling, "dwelling.occupancy", "", "1")) for home in made[:5]]
        later, seconds, size = contact(phone, port, *changed, have=have, cursor=first["cursor"])
        told |= {"5 visits s": round(seconds, 2), "5 visits kB": size // 1000}
        told["5 visits CPU s"] = round(cpu(child) - spent, 2)
        told["homes sent again"] = len(later["content"]["homes"])
        have |= {one: home["etag"] for one, home in later["content"]["homes"].items()}
        _idle, seconds, size = contact(phone, port, have=have, cursor=later["cursor"])
        told |= {"no change s": round(seconds, 3), "no change kB": round(size / 1000, 1)}
        _peer, seconds, size = contact(phone, port)
        told |= {"peer, all again s": round(seconds, 2), "peer kB": size // 1000}
        kill(child)
    return told


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--homes", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    told = {"contacts": contacts(asked.homes), "seeds": seeds(asked.seeds), "kills": kills(asked.kills)}
    told["load"] = {"1 min": round(os.getloadavg()[0], 1)}
    if asked.json:
        print(json.dumps(told, ensure_ascii=False))
        return
    for part, rows in told.items():
        print(f"\n{part}")
        for name, value in rows.items():
            print(f"  {name:<28}{value:>12}")


if __name__ == "__main__":
    main()
