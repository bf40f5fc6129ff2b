"""The world and the rule of the gate's matrix: role x relation x element x way of reading, said once more.

The expected answer is worked out here in other words than the gate's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.reading.actions import break_glass, end_purpose, name_department
from linli.base.reading.states import Act, Guarded
from linli.register.gate import checks
from linli.register.gate.asking import Ask, Known
from linli.register.gate.reading import AgreementTerms
from tests.base.reading.setting import (
    AT,
    COMMUNITY,
    DAY,
    DISTRICT,
    GRID,
    INSTALL,
    OTHER_COMMUNITY,
    OTHER_GRID,
    STREET,
    looked,
    somebody,
)
from tests.register.gate.setting import (
    CHILD,
    REASON,
    TEEN,
    approve_single,
    approve_standing,
    furnish,
    settle,
)

SHOWN = "shown"
WITHHELD = "withheld"
PLACES = {
    "own grid": GRID,
    "other grid": OTHER_GRID,
    "other community": f"{OTHER_COMMUNITY}G001",
    "other district": "350803001001G001",
}
AGES: dict[str, date | None] = {"adult": date(1985, 3, 2), "minor": TEEN, "child": CHILD, "age unknown": None}
CASES = (
    ("self.name", "contact"),
    ("self.phone", "contact"),
    ("self.sex", "resident_register"),
    ("self.sex", "contact"),
    ("self.interpreter_need", "contact"),
    ("self.bank_account", "aid"),
    ("self.mental_care_followed", "health_services"),
    ("self.name", "volunteering"),
    ("self.name", "nothing"),
    ("self.nobody", "contact"),
)
SENSITIVE = {"self.interpreter_need", "self.bank_account"}
SEALED = {"self.mental_care_followed"}
LISTED = {
    "self.name": {"contact", "resident_register"},
    "self.phone": {"contact"},
    "self.sex": {"resident_register"},
    "self.interpreter_need": {"contact", "services_on_application"},
    "self.bank_account": {"aid", "services_on_application"},
    "self.mental_care_followed": {"health_services"},
}
ENDED = "volunteering"
ACTS = (Act.MASKED, Act.LISTED, Act.REVEALED, Act.SHARED)
READING_ROLES = {
    Role.DISTRICT_OFFICE,
    Role.DEPARTMENT,
    Role.SUB_DISTRICT,
    Role.COMMITTEE,
    Role.GRID_OFFICER,
}
HOME = {Role.GRID_OFFICER: GRID, Role.COMMITTEE: COMMUNITY, Role.SUB_DISTRICT: STREET}


@dataclass
class Reader:
    """Somebody with a post, and what they have in hand."""

    name: str
    actor: Actor
    in_duty: bool = True
    department: str = ""
    standing: frozenset[Guarded] = frozenset()
    singles: frozenset[UUID] = frozenset()
    glass: str = ""
    looked: bool = False
    agreement: AgreementTerms | None = None


@dataclass
class World:
    readers: list[Reader] = field(default_factory=list)
    residents: dict[tuple[str, str], UUID] = field(default_factory=dict)


def post_in_health(by: Actor) -> None:
    body, _made = Body.objects.get_or_create(
        kind=BodyKind.DEPARTMENT, name="区卫生健康局", division_code=DISTRICT
    )
    Post.objects.filter(pk=by.post_id).update(body=body)
    name_department(body_id=body.pk, code="health", by=INSTALL, at=AT)


def agreement(**changed: Any) -> AgreementTerms:
    terms = {
        "id": uuid4(),
        "receiver": "health",
        "elements": frozenset({"self.name", "self.mental_care_followed"}),
        "purpose": "contact",
        "place": STREET,
        "valid_from": DAY - timedelta(days=1),
        "valid_to": DAY + timedelta(days=1),
    }
    return AgreementTerms(**{**terms, **changed})


def built() -> World:
    furnish()
    end_purpose(code=ENDED, why="项目结束", day=DAY, by=somebody(Role.DISTRICT_OFFICE), at=AT)
    made = World()
    for where, place in PLACES.items():
        for age, birth in AGES.items():
            made.residents[where, age] = settle(place, birth)[0].id
    everybody = list(made.residents.values())
    for role in Role:
        by = somebody(role, HOME.get(role, DISTRICT))
        made.readers.append(Reader(str(role), by))
        made.readers.append(
            Reader(f"{role}, duty ended", somebody(role, HOME.get(role, DISTRICT), ended=AT), in_duty=False)
        )
    made.readers += special_readers(everybody)
    for reader in made.readers:
        if reader.looked:
            looked(reader.actor, *everybody)
    return made


def special_readers(everybody: list[UUID]) -> Iterator[Reader]:
    chief, office = somebody(Role.COMMITTEE, COMMUNITY), somebody(Role.DISTRICT_OFFICE)
    by = somebody(Role.GRID_OFFICER, GRID)
    approve_standing(by, chief)
    approve_standing(by, chief, "resident_register", Guarded.MINOR)
    ages = frozenset({Guarded.CHILD, Guarded.MINOR, Guarded.AGE_UNKNOWN})
    yield Reader("grid officer with a standing duty", by, standing=ages, looked=True)
    by = somebody(Role.GRID_OFFICER, GRID)
    break_glass(reason="三单元起火，查找住户", by=by, at=AT)
    yield Reader("grid officer behind broken glass", by, glass=COMMUNITY, looked=True)
    by = somebody(Role.COMMITTEE, COMMUNITY)
    yield Reader("committee that has looked", by, looked=True)
    by = somebody(Role.DEPARTMENT, DISTRICT)
    post_in_health(by)
    singles = frozenset(everybody)
    approve_single(
        by,
        office,
        everybody,
        ["self.mental_care_followed"],
        "health_services",
        *(Guarded.SEALED, Guarded.CHILD, Guarded.MINOR, Guarded.AGE_UNKNOWN),
    )
    yield Reader("health department", by, department="health", singles=singles, looked=True)
    for name, terms in {
        "system of health": agreement(),
        "system of health, agreement over": agreement(valid_to=DAY),
        "system of health, agreement of another": agreement(receiver="police"),
    }.items():
        yield Reader(name, by, department="health", singles=singles, looked=True, agreement=terms)


def attempt(reader: Reader, subject: UUID, element: str, purpose: str, act: Act) -> str:
    """What the gate answers. The log is left out of it: thousands of rows would say nothing more here."""
    ask = Ask(
        (subject,),
        (element,),
        purpose,
        REASON,
        reader.actor,
        AT,
        act,
        agreement=reader.agreement if act == Act.SHARED else None,
        from_system=act == Act.SHARED,
    )
    known = Known(ask)
    known.__dict__.update(_remembered(reader, subject, element, purpose))
    try:
        for check in checks.CHECKS:
            check(ask, known)
    except Refusal as refused:
        return refused.code
    one = known.found.get(subject)
    if one is None:
        return "nobody"
    return SHOWN if known.leave(one) is not None else WITHHELD


CACHE: dict[Any, Any] = {}


def _remembered(reader: Reader, subject: UUID, element: str, purpose: str) -> dict[str, Any]:
    """What does not change between cases is looked up once: the matrix tests the checks, in little time."""
    by = reader.actor

    def once(name: str, key: Any) -> Any:
        if (name, key) not in CACHE:
            ask = Ask(CACHE["everybody"], (element,), purpose, REASON, by, AT, Act.MASKED)
            CACHE[name, key] = getattr(Known(ask), name)
        return CACHE[name, key]

    return {
        "terms": once("terms", purpose),
        "in_duty": once("in_duty", by.post_id),
        "elements": once("elements", element),
        "found": {subject: once("found", "all")[subject]},
        "session": once("session", by.post_id),
        "grants": once("grants", (by.post_id, purpose)),
        "department": once("department", by.post_id),
        "seen": once("seen", by.account_id),
    }


def expected(reader: Reader, where: str, age: str, element: str, purpose: str, act: Act) -> str:
    """The rule, said once more in other words."""
    by = reader.actor
    place = PLACES[where]
    first = _before_place(reader, element, purpose)
    if first:
        return first
    inside = place.startswith(by.scope.prefix)
    if not inside and not (reader.glass and place.startswith(reader.glass)):
        return "reading.not_found"
    if act == Act.SHARED:
        refused = _without_agreement(reader, place, element, purpose)
        if refused:
            return refused
    if element in SEALED and reader.department != "health":
        return "reading.sealed"
    if not _may_leave(reader, inside, age, element, purpose):
        return WITHHELD if act == Act.LISTED else "reading.needs_approval"
    if act == Act.REVEALED and not reader.looked:
        return "reading.reveal_second"
    return SHOWN


def _before_place(reader: Reader, element: str, purpose: str) -> str:
    if reader.actor.role not in READING_ROLES:
        return "reading.no_reader"
    if not reader.in_duty:
        return "reading.not_in_duty"
    if purpose in ("nothing", ENDED):
        return "reading.no_purpose" if purpose == "nothing" else "reading.purpose_ended"
    if element not in LISTED:
        return "reading.no_element"
    return "" if purpose in LISTED[element] else "reading.purpose_not_listed"


def _without_agreement(reader: Reader, place: str, element: str, purpose: str) -> str:
    terms = reader.agreement
    if terms is None or element not in terms.elements or purpose != terms.purpose:
        return "reading.no_agreement"
    if terms.valid_to <= DAY:
        return "reading.agreement_ended"
    covered = terms.receiver == reader.department and place.startswith(terms.place)
    return "" if covered else "reading.no_agreement"


def _may_leave(reader: Reader, inside: bool, age: str, element: str, purpose: str) -> bool:
    needed = {
        *({Guarded(age.replace(" ", "_"))} if age != "adult" else ()),
        *({Guarded.SENSITIVE} if element in SENSITIVE else ()),
        *({Guarded.SEALED} if element in SEALED else ()),
    }
    if reader.glass or (inside and not needed):
        return True
    if not inside:
        return False
    standing = reader.standing if purpose == "contact" else frozenset()
    if purpose == "resident_register" and reader.standing:
        standing = frozenset({Guarded.MINOR})
    by_single = reader.singles and purpose == "health_services" and element in SEALED
    return needed <= standing or bool(by_single)


def outcomes(world: World) -> Iterator[str]:
    """For every case nothing when it comes out as the rule says, else what came out instead."""
    for reader in world.readers:
        for (where, age), subject in world.residents.items():
            for element, purpose in CASES:
                for act in ACTS:
                    got = attempt(reader, subject, element, purpose, act)
                    due = expected(reader, where, age, element, purpose, act)
                    case = f"{reader.name}, {where}, {age}, {element} for {purpose}, {act}"
                    yield "" if got == due else f"{case}: {got} instead of {due}"
