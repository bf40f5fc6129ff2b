"""A small catalogue, sources, and people for the register's tests."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.register.actions import load_sources, record
from linli.register.drafts import EntryDraft, FactDraft, Recorded, SubjectDraft, new_subject
from linli.register.states import Method, SubjectKind
from tests.catalogue.setting import load, small_seed

DISTRICT = "350802"
COMMUNITY, NEXT_DOOR = "350802001001", "350802001002"
AT = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2026, 11, 24)
ELEMENTS = [
    "self.name",
    "self.sex",
    "self.birth_date",
    "self.id_number",
    "self.mobile",
    "self.phone",
    "self.ethnicity",
    "self.education",
    "self.marital_status",
    "self.marriage_date",
    "self.relationship_to_head",
    "self.residence_address",
    "self.is_deceased",
    "self.death_date",
    "self.moved_in_date",
    "self.moved_out_date",
    "self.moved_to",
    "self.moved_from",
    "self.lives_where_registered",
    "self.former_name",
    "self.hukou_type",
    "self.employment_status",
    "household.household_type",
    "household.household_number",
    "dwelling.building_number",
    "dwelling.unit_number",
    "dwelling.room_number",
    "dwelling.floor_number",
    "dwelling.floor_area",
    "dwelling.dwelling_address",
    "dwelling.occupancy",
    "org.org_name",
    "org.credit_code",
    "org.org_kind",
    "thing.facility_name",
    "thing.facility_code",
    "thing.facility_kind",
]
# Generated numbers of an area code that was never given out; nobody has them.
NUMBERS = ("350899199001010013", "350899196503120024", "350899201205060039")


def set_up() -> None:
    """The elements and sources that the tests record by."""
    load(small_seed(*ELEMENTS))
    load_sources(by=Actor.system("install"), at=AT)


def committee(prefix: str = COMMUNITY, account: int = 11) -> Actor:
    return Actor(UUID(int=account), None, Role.COMMITTEE, Scope(prefix), "松涛社区居委会")


def office(account: int = 21) -> Actor:
    return Actor(UUID(int=account), None, Role.DISTRICT_OFFICE, Scope(DISTRICT), "区社区办")


def entry(
    source: str = "police", method: Method = Method.ROSTER, as_of: date = DAY, **more: str
) -> EntryDraft:
    return EntryDraft(source, method, as_of, "resident_register", **more)


def put(
    subject: SubjectDraft | UUID,
    source: str = "police",
    at: datetime = AT,
    as_of: date | None = None,
    by: Actor | None = None,
    **values: str | UUID,
) -> Recorded:
    """Record values of one subject; `name="张丽"` is the element `self.name` for a person, and so on."""
    new = (subject,) if isinstance(subject, SubjectDraft) else ()
    kind = subject.kind if isinstance(subject, SubjectDraft) else SubjectKind.PERSON
    root = {"person": "self", "household": "household", "dwelling": "dwelling", "organisation": "org"}.get(
        kind, "thing"
    )
    one = subject.id if isinstance(subject, SubjectDraft) else subject
    facts = [
        FactDraft(one, f"{root}.{name}", object=value)
        if isinstance(value, UUID)
        else FactDraft(one, f"{root}.{name}", value)
        for name, value in values.items()
    ]
    return record(
        entry=entry(source, as_of=as_of or at.date()), facts=facts, subjects=new, by=by or office(), at=at
    )


def person(code: str = COMMUNITY, grid: str = "") -> SubjectDraft:
    return new_subject(SubjectKind.PERSON, code, grid)


def household(code: str = COMMUNITY, grid: str = "") -> SubjectDraft:
    return new_subject(SubjectKind.HOUSEHOLD, code, grid)


def dwelling(code: str = COMMUNITY, grid: str = "") -> SubjectDraft:
    return new_subject(SubjectKind.DWELLING, code, grid)
