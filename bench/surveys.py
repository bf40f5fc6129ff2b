"""How fast are lists and reads of a survey with 5,000 communities and a million answers?

    python bench/surveys.py [--communities 5000] [--keep DIR]

Makes a campaign in an SQLite database of its own, fills it through the product's own actions, then times the pages
(server time of a whole request, middleware and templates included) and the reads that other rooms use.
"""

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DISTRICT = "350802"
CHOICES = random.Random(2026)  # the same answers every time


def main() -> int:
    """Run everything and print one table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--communities", type=int, default=5_000)
    options.add_argument("--keep", type=Path, help="use (and keep) the database in this folder")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        set_up(folder)
        campaign_id = filled(given.communities)
        size = (folder / "linli.sqlite3").stat().st_size / 2**20
        print(f"database {size:.0f} MB, {values_held(campaign_id):,} values held")
        print(f"{'':<44} {'on the clock':>14} {'processor':>12}")
        for name, (wall, cpu) in [*reads(campaign_id), *pages(campaign_id)]:
            print(f"{name:<44} {wall * 1000:11.1f} ms {cpu * 1000:9.1f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def set_up(folder: Path) -> None:
    """Django on a database in `folder`, without background workers."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["LINLI_DATA_DIR"] = str(folder)
    os.environ.setdefault("LINLI_SECRET_KEY", "bench-only")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    call_command("migrate", verbosity=0)


def filled(count: int) -> Any:
    """The campaign's id; made and filled unless the kept database has one."""
    from linli.base.identity.actor import Actor
    from linli.surveys import actions
    from linli.surveys.models import Campaign

    kept = Campaign.objects.first()
    if kept is not None:
        return kept.id
    by = Actor.system("bench")
    started = time.perf_counter()
    campaign = actions.create_campaign(
        by=by,
        at=AT,
        title_zh="百万条调查",
        title_en="A million answers",
        prefix=DISTRICT,
        opens_date=date(2026, 11, 1),
        closes_date=date(2026, 11, 30),
    )
    places = [
        actions.AskedPlace(
            f"{DISTRICT}{1 + n // 100:03d}{1 + n % 100:03d}", f"第{n + 1}社区", f"第{1 + n // 100}街道"
        )
        for n in range(count)
    ]
    actions.open_campaign(campaign_id=campaign.id, by=by, at=AT, communities=places)
    answers = {place.code: made_up() for place in places}
    print(f"made up in {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    done = actions.record_answers(campaign_id=campaign.id, answers=answers, by=by, at=AT, approve=True)
    seconds = time.perf_counter() - started
    print(f"recorded {done.values:,} values of {done.communities:,} communities in {seconds:.1f} s")
    return campaign.id


def made_up() -> dict[str, Any]:
    """About 200 plausible answers of one community."""
    from linli.surveys.library import parsed, shipped_text

    questionnaire = parsed(shipped_text("five_guarantees"))
    rows = {"staff": 7, "funds": 14}
    return {
        "values": {code: value_of(field) for code, field in questionnaire.questions.items()},
        "groups": {
            code: [{c.code: value_of(c) for c in group.columns} for _ in range(rows[code])]
            for code, group in questionnaire.groups.items()
        },
    }


def value_of(field: Any) -> Any:
    """A value that fits the field."""
    match field.type:
        case "integer":
            return CHOICES.randint(int(field.minimum), int(min(field.maximum, 9_000)))
        case "decimal" | "money" | "percent":
            low, high = int(field.minimum), int(min(field.maximum, 50_000))
            return Decimal(CHOICES.randint(low * 100, high * 100)) / 100
        case "choice":
            return CHOICES.choice(field.choices).code
        case "yes_no":
            return CHOICES.random() < 0.7
        case "text":
            return "规划已报，等待批复。"
    day = date(2026, CHOICES.randint(1, 10), CHOICES.randint(1, 28))
    return day.replace(day=1) if field.type == "month" else day


def values_held(campaign_id: Any) -> int:
    """Current values of the campaign."""
    from linli.surveys.models import Value

    return Value.objects.filter(community_return__campaign_id=campaign_id, superseded_at=None).count()


def reads(campaign_id: Any) -> list[tuple[str, tuple[float, float]]]:
    """The queries that other rooms call."""
    from linli.base.scope import Scope
    from linli.surveys import queries

    some = [f"{DISTRICT}001{n:03d}" for n in range(1, 46)]
    day = date(2026, 11, 24)
    district = Scope(DISTRICT)
    return [
        ("answers(), all communities", timed(lambda: queries.answers(campaign_id), 3)),
        ("answers(), 45 communities", timed(lambda: queries.answers(campaign_id, codes=some))),
        ("stream_answers(), all", timed(lambda: sum(1 for _ in queries.stream_answers(campaign_id)), 3)),
        (
            "completeness(), all",
            timed(lambda: queries.completeness(campaign_id, scope=district, as_of=day), 3),
        ),
        (
            "values_of_question(), all",
            timed(lambda: queries.values_of_question(campaign_id, question="residents", scope=district), 3),
        ),
    ]


def pages(campaign_id: Any) -> list[tuple[str, tuple[float, float]]]:
    """Whole requests by a clerk of the district."""
    from django.test import Client

    from linli.base.identity.states import Role

    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.factories import account_for

    client = Client()
    from linli.base.identity.models import Account

    name = "bench-clerk"
    account = Account.objects.filter(username=name).first() or account_for(
        Role.DISTRICT_OFFICE, DISTRICT, name
    )
    client.force_login(account)
    here = f"/surveys/{campaign_id}/"
    urls = {
        "page: list of campaigns": "/surveys/",
        "page: communities, first 50 of all": here,
        "page: communities, sorted by completeness": f"{here}?sort=-answered",
        "page: communities, searched by name": f"{here}?q=99",
        "page: communities, last page": f"{here}?page=100",
        "page: one community's answers": f"{here}{DISTRICT}001001/",
    }
    return [(name, timed(lambda url=url: ok(client.get(url)), 15)) for name, url in urls.items()]


def ok(response: Any) -> None:
    """A page that fails must not be timed as a fast one."""
    assert response.status_code == 200, response.status_code


def timed(run: Callable[[], Any], times: int = 7) -> tuple[float, float]:
    """The medians of several runs after one that warms up: seconds on the clock, seconds of processor time.

    Of the two the processor time is the one to compare: others may be at work on the machine.
    """
    run()
    taken = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        taken.append((time.perf_counter() - wall, time.process_time() - cpu))
    return statistics.median(one for one, _ in taken), statistics.median(one for _, one in taken)


if __name__ == "__main__":
    sys.exit(main())
