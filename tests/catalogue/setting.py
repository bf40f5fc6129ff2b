"""Elements and people for the catalogue's tests."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.catalogue.actions import Loaded, admit_element, load_seed, propose_element
from linli.catalogue.models import ElementVersion
from linli.catalogue.queries import reference
from linli.core.elements import Basis, Element, Seed, Words

AT = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2026, 11, 24)
LATER = date(2027, 1, 1)
FIRST, SECOND, CLERK = UUID(int=1), UUID(int=2), UUID(int=3)


def office(account: UUID | None = SECOND, prefix: str = "350802") -> Actor:
    return Actor(account, None, Role.DISTRICT_OFFICE, Scope(prefix), f"区社区办 {account}")


def department(account: UUID | None = FIRST, prefix: str = "350802") -> Actor:
    return Actor(account, None, Role.DEPARTMENT, Scope(prefix), "民政局")


def load(seed: Seed | None = None, at: datetime = AT) -> Loaded:
    return load_seed(by=Actor.system("install"), at=at, seed=seed)


def small_seed(*codes: str) -> Seed:
    """The supplied lists with only these elements, for tests that count rows."""
    whole = reference()
    return replace(whole, elements=tuple(one for one in whole.elements if one.code in codes))


def supplied(code: str) -> Element:
    return next(one for one in reference().elements if one.code == code)


def new_element(**changes: Any) -> Element:
    """Hearing-aid batteries: an element nobody supplies, complete in all parts."""
    model = supplied("self.aids_needed")
    values: dict[str, Any] = {
        "code": "hearing_aid_batteries",
        "names": Words("助听器电池需要", "Hearing aid batteries wanted"),
        "definition": Words(
            "本人要求社区代购的助听器电池型号。", "The type of battery the person wants bought."
        ),
        "aliases": (),
    }
    return Element(changes.pop("role", model.role), replace(model.property, **values | changes))


def propose(element: Element | None = None, **changes: Any) -> ElementVersion:
    values: dict[str, Any] = {
        "by": department(),
        "at": AT,
        "element": element or new_element(),
        "wished_from": LATER,
        "why": "代购服务需要",
    }
    return propose_element(**values | changes)


def admitted(element: Element | None = None, holds_from: date = DAY) -> ElementVersion:
    row = propose(element)
    admit_element(by=office(), at=AT, version_id=row.pk, holds_from=holds_from)
    return row


def with_basis(element: Element, *laws: str) -> Element:
    return Element(element.role, replace(element.property, basis=tuple(Basis(law) for law in laws)))
