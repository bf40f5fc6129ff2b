"""An element as JSON and back: what a version in the database holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .kinds import Information, Publish, Sensitivity, Store, Subject, Trigger, ValueKind, Volatility
from .masks import Mask
from .model import Basis, Derivation, Element, Property, Retention, RolePath, ValueType, Words


def element_to_record(element: Element) -> dict[str, Any]:
    """Plain JSON: everything but number and days, which the version's own columns hold."""
    role, own = element.role, element.property
    return {
        "role": {
            "code": role.code,
            "names": _pair(role.names),
            "subject": role.subject.value,
            "definition": _pair(role.definition),
            "store": role.store.value,
        },
        "property": {
            "code": own.code,
            "names": _pair(own.names),
            "definition": _pair(own.definition),
            "type": {
                "kind": own.type.kind.value,
                "length": own.type.length,
                "decimals": own.type.decimals,
                "unit": own.type.unit,
                "code_list": own.type.code_list,
                "standard": own.type.standard,
            },
            "information": own.information.value,
            "sensitivity": own.sensitivity.value,
            "basis": [_basis(one) for one in own.basis],
            "purposes": list(own.purposes),
            "owner": own.owner,
            "steward": own.steward,
            "retention": {"trigger": own.retention.trigger.value, "months": own.retention.months},
            "volatility": own.volatility.value,
            "mask": own.mask.value,
            "publish": own.publish.value,
            "derivation": own.derivation
            and {"sources": list(own.derivation.sources), "words": _pair(own.derivation.words)},
            "aliases": list(own.aliases),
            "group": own.group,
            "store": own.store.value,
            # Only where there is one, so that the digests of all other versions stay what they are.
            **({"own_of": own.own_of} if own.own_of else {}),
        },
    }


def element_from_record(
    record: Mapping[str, Any],
    *,
    number: int = 1,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Element:
    """The element of a version. Raises KeyError or ValueError on a record this version of the code cannot read."""
    role, own = record["role"], record["property"]
    return Element(
        role=RolePath(
            role["code"],
            _words(role["names"]),
            Subject(role["subject"]),
            _words(role["definition"]),
            Store(role["store"]),
        ),
        property=_property(own),
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _property(own: Mapping[str, Any]) -> Property:
    derivation = own["derivation"]
    return Property(
        code=own["code"],
        names=_words(own["names"]),
        definition=_words(own["definition"]),
        type=ValueType(**{**own["type"], "kind": ValueKind(own["type"]["kind"])}),
        information=Information(own["information"]),
        sensitivity=Sensitivity(own["sensitivity"]),
        basis=tuple(_basis_from(one) for one in own["basis"]),
        purposes=tuple(own["purposes"]),
        owner=own["owner"],
        steward=own["steward"],
        retention=Retention(Trigger(own["retention"]["trigger"]), own["retention"]["months"]),
        volatility=Volatility(own["volatility"]),
        mask=Mask(own["mask"]),
        publish=Publish(own["publish"]),
        derivation=Derivation(tuple(derivation["sources"]), _words(derivation["words"]))
        if derivation
        else None,
        aliases=tuple(own["aliases"]),
        group=own["group"],
        store=Store(own["store"]),
        own_of=own.get("own_of", ""),
    )


def _basis(one: Basis) -> dict[str, Any]:
    return {
        "law": one.law,
        "article": one.article,
        "valid_from": one.valid_from and one.valid_from.isoformat(),
        "valid_to": one.valid_to and one.valid_to.isoformat(),
        "note": _pair(one.note),
    }


def _basis_from(data: Mapping[str, Any]) -> Basis:
    return Basis(
        data["law"], data["article"], _day(data["valid_from"]), _day(data["valid_to"]), _words(data["note"])
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _pair(words: Words) -> list[str]:
    return [words.zh, words.en]


def _words(pair: list[str]) -> Words:
    return Words(*pair)
