"""A grid with two homes, an officer with a phone, and two departments that want to know something."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from linli.base.identity.actor import Actor
from linli.base.identity.models import Account, Holding, Post
from linli.base.identity.queries import actor_of, posts_held
from linli.base.identity.states import Role
from linli.base.ids import uuid7
from linli.core.elements import Seed
from linli.core.sync import Again, Receipt, Sent, digest_of
from linli.register.actions import load_sources, record
from linli.register.drafts import EntryDraft, FactDraft, new_subject
from linli.register.gate.supplied import load_supplied_purposes
from linli.register.states import Method, SubjectKind
from linli.visits.actions import enrol_device, open_collection, receive
from linli.visits.keys import bound, field_keys, seal_to
from linli.visits.models import Device
from linli.visits.queries import carrier_of
from tests.catalogue.setting import load, small_seed
from tests.factories import LONG_AGO, account_for, give_second_factor, post_for

CODE, GRID = "350802001001", "350802001001G012"
NEXT_GRID = "350802001001G013"
AT = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2026, 11, 24)
INSTALL = Actor.system("install")
ELEMENTS = (
    *("self.name", "self.sex", "self.birth_date", "self.phone", "self.relationship_to_head"),
    *("self.employment_status", "self.education"),
    *("dwelling.building_number", "dwelling.unit_number", "dwelling.room_number", "dwelling.floor_number"),
    *("dwelling.occupancy", "dwelling.smoke_alarm", "dwelling.gas_alarm", "dwelling.floor_area"),
)
ADULT, CHILD = "1985-03-02", "2016-06-01"


@cache
def seed() -> Seed:
    return small_seed(*ELEMENTS)


def furnish() -> None:
    """Catalogue, sources and purposes."""
    load(seed(), AT - timedelta(days=40))
    load_sources(by=INSTALL, at=AT - timedelta(days=40))
    load_supplied_purposes(by=INSTALL, at=AT - timedelta(days=40))


@dataclass(frozen=True)
class Home:
    """A household with its dwelling and members, head first."""

    household: UUID
    dwelling: UUID
    people: tuple[UUID, ...]


def settle(
    place: str = GRID, building: str = "1", room: str = "101", births: tuple[str, ...] = (ADULT,)
) -> Home:
    """Record a home as a police roster would."""
    code, _mark, grid = place.partition("G")
    dwelling = new_subject(SubjectKind.DWELLING, code, grid)
    household = new_subject(SubjectKind.HOUSEHOLD, code, grid)
    people = [new_subject(SubjectKind.PERSON, code, grid) for _ in births]
    facts = [
        FactDraft(dwelling.id, "dwelling.estate", "莲东小区"),
        FactDraft(dwelling.id, "dwelling.building_number", building),
        FactDraft(dwelling.id, "dwelling.room_number", room),
        FactDraft(household.id, "household.head", object=people[0].id),
        FactDraft(household.id, "household.dwelling", object=dwelling.id),
    ]
    for number, (one, birth) in enumerate(zip(people, births, strict=True)):
        facts += [
            FactDraft(one.id, "self.name", f"林{chr(0x4E00 + number)}青"),
            FactDraft(one.id, "self.sex", "2"),
            FactDraft(one.id, "self.birth_date", birth),
            FactDraft(one.id, "self.phone", f"1380013{number:04d}"),
            FactDraft(one.id, "self.household", object=household.id),
            FactDraft(one.id, "self.dwelling", object=dwelling.id),
            FactDraft(one.id, "self.relationship_to_head", "02" if number == 0 else "20"),
        ]
    draft = EntryDraft("police", Method.ROSTER, DAY - timedelta(days=30), "resident_register")
    subjects = [dwelling, household, *people]
    record(entry=draft, facts=facts, subjects=subjects, by=INSTALL, at=AT - timedelta(days=29))
    return Home(household.id, dwelling.id, tuple(one.id for one in people))


def officer_account(place: str = GRID, username: str = "officer") -> Account:
    code, _mark, grid = place.partition("G")
    account = Account.objects.create(username=username)
    give_second_factor(account)
    body = post_for(Role.COMMITTEE, code).body
    post = Post.objects.create(
        body=body, role=Role.GRID_OFFICER, title=f"网格员 {username}", division_code=code, grid_suffix=grid
    )
    Holding.objects.create(account=account, post=post, role=post.role, began_at=LONG_AGO)
    return account


def acting(account: Account) -> Actor:
    return actor_of(account, posts_held(account_id=account.pk), None)


def chief(code: str = CODE, username: str = "chief") -> Actor:
    return acting(account_for(Role.COMMITTEE, code, username))


def collect(*elements: str, purpose: str = "grid_services", place: str = CODE, days: int = 10, **more: Any):
    values: dict[str, Any] = {
        "department": "housing",
        "title_zh": "住房使用与消防安全",
        "title_en": "Use of homes and fire safety",
        "opens_date": DAY - timedelta(days=2),
        "closes_date": DAY + timedelta(days=days),
    }
    return open_collection(
        place=place,
        purpose=purpose,
        elements=elements,
        by=INSTALL,
        at=AT - timedelta(days=2),
        **values | more,
    )


@dataclass
class Phone:
    """What the app does, in Python: numbers, seals, sends."""

    device_id: UUID
    token: str
    seq: int = 0
    sent: list[Sent] = field(default_factory=list)

    @classmethod
    def of(cls, account: Account, at: datetime = AT) -> "Phone":
        made = enrol_device(by=acting(account), at=at, name="旧手机")
        return cls(made.device_id, made.token)

    def make(self, form: str, body: bytes, age: int = 60, entry: str = "") -> Sent:
        """A new entry, sealed and numbered."""
        self.seq += 1
        entry = entry or str(uuid7())
        sealed = seal_to(field_keys().public(), body, bound(entry, str(self.device_id), self.seq, form))
        sent = Sent(entry, self.seq, digest_of(sealed), form, 1, age, sealed)
        self.sent.append(sent)
        return sent

    def visit(
        self, home: Home, *values: tuple[UUID, str, str, str], outcome: str = "done", **more: Any
    ) -> Sent:
        """A visit with values of (subject, element, base, value)."""
        told = [
            dict(zip(("subject", "element", "base", "value"), map(str, one), strict=True)) for one in values
        ]
        body = {"household": str(home.household), "outcome": outcome, "seconds": 90, "values": told}
        return self.make("visit", json.dumps(body).encode(), **more)

    def send(
        self, *entries: Sent, at: datetime = AT, oldest: int | None = None
    ) -> dict[str, Receipt | Again]:
        carrier = carrier_of(Device.objects.get(pk=self.device_id))
        return receive(carrier=carrier, entries=entries, oldest=oldest, by=carrier.by, at=at)

    def hand_in(self, sent: Sent, at: datetime = AT) -> Receipt:
        answer = self.send(sent, at=at)[sent.id]
        assert isinstance(answer, Receipt)
        return answer
