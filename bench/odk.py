"""ODK's own engine fills our form and sends it: the peer here is the specification, as its authors' code reads it.

    .venv/bin/python bench/odk.py [--modules FOLDER]

Installs `@getodk/xforms-engine` and `jsdom` below var/odk-engine with npm on first use (or takes FOLDER). Fetches form,
tables and all as Collect would, fills them in Node, posts what the engine wrote twice, and looks into the register.
"""

import argparse
import base64
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PACKAGES = ("@getodk/xforms-engine@0.22.0", "jsdom@25")


def modules() -> Path:
    """Where the engine is; installed when it is not there."""
    folder = ROOT / "var" / "odk-engine"
    if not (folder / "node_modules" / "@getodk").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}', encoding="ascii")
        subprocess.run(["npm", "install", "--no-fund", "--no-audit", *PACKAGES], cwd=folder, check=True)
    return folder


def fill(client: Any, headers: dict[str, str], home: Any, engine: Path, folder: Path) -> tuple[str, float]:
    """The instance that the engine writes, and how long the engine took."""
    for name in ("form.xml", "tables/homes.csv", "tables/people.csv"):
        answer = client.get(f"/field/openrosa/{name}", secure=True, headers=headers)
        (folder / name.rpartition("/")[2]).write_bytes(answer.content)
    answers = [
        ["/household", str(home.household)],
        ["/outcome", "done"],
        ["/dwelling__occupancy", "2"],
        ["/data/person", "+"],
        ["/who", str(home.people[0])],
        ["/self__phone", "13912345678"],
    ]
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    began = time.perf_counter()
    run = subprocess.run(
        ["node", str(ROOT / "bench/odk/fill.mjs"), str(folder), str(engine)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise SystemExit(run.stderr)
    return run.stdout, time.perf_counter() - began


def send(client: Any, headers: dict[str, str], xml: str) -> str:
    """What the server answers to the instance."""
    file = io.BytesIO(xml.encode())
    file.name = "submission.xml"
    told = {"xml_submission_file": file}
    answer = client.post("/field/openrosa/submission", told, secure=True, headers=headers)
    message = ET.fromstring(answer.content)[0]
    return f"{answer.status_code} {message.get('nature')} {message.text}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=Path)
    engine = parser.parse_args().modules or modules()
    from tests.field.killing import set_up

    with tempfile.TemporaryDirectory(prefix="linli-odk-") as name:
        set_up(name)
        from django.test import Client
        from django.utils import timezone

        from linli.base.scope import Scope
        from linli.register.queries import card
        from linli.visits.actions import enrol_device
        from linli.visits.models import Envelope
        from linli.visits.states import DeviceKind
        from tests.visits.setting import AT, acting, collect, furnish, officer_account, settle

        furnish()
        home = settle()
        collect("dwelling.occupancy", "dwelling.smoke_alarm", days=3650)
        collect("self.phone", purpose="contact", days=3650)
        made = enrol_device(by=acting(officer_account()), at=AT, name="Collect", kind=DeviceKind.ODK)
        pair = base64.b64encode(f"{made.device_id}:{made.token}".encode()).decode()
        headers, client = {"Authorization": f"Basic {pair}", "Host": "localhost"}, Client()
        xml, seconds = fill(client, headers, home, engine, Path(name))
        print(f"engine                {seconds:.1f} s")
        for _time in range(2):
            print(f"sent                  {send(client, headers, xml)}")
        day = timezone.localdate()
        print(f"entries kept          {Envelope.objects.count()}")
        print(
            f"occupancy             {card(home.dwelling, on=day, scope=Scope('')).value('dwelling.occupancy')}"
        )
        print(f"telephone             {card(home.people[0], on=day, scope=Scope('')).value('self.phone')}")


if __name__ == "__main__":
    main()
