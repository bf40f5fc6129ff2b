"""A request admitted with a workbook, families on the record, and everybody who has a hand in a return."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.catalogue.actions import load_seed
from linli.core import scopes
from linli.forms.actions import answer_field, read_form
from linli.forms.models import Form, FormField
from linli.forms.states import Answer
from linli.mandates import actions as gate
from linli.mandates.actions import Application, Terms
from linli.mandates.models import Mandate
from linli.mandates.states import Frequencies, Kind, UnitKinds
from linli.register.actions import load_sources, record
from linli.register.drafts import EntryDraft, FactDraft, SubjectDraft, new_subject
from linli.register.gate.supplied import load_supplied_purposes
from linli.register.states import Method, SubjectKind
from linli.returns import actions
from linli.returns.models import Report
from tests.base.reading.setting import somebody
from tests.catalogue.setting import small_seed
from tests.forms.making import workbook

DISTRICT, STREET = "350802", "350802001"
HERE, NEXT_DOOR = "350802001001", "350802001002"
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
DAY = date(2026, 11, 24)
INSTALL = Actor.system("install")
ELEMENTS = (
    "self.name",
    "self.id_number",
    "self.phone",
    "self.sex",
    "self.birth_date",
    "self.age",
    "self.residence_address",
    "self.relationship_to_head",
    "self.employment_status",
    "self.bank_account",
    "self.marital_status",
    "self.death_date",
    "self.is_deceased",
    "self.moved_in_date",
    "self.moved_out_date",
    "self.moved_to",
    "self.moved_from",
    "self.spouse.name",
    "self.spouse.phone",
    "self.father.name",
    "self.guardian.name",
    "self.household.head.name",
    "household.household_number",
    "dwelling.room_number",
    "dwelling.dwelling_address",
    "record.record_serial",
)
HEADS = {
    "姓名": "self.name",
    "出生日期": "self.birth_date",
    "年龄": "self.age",
    "联系电话": "self.phone",
    "就业状况": "self.employment_status",
    "户主姓名": "self.household.head.name",
    "配偶姓名": "self.spouse.name",
    "备注说明": "NONE",
}


@dataclass(frozen=True)
class Hands:
    """Everybody, in posts of the database."""

    department: Actor
    office: Actor
    street: Actor
    committee: Actor
    neighbour: Actor


def furnish(*more: str) -> None:
    """Elements, with these too; sources, purposes."""
    load_seed(by=INSTALL, at=AT, seed=small_seed(*ELEMENTS, *more))
    load_sources(by=INSTALL, at=AT)
    load_supplied_purposes(by=INSTALL, at=AT - timedelta(days=30))


def hands() -> Hands:
    """One of each."""
    return Hands(
        somebody(Role.DEPARTMENT, DISTRICT),
        somebody(Role.DISTRICT_OFFICE, DISTRICT),
        somebody(Role.SUB_DISTRICT, STREET),
        somebody(Role.COMMITTEE, HERE),
        somebody(Role.COMMITTEE, NEXT_DOOR),
    )


def form(by: Actor, heads: dict[str, str] | None = None, rows: int = 3, title: str = "走访登记表") -> Form:
    """A workbook read, every field confirmed as said."""
    wanted = heads or HEADS
    made = read_form(data=workbook(title, ("序号", *wanted), rows), name=f"{title}.xlsx", by=by, at=AT)
    for field in FormField.objects.filter(form=made):
        if field.label in wanted:
            answer_field(form_id=made.pk, position=field.position, element=wanted[field.label], by=by, at=AT)
    return made


def admitted(who: Hands, **changes: object) -> Mandate:
    """A request with a form, applied for and admitted."""
    heads = changes.pop("heads", None)
    made = form(who.department, heads, title=str(changes.get("title", "走访登记表")))  # type: ignore[arg-type]
    return admitted_form(who, made, **changes)


def sent_form(who: Hands, made: Form, **changes: object) -> Mandate:
    """A request with a form that was read, applied for, and waiting for the office."""
    said: dict[str, object] = {
        "kind": Kind.FORM,
        "title": "走访登记表",
        "document_name": "关于开展走访的通知",
        "document_number": "龙民〔2026〕9号",
        "plan": "社区从登记中填报，每月一次。",
        "places": (HERE,),
        "starts_date": date(2026, 11, 1),
        "ends_date": date(2027, 2, 1),
        "frequency": Frequencies.MONTHLY,
        "due_days": 5,
        "unit_kind": UnitKinds.COMMUNITY,
        "unit_count": 1,
        "minutes_per_unit": Decimal(1),
        "short_notice_reason": "上级限期",
        "scope": scopes.Scope(scopes.Unit.PERSON),
        "fields": tuple(field.label for field in made.fields.order_by("position")),
        "money_offered": Decimal(1000),
        "is_duty": True,
        "form_id": made.pk,
    }
    asked = gate.draft(
        district=DISTRICT, application=Application(**(said | changes)), by=who.department, at=AT
    )  # type: ignore[arg-type]
    sent, grounds = gate.submit(mandate_id=asked.pk, by=who.department, at=AT)
    assert not grounds
    return sent


def admitted_form(who: Hands, made: Form, **changes: object) -> Mandate:
    """A request with a form that was read, applied for and admitted."""
    sent = sent_form(who, made, **changes)
    return gate.approve(
        mandate_id=sent.pk,
        version=sent.version,
        terms=Terms(money_agreed=Decimal(1000)),
        why="依据充分",
        by=who.office,
        at=AT,
    )


@dataclass(frozen=True)
class Family:
    """A couple with their household and home."""

    husband: UUID
    wife: UUID
    household: UUID
    dwelling: UUID


def family(
    husband: str = "林大山",
    wife: str = "王小妹",
    place: str = HERE,
    phone: str = "13800130001",
    as_of: date = DAY,
    at: datetime = AT,
) -> Family:
    """Two adults recorded with one telephone between them."""
    home = new_subject(SubjectKind.DWELLING, place, "001")
    house = new_subject(SubjectKind.HOUSEHOLD, place, "001")
    him, her = (new_subject(SubjectKind.PERSON, place, "001") for _ in range(2))
    facts = [
        FactDraft(home.id, "dwelling.room_number", "301"),
        FactDraft(house.id, "household.dwelling", object=home.id),
        FactDraft(house.id, "household.head", object=him.id),
        FactDraft(him.id, "self.spouse", object=her.id),
        FactDraft(her.id, "self.spouse", object=him.id),
    ]
    for one, name, sex, relation in ((him, husband, "1", "02"), (her, wife, "2", "10")):
        facts += [
            FactDraft(one.id, "self.name", name),
            FactDraft(one.id, "self.sex", sex),
            FactDraft(one.id, "self.birth_date", "1950-03-02"),
            FactDraft(one.id, "self.phone", phone),
            FactDraft(one.id, "self.household", object=house.id),
            FactDraft(one.id, "self.relationship_to_head", relation),
        ]
    put(facts, (home, house, him, her), as_of=as_of, at=at)
    return Family(him.id, her.id, house.id, home.id)


def put(
    facts: list[FactDraft],
    subjects: tuple[SubjectDraft, ...] = (),
    source: str = "police",
    as_of: date = DAY,
    at: datetime = AT,
) -> None:
    """Record facts of one source."""
    draft = EntryDraft(source, Method.ROSTER, as_of, "resident_register")
    record(entry=draft, facts=facts, subjects=subjects, by=INSTALL, at=at)


def filled(mandate: Mandate, who: Hands, at: datetime = AT) -> Report:
    """The November return of the community."""
    return actions.fill(
        mandate_id=mandate.pk, community=HERE, period_first=date(2026, 11, 1), by=who.committee, at=at
    )


def settled(one: FormField) -> bool:
    """Whether a field has an answer."""
    return one.state != Answer.OPEN
