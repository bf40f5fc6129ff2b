"""Twenty thousand generated residents of the demo's communities, brought in by the same path as any roster.

Nobody is real: numbers carry 99 as their county part and phones begin with prefixes that nobody has been given. The
five departments' rosters overlap, disagree and err as rosters do; what the record makes of them is not arranged.

They come in after the demo's page is up, one sub-district and department at a time, each as a job that starts the
next: nobody waits for them, nothing holds the database for long, and what somebody else asks for comes in between.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from linli.base.audit.queries import last_entry
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import OPEN_STATES, Job
from linli.core.population import Block, Place, blocks
from linli.core.population.model import Household, Person, RosterRow
from linli.demo.places import DISTRICT, SUB_DISTRICTS
from linli.register.actions import load_sources
from linli.rosters import actions
from linli.rosters.models import Roster
from linli.rosters.states import WITH_FILE, ImportState, RosterKind
from linli.territory import queries as territory

KIND = "demo.residents"
FURNISHED = "demo.furnish"
BY = Actor.system("demo", DISTRICT)
SEED = 350_802
# In this order: whose numbers are surest first. The days say how old each roster is.
ROSTERS = (
    ("police", "常住人口登记", 30),
    ("grid", "网格入户登记", 3),
    ("labour", "劳动力资源", 60),
    ("health", "家庭健康服务", 45),
    ("civil", "民政服务对象", 20),
)
HEADINGS = ("姓名", "性别", "出生日期", "公民身份号码", "手机号码", "现住地址")
WITH_PLACE = (*HEADINGS, "所属社区", "社区代码", "户号", "与户主关系")
# Codes of the relationship to the head, for a man and a woman.
RELATIONS = {
    "head": ("02", "02"),
    "spouse": ("11", "12"),
    "child": ("20", "30"),
    "parent": ("51", "52"),
    "grandchild": ("41", "42"),
    "parent_in_law": ("55", "56"),
    "stepchild": ("27", "37"),
    "tenant": ("99", "99"),
}


@dataclass(frozen=True, slots=True)
class Portion:
    """One department's roster of one sub-district, and how many days old it is."""

    source: str
    sub_district: str
    name: str
    age: int


def start_residents(*, at: datetime, people: int | None = None, after: UUID | None = None) -> Job | None:
    """Start bringing in what is missing, as a job; None when nothing is, or another one than `after` is at it."""
    wanted = settings.DEMO_PEOPLE if people is None else people
    if not wanted or not (missing_portions(at.date()) or last_entry(FURNISHED) is None):
        return None
    at_it = set(Job.objects.filter(kind=KIND, state__in=OPEN_STATES).values_list("pk", flat=True))
    if at_it - {after}:
        return None
    load_sources(by=BY, at=at)
    params = {"people": wanted, "day": at.date().isoformat()}
    return start_job(kind=KIND, params=params, by=BY, at=at, title=_("演示居民"))


def bring_next(*, at: datetime, people: int, day: date) -> Roster | None:
    """Bring the next missing portion in: upload, columns, run, as a person would; None when all are there."""
    portions = missing_portions(day)
    if not portions:
        generated.cache_clear()
        return None
    roster = _broken_off(portions[0]) or _brought(portions[0], at, people, day)
    actions.choose_columns(roster_id=roster.pk, chosen={}, by=BY, at=at)
    return actions.run_roster(roster_id=roster.pk, leave_out=True, by=BY, at=at)


def _broken_off(portion: Portion) -> Roster | None:
    """The portion as an earlier start left it, when that one was ended before it was recorded."""
    mine = Roster.objects.filter(district=DISTRICT, label=BY.label, state__in=WITH_FILE)
    return mine.filter(source=portion.source, name=portion.name).order_by("id").first()


def _brought(portion: Portion, at: datetime, people: int, day: date) -> Roster:
    return actions.bring_roster(
        source=portion.source,
        kind=RosterKind.PEOPLE,
        as_of=day - timedelta(days=portion.age),
        file=roster_file(portion.source, generated(people, day), portion.sub_district),
        name=portion.name,
        by=BY,
        at=at,
    )


def load_residents(*, at: datetime, people: int) -> list[UUID]:
    """Bring everything that is missing in at once, for tests and benches; answers the rosters' ids."""
    load_sources(by=BY, at=at)
    found = []
    while (roster := bring_next(at=at, people=people, day=at.date())) is not None:
        found.append(roster.pk)
    return found


def missing_portions(day: date) -> list[Portion]:
    """The portions that nobody has brought in yet. Two queries."""
    there = set(
        Roster.objects.filter(district=DISTRICT, label=BY.label)
        .filter(state__in=(ImportState.DONE, ImportState.UNDONE))
        .values_list("source", "name")
    )
    names = territory.names(SUB_DISTRICTS, day)
    portions = [
        Portion(source, code, f"{names.get(code, code)}{name}（演示，数据为生成）.csv", age)
        for source, name, age in ROSTERS
        for code in SUB_DISTRICTS
    ]
    return [one for one in portions if (one.source, one.name) not in there]


@lru_cache(maxsize=1)
def generated(people: int, day: date) -> list[Block]:
    """The population; kept while its rosters come in."""
    return list(blocks(people, seed=SEED, places=tuple(places_of_the_demo(day)), day=day))


def places_of_the_demo(day: date) -> Iterator[Place]:
    """The 45 communities, as the generator wants them."""
    for row in territory.communities(DISTRICT, day):
        if row.sub_district_code in SUB_DISTRICTS:
            yield Place(row.code, row.short_name, row.sub_district_name)


def roster_file(source: str, made: list[Block], within: str = DISTRICT) -> bytes:
    """One department's roster as a text table. Police and grid know communities, households and who heads them."""
    headings = WITH_PLACE if source in ("police", "grid") else HEADINGS
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    for block in made:
        if not block.place.code.startswith(within):
            continue
        known = {person.person_id: (person, home) for home in block.households for person in home.people}
        for row in block.rows:
            if row.source == source:
                writer.writerow(_line(row, *known[row.person_id], block.place, headings))
    return out.getvalue().encode("utf-8-sig")


def _line(
    row: RosterRow, person: Person, home: Household, place: Place, headings: tuple[str, ...]
) -> list[Any]:
    # The generator's town has a name of its own; the demo's district has a real one.
    address = (row.address or "").replace("榕川", "龙岩").replace("榕城", "新罗")
    line = [row.name, row.sex, row.birth or "", row.id_no or "", row.phone or "", address]
    if len(headings) == len(HEADINGS):
        return line
    number = f"{'P' if row.source == 'police' else 'G'}{place.code[6:]}{home.number:06d}"
    relation = RELATIONS.get(person.role, ("99", "99"))[0 if person.is_male else 1]
    return [*line, place.name, place.code, number, relation]
