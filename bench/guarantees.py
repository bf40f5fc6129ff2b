"""The five guarantees: assessing a large district, and its home page.

    .venv/bin/python bench/guarantees.py [--communities 5000] [--requests 60] [--json]

Peer in the same run: the same table computed the naive way, community by community from its answers, on each request.
The database is SQLite in a temporary folder; the survey holds some 260 values for each community.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
GOAL_MS = 50.0
AT = datetime(2009, 1, 5, 9, tzinfo=UTC)


def set_up(folder: Path) -> None:
    """A database of its own, and page parts that are compiled once, as in production."""
    os.environ["LINLI_DATA_DIR"] = str(folder)
    os.environ["LINLI_SECRET_KEY"] = "bench"
    os.environ["LINLI_DEMO"] = "1"  # a sign-in without a second factor exists in a demo only
    os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.LOGGING_CONFIG = None
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)


def fill(count: int) -> tuple[Any, float, int]:
    """A survey with everybody's answers; answers it, the seconds it took, and the number of values."""
    from linli.base.identity.actor import Actor
    from linli.demo.loading import form
    from linli.demo.many import PREFIX, many
    from linli.surveys.actions import AskedPlace, create_campaign, open_campaign, record_answers

    by = Actor.system("bench")
    everybody = {one.place.code: one for one in many(count)}
    campaign = create_campaign(
        by=by,
        at=AT,
        title_zh="大区调查",
        title_en="Large district",
        prefix=PREFIX,
        opens_date=date(2009, 1, 5),
        closes_date=date(2009, 3, 31),
    )
    places = [AskedPlace(code, one.place.name, f"第{int(code[4:9])}街道") for code, one in everybody.items()]
    open_campaign(campaign_id=campaign.pk, by=by, at=AT, communities=places)
    began = time.perf_counter()
    done = record_answers(campaign_id=campaign.pk, answers=form(everybody), by=by, at=AT)
    return campaign, time.perf_counter() - began, done.values


def assessed(campaign_id: Any) -> tuple[float, float]:
    """Seconds of processor time to assess everybody, and one community."""
    from linli.base.identity.actor import Actor
    from linli.demo.many import code_of
    from linli.guarantees.actions import assess_campaign, assess_community

    by = Actor.system("bench")
    began = time.process_time()
    assess_campaign(by=by, at=AT, campaign_id=campaign_id)
    whole = time.process_time() - began
    began = time.process_time()
    assess_community(by=by, at=AT, campaign_id=campaign_id, division_code=code_of(0))
    return whole, time.process_time() - began


def pages(requests: int) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds of server time for each request, by page."""
    from django.test import Client

    from linli.base.identity.models import Account, Body, Holding, Post
    from linli.base.identity.states import BodyKind, Role
    from linli.demo.many import PREFIX, code_of

    body = Body.objects.create(kind=BodyKind.COMMUNITY_OFFICE, name="社区办", division_code=PREFIX)
    post = Post.objects.create(body=body, role=Role.DISTRICT_OFFICE, title="经办", division_code=PREFIX)
    account = Account.objects.create(username="bench", is_demo=True)
    Holding.objects.create(account=account, post=post, role=post.role, began_at=AT)
    client = Client()
    client.force_login(account)
    asked = {
        "home": "/",
        "home, sorted": "/?sort=-place&page=3",
        "home, filtered": "/?money=short&q=9",
        "guarantee": f"/five/{PREFIX}/place/?state=short",
        "rule": f"/five/{PREFIX}/place/office.floor_area/",
        "community": f"/five/{code_of(0)}/",
    }
    times: dict[str, list[tuple[float, float]]] = {}
    for name, address in asked.items():
        assert client.get(address).status_code == 200, address
        times[name] = [_timed(client, address) for _ in range(requests)]
    return times


def _timed(client: Any, address: str) -> tuple[float, float]:
    """Milliseconds by the clock, and of processor time: SQLite works inside the process."""
    began, cpu = time.perf_counter(), time.process_time()
    client.get(address)
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - cpu)


def naive(campaign_id: Any) -> float:
    """Seconds for the peer: ask for each community's answers, hold them against the rules, sort, add up."""
    from linli.core.gaps import Guarantee, assess, roll_up
    from linli.guarantees.projection.reading import facts_of
    from linli.guarantees.standards import InForce
    from linli.policies.queries import rulebook
    from linli.surveys import queries as surveys
    from linli.surveys.models import Return

    began = time.perf_counter()
    found = []
    for code in Return.objects.filter(campaign_id=campaign_id).values_list("division_code", flat=True):
        answers = surveys.answers(campaign_id, codes=[code])[code]
        day = surveys.campaign(campaign_id).opens_date
        found.append(assess(facts_of(answers), InForce(rulebook(), code, day), day))
    found.sort(key=lambda one: -one.verdict(Guarantee.PLACE).short)
    roll_up(found)
    return time.perf_counter() - began


def main() -> None:
    """Run and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=5000)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        set_up(Path(folder))
        campaign, recorded, values = fill(options.communities)
        whole, one = assessed(campaign.pk)
        times = pages(options.requests)
        peer = naive(campaign.pk)
    found = {
        "communities": options.communities,
        "values": values,
        "record_s": round(recorded, 1),
        "assess_all_s": round(whole, 2),
        "assess_one_ms": round(1000 * one, 1),
        "pages_ms": {name: _spread(times) for name, times in times.items()},
        "naive_table_ms": round(1000 * peer),
    }
    print(json.dumps(found, ensure_ascii=False) if options.json else _table(found))


def _spread(times: list[tuple[float, float]]) -> dict[str, float]:
    clock, cpu = zip(*times, strict=True)
    return {
        "p50": round(statistics.median(clock), 1),
        "p95": round(sorted(clock)[int(0.95 * len(clock))], 1),
        "cpu": round(statistics.median(cpu), 1),
    }


def _table(found: dict[str, Any]) -> str:
    lines = [
        f"{found['communities']:,} communities, {found['values']:,} values",
        f"recorded with their first assessment in {found['record_s']} s",
        f"assess all again   {found['assess_all_s']} s; one community {found['assess_one_ms']} ms (processor time)",
        "page               p50 ms  p95 ms  cpu ms  goal",
    ]
    for name, ms in found["pages_ms"].items():
        lines.append(
            f"{name:18} {ms['p50']:6} {ms['p95']:7} {ms['cpu']:7}  {'ok' if ms['p95'] < GOAL_MS else 'MISSED'}"
        )
    home = found["pages_ms"]["home"]["p50"]
    lines.append(
        f"peer, naive table  {found['naive_table_ms']} ms: {found['naive_table_ms'] / home:.0f} times our home page"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
