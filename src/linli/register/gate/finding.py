"""Looking somebody up: answers with pseudonyms in scope, at most a page of them; what is shown goes through the gate.

Names, numbers and phones are found by their blind index, the whole value or not at all; a masked name (林*国) by the
mask that lists show; an address by the parts of it that are written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from linli.base.crypto.fields import blind_lookups
from linli.base.crypto.opened import cipher
from linli.base.scope import Scope
from linli.core.addresses import Address, parse
from linli.register.gate.places import whereabouts
from linli.register.models import Dwelling, Lookup, Person
from linli.register.states import SubjectKind
from linli.register.values import lookup_key

MOST = 50
STAR = "*"
DISTRICT_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """Subjects in scope, in a stable order; `is_cut` when there were more than a page."""

    subjects: tuple[UUID, ...]
    is_cut: bool


def find_by_name(text: str, scope: Scope) -> Found:
    """People who bear or bore the name; with a star in it, people whose masked name looks so."""
    if STAR in text or "＊" in text:
        mask = "".join(text.replace("＊", STAR).split())
        rows = Person.objects.in_scope(scope).filter(name_mask=mask).order_by("id")
        return _page(rows.values_list("id", flat=True)[: MOST + 1], scope)
    return _by_index("name", text, scope)


def find_by_number(text: str, scope: Scope) -> Found:
    """People who hold or held the identity number, 15-digit ones included."""
    return _by_index("number", text, scope)


def find_by_phone(text: str, scope: Scope) -> Found:
    """People who have or had the phone number."""
    return _by_index("phone", text, scope)


def find_by_address(text: str, scope: Scope) -> Found:
    """People who live in the dwellings that the written parts of the address fit."""
    filters = _parts(parse(text), text)
    if not filters:
        return Found((), is_cut=False)
    homes = Dwelling.objects.in_scope(scope).filter(**filters).order_by("id").values_list("id", flat=True)
    rows = Person.objects.in_scope(scope).filter(dwelling_id__in=list(homes[: 4 * MOST])).order_by("id")
    return _page(rows.values_list("id", flat=True)[: MOST + 1], scope)


def _parts(address: Address, text: str) -> dict[str, Any]:
    """What the address says, as filters; an estate or road is needed, or a whole page of the city would fit."""
    said: dict[str, Any] = {}
    if address.estate:
        said["estate__startswith"] = address.estate
    elif address.road:
        said["road__startswith"] = address.road + (f"{address.number}号" if address.number else "")
    else:
        return {}
    inner = {"building": address.building, "unit": address.unit, "room": address.room}
    return said | {column: value for column, value in inner.items() if value}


def _by_index(field: str, text: str, scope: Scope) -> Found:
    keys = blind_lookups(cipher().store.keyring, field, lookup_key(field, text))
    district = Scope(scope.prefix[:DISTRICT_DIGITS]) if not scope.is_nothing else scope
    rows = Lookup.objects.in_scope(district).filter(field=field, blind__in=keys).order_by("subject_id")
    return _page(rows.values_list("subject_id", flat=True)[: 10 * MOST], scope)


def _page(ids: Iterable[UUID], scope: Scope) -> Found:
    known = whereabouts(ids)
    inside = list(
        dict.fromkeys(
            one.subject
            for one in known.values()
            if one.kind == SubjectKind.PERSON and scope.covers(one.place)
        )
    )
    return Found(tuple(inside[:MOST]), is_cut=len(inside) > MOST)


def find_dwelling(text: str, scope: Scope) -> tuple[UUID, ...]:
    """The dwellings that the written parts of an address fit, two at most: one is an answer, two are a question."""
    filters = _parts(parse(text), text)
    if not filters:
        return ()
    rows = Dwelling.objects.in_scope(scope).filter(**filters).order_by("id")
    return tuple(rows.values_list("id", flat=True)[:2])
