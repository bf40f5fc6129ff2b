"""Two families of the demo, invented whole: kin, homes, a shop, a lamp post; and codes to look in with.

The generated rosters know no kinship. These few people show what a card with all its connections looks like.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.core.population.numbers import HOME_AREA, OLD_AREA, id_number, phone_number
from linli.register.actions import load_sources, record
from linli.register.drafts import EntryDraft, FactDraft, SubjectDraft, new_subject
from linli.register.gate.supplied import load_supplied_purposes
from linli.register.models import Entry
from linli.register.states import Method, SubjectKind
from linli.rights.actions import hand_out_code
from linli.rights.models import AccessCode
from linli.rights.queries import DemoCode, demo_codes
from linli.rights.states import Proof

PLACE, GRID = "350802001001", "001"
REFERENCE = "demo: two families"
NOTE = "演示数据，人物为虚构"
PRODUCT = Actor.system("demo", "350802")


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody nobody is."""

    key: str
    name: str
    is_male: bool
    born: date
    relation: str
    home: str
    education: str = ""
    with_code: bool = False


PEOPLE = (
    Invented("lin", "林建国", True, date(1980, 3, 15), "02", "502", "20", with_code=True),
    Invented("chen", "陈秀英", False, date(1982, 7, 1), "12", "502", "20", with_code=True),
    Invented("daughter", "林晓彤", False, date(2009, 9, 12), "30", "502"),
    Invented("son", "林晓宇", True, date(2016, 5, 20), "20", "502"),
    Invented("grandmother", "阿依古丽·买买提", False, date(1950, 1, 9), "52", "502", with_code=True),
    Invented("zhang", "张䶮", True, date(1948, 11, 2), "02", "301", "40", with_code=True),
)
KIN = (
    ("lin", "self.spouse", "chen"),
    ("lin", "self.mother", "grandmother"),
    ("daughter", "self.father", "lin"),
    ("daughter", "self.mother", "chen"),
    ("son", "self.father", "lin"),
    ("son", "self.mother", "chen"),
)
HOMES = {"502": ("5", "98.5"), "301": ("3", "76"), "302": ("3", "76"), "501": ("5", "98.5")}


def load_family(*, at: datetime) -> tuple[DemoCode, ...]:
    """Record the families unless they are there, and see to it that their codes are open. Answers the codes."""
    load_sources(by=PRODUCT, at=at)
    load_supplied_purposes(by=PRODUCT, at=at)
    if not Entry.objects.in_scope(Scope("350802")).filter(reference=REFERENCE).exists():
        with transaction.atomic():
            _record(at)
    return demo_codes(at=at)


def renew_codes(*, at: datetime) -> tuple[DemoCode, ...]:
    """Codes last a week; a demo that is started again after that gets new ones for the same people."""
    known = AccessCode.objects.in_scope(Scope("350802")).filter(is_demo=True).order_by("handed_out_at")
    open_now = {one.subject_id for one in demo_codes(at=at)}
    for subject, place in dict(known.values_list("subject_id", "division_code")).items():
        if subject not in open_now:
            _code(subject, place, at)
    return demo_codes(at=at)


def _record(at: datetime) -> None:
    people = {one.key: new_subject(SubjectKind.PERSON, PLACE, GRID) for one in PEOPLE}
    homes = {room: new_subject(SubjectKind.DWELLING, PLACE, GRID) for room in HOMES}
    households = {room: new_subject(SubjectKind.HOUSEHOLD, PLACE, GRID) for room in ("502", "301")}
    shop = new_subject(SubjectKind.ORGANISATION, PLACE, GRID)
    lamp = new_subject(SubjectKind.THING, PLACE, GRID)
    facts = [
        *facts_of_people(people, homes, households),
        *_homes(homes, households, people),
        FactDraft(shop.id, "org.org_name", "东门便民小超市（演示）"),
        FactDraft(shop.id, "org.legal_representative", object=people["lin"].id),
        FactDraft(lamp.id, "thing.facility_code", "DM-LD-0017"),
        FactDraft(lamp.id, "thing.facility_name", "路灯（演示）"),
        FactDraft(lamp.id, "thing.facility_place", "东门小区3幢北侧"),
    ]
    subjects: list[SubjectDraft] = [*people.values(), *homes.values(), *households.values(), shop, lamp]
    day = at.date() - timedelta(days=400)
    entry = EntryDraft("committee", Method.COLLECTED, day, "resident_register", NOTE, REFERENCE)
    record(entry=entry, facts=facts, subjects=subjects, by=PRODUCT, at=at)
    _disagree(people, at)
    for one in PEOPLE:
        if one.with_code:
            _code(people[one.key].id, PLACE, at)


def facts_of_people(
    people: Mapping[str, SubjectDraft],
    homes: Mapping[str, SubjectDraft],
    households: Mapping[str, SubjectDraft],
) -> Iterator[FactDraft]:
    """What the committee recorded of everybody, the same every time."""
    dice = Random(350_802)  # noqa: S311  # a demo that is the same every time
    for one in PEOPLE:
        subject = people[one.key].id
        area = OLD_AREA if one.born.year < 1997 else HOME_AREA
        said = {
            "name": one.name,
            "sex": "1" if one.is_male else "2",
            "birth_date": one.born.isoformat(),
            "id_number": id_number(dice, area, one.born, one.is_male),
            "relationship_to_head": one.relation,
            "education": one.education,
            "phone": phone_number(dice) if one.born.year < 2010 else "",
        }
        yield from (FactDraft(subject, f"self.{code}", value) for code, value in said.items() if value)
        yield FactDraft(subject, "self.household", object=households[one.home].id)
        yield FactDraft(subject, "self.dwelling", object=homes[one.home].id)
    for one_key, role, other in KIN:
        yield FactDraft(people[one_key].id, role, object=people[other].id)


def _homes(
    homes: dict[str, SubjectDraft], households: dict[str, SubjectDraft], people: dict[str, SubjectDraft]
) -> Iterator[FactDraft]:
    for room, (floor, area) in HOMES.items():
        said = {
            "estate": "东门小区",
            "building_number": "3",
            "unit_number": "1",
            "floor_number": floor,
            "room_number": room,
            "dwelling_address": f"东门小区3幢1单元{room}室",
            "floor_area": area,
        }
        yield from (FactDraft(homes[room].id, f"dwelling.{code}", value) for code, value in said.items())
    for room, head in (("502", "lin"), ("301", "zhang")):
        yield FactDraft(households[room].id, "household.dwelling", object=homes[room].id)
        yield FactDraft(households[room].id, "household.head", object=people[head].id)


def _disagree(people: dict[str, SubjectDraft], at: datetime) -> None:
    """A second source with another education, so that a conflict can be seen."""
    entry = EntryDraft("labour", Method.ROSTER, at.date() - timedelta(days=60), "employment_services", NOTE)
    facts = [
        FactDraft(people["lin"].id, "self.education", "30"),
        FactDraft(people["lin"].id, "self.birth_date", "1980-03-16"),
    ]
    record(entry=entry, facts=facts, by=PRODUCT, at=at)


def _code(subject: UUID, place: str, at: datetime) -> None:
    hand_out_code(
        subject_id=subject,
        division_code=place,
        birth_date=None,
        proof=Proof.IDENTITY_CARD,
        by=PRODUCT,
        at=at,
        is_demo=True,
    )
