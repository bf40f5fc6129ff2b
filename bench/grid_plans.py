"""Grid plans at a million households: load a ground, propose, adopt, compare, figures, officers.

Run: .venv/bin/python bench/grid_plans.py [--communities 160] [--homes] [--dwellings 100000] [--postgres]

The town is our own generator's: 160 communities of 28 blocks with eight buildings each, of 28 households. With
`--homes` the record holds a dwelling for every household, and they are placed on the ground and told their grids; that
part is written straight into the tables of the register, since recording a million homes has a benchmark of its own.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

AT = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
DISTRICT = "990101"
PER_SUB_DISTRICT = 20
HOUSEHOLDS = 28 * 8 * 28
"""In a community of the made-up town."""


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print wall and CPU seconds of a step, and the most memory so far."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{what:<34} {time.perf_counter() - wall:8.2f} s  {time.process_time() - cpu:8.2f} s CPU  {most:5d} MB"
    )


def set_up(folder: str, *, postgres: bool, stack: ExitStack) -> None:
    """Django on an empty database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    os.environ["LINLI_DATA_DIR"] = folder
    os.environ.pop("LINLI_DATABASE_URL", None)
    if postgres:
        from bench.audit import postgres_database

        os.environ["LINLI_DATABASE_URL"] = stack.enter_context(postgres_database())
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def codes(count: int) -> dict[str, str]:
    """Codes and names of communities of a district that does not exist."""
    return {
        f"{DISTRICT}{k // PER_SUB_DISTRICT + 1:03d}{k % PER_SUB_DISTRICT + 1:03d}": f"第{k + 1}社区"
        for k in range(count)
    }


def homes_into_the_record(ground: Any, share: float) -> int:
    """A dwelling row for every household of every building, or for a share of them."""
    from linli.base import bulk
    from linli.base.ids import uuid7
    from linli.grids.models import GroundBuilding
    from linli.register.models import Dwelling

    names = (
        "id",
        "district",
        "division_code",
        "grid",
        "estate",
        "road",
        "building",
        "unit",
        "room",
        "address",
    )
    more = ("address_key", "tenure", "occupancy", "lease_use", "people_count")
    columns = ("community", "estate", "building", "households")
    buildings = GroundBuilding.objects.filter(ground=ground, unit__isnull=False).order_by("number")
    rows = (
        (uuid7(), code[:6], code, "", estate, "", number, "", str(k), "", "", "", "", "", 0)
        for code, estate, number, count in buildings.values_list(*columns)
        for k in range(round(count * share))
    )
    bulk.insert(Dwelling, (*names, *more), rows)
    return Dwelling.objects.in_scope(scope()).count()


def scope() -> Any:
    """The whole district."""
    from linli.base.scope import Scope

    return Scope(DISTRICT)


def carried_figures(plans: dict[str, Any], by: Any) -> None:
    """What the page of past figures takes: the day's grids, and each plan's, with queries counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from linli.grids import actions
    from linli.grids.queries.past import past_figures

    with timed("count the day"):
        actions.count_day(place=DISTRICT, by=by, at=AT)
    for name, plan in plans.items():
        past_figures(plan, DISTRICT, AT.date())
        times = []
        for _number in range(15):
            begun = time.perf_counter(), time.process_time()
            with CaptureQueriesContext(connection) as asked:
                found = past_figures(plan, DISTRICT, AT.date())
            times.append((time.process_time() - begun[1], time.perf_counter() - begun[0]))
        assert found is not None
        cpu, wall = (sorted(some)[len(times) // 2] * 1000 for some in zip(*times, strict=True))
        print(
            f"figures carried over to {name}: {len(found.grids):,} grids, {found.total[0]:,} homes, "
            f"{len(asked)} queries, median {cpu:.0f} ms CPU, {wall:.0f} ms wall"
        )


def run(communities: int, *, homes: bool, share: float) -> None:
    """All steps, one after the other."""
    from linli.base.identity.actor import Actor
    from linli.grids import actions, queries
    from linli.grids.generated import Town, map_files
    from linli.grids.queries.compare import compare
    from linli.grids.queries.terms import homes_by_grid, not_in_one_grid

    by = Actor.system("bench", DISTRICT)
    town = Town(codes(communities), columns=4, rows=7, homes=(12, 44), seed=5)
    files = map_files(town)
    print(f"{communities} communities, {sum(len(one) for _name, one in files.values()) / 1e6:.0f} MB of maps")
    with timed("hand the files in"):
        ground = actions.create_ground(place=DISTRICT, name="bench", files=files, by=by, at=AT)
    with timed("load the ground"):
        ground = actions.load_ground(ground_id=ground.pk, by=by, at=AT)
    print(f"{ground.unit_count:,} units, {ground.households:,} households, {ground.street_count:,} streets")
    plan = actions.create_plan(ground_id=ground.pk, name="one", by=by, at=AT)
    with timed("propose (standard)"):
        plan = actions.propose(plan_id=plan.pk, version=0, by=by, at=AT)
    with timed("figures"):
        figures = queries.plan_figures(plan)
    print(
        f"{plan.grid_count:,} grids, {figures.measures.in_band:.1%} within {plan.tolerance:.0%} of the mean"
    )
    with timed("ceiling and reasons"):
        queries.plan_ceiling(plan)
    if homes:
        with timed("homes into the record (not ours)"):
            count = homes_into_the_record(ground, share)
        with timed("place homes on the ground"):
            placed = sum(
                actions.place_homes(ground_id=ground.pk, community=code, by=by, at=AT)
                for code in town.communities
            )
        print(f"{placed:,} of {count:,} homes placed")
    with timed("adopt"):
        plan = actions.adopt(
            plan_id=plan.pk, version=plan.version, from_date=AT.date(), why="bench", by=by, at=AT
        )
    if homes:
        with timed("homes by grid"):
            homes_by_grid(DISTRICT, AT.date())
        with timed("check: one grid for each home"):
            assert not_in_one_grid(DISTRICT, AT.date()) == []
    draft = actions.create_plan(ground_id=ground.pk, name="two", seed=2, effort="quick", by=by, at=AT)
    with timed("propose (quick)"):
        draft = actions.propose(plan_id=draft.pk, version=0, by=by, at=AT)
    with timed("compare"):
        compare(plan, draft, AT.date())
    if homes:
        carried_figures({"the plan in force": plan, "a draft": draft}, by)
    again = actions.create_plan(ground_id=ground.pk, name="three", by=by, at=AT)
    with timed("adjust what is in force"):
        again = actions.adjust(plan_id=again.pk, version=0, by=by, at=AT)
    with timed("adopt a second plan"):
        day = AT.date() + timedelta(days=30)
        actions.adopt(plan_id=draft.pk, version=draft.version, from_date=day, why="bench", by=by, at=AT)


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--communities", type=int, default=160)
    parser.add_argument("--homes", action="store_true")
    parser.add_argument("--dwellings", type=int, default=0, help="with --homes: about so many of them")
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        (Path(folder) / "keys").mkdir()
        set_up(folder, postgres=options.postgres, stack=stack)
        share = options.dwellings / (options.communities * HOUSEHOLDS) if options.dwellings else 1.0
        run(options.communities, homes=options.homes, share=share)


if __name__ == "__main__":
    main()
