"""A small population behind the gate: an adult, a child and others in grids, communities and districts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.base.reading.actions import ask_standing, ask_to_read, decide_approval, name_department
from linli.base.reading.models import Approval
from linli.base.reading.states import Guarded, Verdict
from linli.catalogue.actions import load_seed
from linli.register.actions import load_sources, record
from linli.register.drafts import EntryDraft, FactDraft, SubjectDraft, new_subject
from linli.register.gate.supplied import load_supplied_purposes
from linli.register.states import Method, SubjectKind
from tests.base.reading.setting import AT, DAY, DISTRICT, INSTALL, somebody
from tests.catalogue.setting import small_seed

HELD = (
    "self.name",
    "self.phone",
    "self.mobile",
    "self.sex",
    "self.birth_date",
    "self.id_number",
    "self.bank_account",
    "self.interpreter_need",
    "self.mental_care_followed",
    "self.relationship_to_head",
    "self.moved_out_date",
    "self.death_date",
)
REASON = "电话通知停水检修"
ADULT, TEEN, CHILD = date(1985, 3, 2), date(2010, 5, 5), date(2016, 6, 1)
PURPOSE_OF = {
    "self.name": "contact",
    "self.phone": "contact",
    "self.sex": "resident_register",
    "self.id_number": "resident_register",
    "self.bank_account": "aid",
    "self.interpreter_need": "contact",
    "self.mental_care_followed": "health_services",
}


@dataclass(frozen=True)
class Resident:
    """Somebody recorded for a test."""

    id: UUID
    name: str
    place: str
    birth: date | None


def furnish() -> None:
    """The few elements these tests read, the sources and the purposes."""
    load_seed(by=INSTALL, at=AT, seed=small_seed(*HELD))
    load_sources(by=INSTALL, at=AT)
    load_supplied_purposes(by=INSTALL, at=AT - timedelta(days=30))


@contextmanager
def furnished_once(blocker: Any, fill: Callable[[], None]) -> Iterator[None]:
    """Reference data for the tests of a module: written once, gone after it, in no other module's way."""
    with blocker.unblock(), transaction.atomic():
        fill()
        yield
        transaction.set_rollback(True)


def furnish_now() -> None:
    """The same for tests of pages, which live in real time."""
    now = timezone.now()
    load_seed(by=INSTALL, at=now, seed=small_seed(*HELD))
    load_sources(by=INSTALL, at=now)
    load_supplied_purposes(by=INSTALL, at=now - timedelta(days=1))


def settle_now(place: str, birth: date | None = ADULT, count: int = 1) -> list[Resident]:
    """Residents recorded a few days before now."""
    return settle(place, birth, count, timezone.now() - timedelta(days=3))


def entry() -> EntryDraft:
    return EntryDraft(
        source="police", method=Method.ROSTER, as_of=DAY - timedelta(days=10), purpose="resident_register"
    )


def facts_of(one: SubjectDraft, name: str, birth: date | None, number: int) -> list[FactDraft]:
    told = [
        FactDraft(one.id, "self.name", name),
        FactDraft(one.id, "self.sex", "2"),
        FactDraft(one.id, "self.phone", f"1380013{number:04d}"),
        FactDraft(one.id, "self.bank_account", f"62170018500{number:08d}"),
        FactDraft(one.id, "self.interpreter_need", "手语"),
        FactDraft(one.id, "self.mental_care_followed", "yes"),
    ]
    return told + ([FactDraft(one.id, "self.birth_date", birth.isoformat())] if birth else [])


def settle(
    place: str,
    birth: date | None = ADULT,
    count: int = 1,
    at: datetime = AT - timedelta(days=9),
    without: str = "",
) -> list[Resident]:
    """Record so many residents of a place, in one entry for the district; `without` names an element left out."""
    code, _mark, grid = place.partition("G")
    drafts = [new_subject(SubjectKind.PERSON, code, grid) for _ in range(count)]
    told, facts = [], []
    for number, one in enumerate(drafts):
        name = f"林{chr(0x4E00 + number)}青"
        told.append(Resident(one.id, name, place, birth))
        facts += [fact for fact in facts_of(one, name, birth, number) if fact.element != without]
    record(entry=entry(), facts=facts, subjects=drafts, by=INSTALL, at=at)
    return told


def approve_standing(by: Actor, decider: Actor, purpose: str = "contact", *classes: Guarded) -> Approval:
    """A standing duty for these classes (all ages when none is named)."""
    row = ask_standing(
        purpose=purpose,
        classes=classes or (Guarded.CHILD, Guarded.MINOR, Guarded.AGE_UNKNOWN),
        reason="本网格走访联系",
        valid_to=DAY + timedelta(days=100),
        by=by,
        at=AT,
    )
    decide_approval(approval_id=row.pk, verdict=Verdict.GRANTED, by=decider, at=AT)
    return row


def approve_single(
    by: Actor, decider: Actor, subjects: list[UUID], elements: list[str], purpose: str, *classes: Guarded
) -> Approval:
    """An approval for one matter."""
    row = ask_to_read(
        subjects=subjects,
        elements=elements,
        purpose=purpose,
        classes=classes,
        reason="核对一件申请",
        valid_to=DAY + timedelta(days=10),
        by=by,
        at=AT,
    )
    decide_approval(approval_id=row.pk, verdict=Verdict.GRANTED, by=decider, at=AT)
    return row


def health() -> Actor:
    """Somebody in the department that owns what is sealed."""
    by = somebody(Role.DEPARTMENT, DISTRICT)
    body = Post.objects.get(pk=by.post_id).body
    name_department(body_id=body.pk, code="health", by=INSTALL, at=AT)
    return by


class refusal:  # noqa: N801  # reads as a sentence
    """The block is refused with this code."""

    def __init__(self, code: str, kind: type[Refusal] = Refusal) -> None:
        self.code, self.kind = code, kind

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind, error, trace) -> bool:
        assert isinstance(error, self.kind), f"{self.code} was not refused: {error!r}"
        assert error.code == self.code
        return True
