"""A small neighbourhood on record: a family of four in one home, a neighbour in another community."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import transaction

from linli.base.identity.actor import Actor
from linli.base.identity.models import Holding
from linli.base.identity.states import Role
from linli.catalogue.actions import load_seed
from linli.register.actions import load_sources, record
from linli.register.drafts import EntryDraft, FactDraft, new_subject
from linli.register.gate.supplied import load_supplied_purposes
from linli.register.states import Method, SubjectKind
from tests.factories import account_for

PRODUCT = Actor.system("test")
DONGMEN, DONGBAO = "350802001001", "350802001003"
AS_OF = date(2026, 11, 1)
LIN, CHEN = "林建国", "陈秀英"
LIN_NUMBER, LIN_PHONE = "350802198003150013", "13805971234"


@dataclass(frozen=True)
class Home:
    """The ids of the family."""

    household: UUID
    dwelling: UUID
    father: UUID
    mother: UUID
    son: UUID
    grandmother: UUID
    stranger: UUID


def load(at: datetime) -> None:
    """Catalogue, sources and purposes."""
    load_seed(by=PRODUCT, at=at)
    load_sources(by=PRODUCT, at=at)
    load_supplied_purposes(by=PRODUCT, at=at)


def person_facts(subject: UUID, name: str, sex: str, born: str, **more: str) -> list[FactDraft]:
    """The facts of one person."""
    said = {"name": name, "sex": sex, "birth_date": born, **more}
    return [FactDraft(subject, f"self.{element}", value) for element, value in said.items()]


def family(at: datetime) -> Home:
    """Record the family and the stranger."""
    drafts = {
        "household": new_subject(SubjectKind.HOUSEHOLD, DONGMEN, "001"),
        "dwelling": new_subject(SubjectKind.DWELLING, DONGMEN, "001"),
        "father": new_subject(SubjectKind.PERSON, DONGMEN, "001"),
        "mother": new_subject(SubjectKind.PERSON, DONGMEN, "001"),
        "son": new_subject(SubjectKind.PERSON, DONGMEN, "001"),
        "grandmother": new_subject(SubjectKind.PERSON, DONGMEN, "001"),
        "stranger": new_subject(SubjectKind.PERSON, DONGBAO, "002"),
    }
    home = Home(**{name: draft.id for name, draft in drafts.items()})
    facts = [
        *person_facts(
            home.father, LIN, "1", "1980-03-15", id_number=LIN_NUMBER, phone=LIN_PHONE,
            relationship_to_head="02", education="20",
        ),
        *person_facts(home.mother, CHEN, "2", "1982-07-01", phone="13805975678", relationship_to_head="10"),
        *person_facts(home.son, "林小宝", "1", "2016-05-20", relationship_to_head="20"),
        *person_facts(home.grandmother, "阿依古丽·买买提", "2", "1950-01-09", relationship_to_head="52"),
        *person_facts(home.stranger, "周远", "1", "1990-02-02", phone="13900001111"),
        FactDraft(home.dwelling, "dwelling.estate", "东门小区"),
        FactDraft(home.dwelling, "dwelling.building_number", "3"),
        FactDraft(home.dwelling, "dwelling.unit_number", "1"),
        FactDraft(home.dwelling, "dwelling.floor_number", "5"),
        FactDraft(home.dwelling, "dwelling.room_number", "502"),
        FactDraft(home.dwelling, "dwelling.dwelling_address", "东门小区3幢1单元502室"),
        FactDraft(home.household, "household.head", object=home.father),
        FactDraft(home.household, "household.dwelling", object=home.dwelling),
        FactDraft(home.father, "self.spouse", object=home.mother),
        FactDraft(home.son, "self.father", object=home.father),
        FactDraft(home.son, "self.mother", object=home.mother),
        FactDraft(home.father, "self.mother", object=home.grandmother),
    ]  # fmt: skip
    for member in (home.father, home.mother, home.son, home.grandmother):
        facts.append(FactDraft(member, "self.household", object=home.household))
        facts.append(FactDraft(member, "self.dwelling", object=home.dwelling))
    entry = EntryDraft("police", Method.ROSTER, AS_OF, "resident_register", "名册导入")
    record(entry=entry, facts=facts, subjects=list(drafts.values()), by=PRODUCT, at=at)
    return home


def officer(client, role: Role = Role.COMMITTEE, place: str = DONGMEN) -> Actor:
    """Sign in as somebody of a place; answers with the actor."""
    account = account_for(role, place)
    client.force_login(account)
    holding = Holding.objects.select_related("post__body").get(account=account)
    from linli.base.scope import Scope

    return Actor(account.pk, holding.post_id, role, Scope(holding.post.prefix), str(holding.post))


def begin_sitting(client, purpose: str = "resident_register", reason: str = "核对常住人口登记") -> None:
    """State purpose and reason."""
    answer = client.post("/register/purpose/", {"purpose": purpose, "reason": reason})
    assert answer.status_code == 303, answer.text


@contextmanager
def loaded_once(blocker) -> Iterator[None]:
    """Catalogue, sources and purposes for all tests of a module: loading them takes longer than the tests do."""
    moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    with blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            load(moment)
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
