"""What an element must say before it can stand, by itself and beside all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .kinds import ABOUT_PEOPLE, GUARDED, PEOPLE, Information, Publish, Sensitivity, Store, Trigger, ValueKind
from .load import Seed
from .masks import Mask
from .model import Element, Property
from .prohibited import draft_of, findings_of

IDENTIFYING = {ValueKind.IDENTIFIER, ValueKind.PHONE, ValueKind.ADDRESS}
NEVER_OPEN = {Information.HEALTH, Information.DISABILITY, Information.JUSTICE, Information.FINANCE}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a code, the element or property, and a detail."""

    code: str
    where: str
    detail: str = ""


# Each rule: the code of the fault, and whether a property has it.
RULES: tuple[tuple[str, Callable[[Property], bool]], ...] = (
    ("no_basis", lambda own: own.sensitivity in ABOUT_PEOPLE and not own.basis),
    ("no_purpose", lambda own: own.sensitivity in ABOUT_PEOPLE and not own.purposes),
    ("kept_for_ever", lambda own: own.sensitivity in ABOUT_PEOPLE and own.retention.months is None),
    ("guarded_without_mask", lambda own: own.sensitivity in GUARDED and own.mask is Mask.NONE),
    (
        "identifying_without_mask",
        lambda own: own.is_personal and own.type.kind in IDENTIFYING and own.mask is Mask.NONE,
    ),
    ("personal_is_published", lambda own: own.is_personal and own.publish is Publish.OPEN),
    ("guarded_is_disclosed", lambda own: own.sensitivity in GUARDED and own.publish is Publish.DISCLOSED),
    (
        "sealed_is_counted",
        lambda own: own.sensitivity is Sensitivity.SEALED and own.publish is not Publish.NEVER,
    ),
    (
        "not_guarded",
        lambda own: own.information in NEVER_OPEN and own.is_personal and own.sensitivity not in GUARDED,
    ),
    (
        "months_without_trigger",
        lambda own: (own.retention.trigger is Trigger.STANDING) != (own.retention.months is None),
    ),
    ("code_without_list", lambda own: (own.type.kind is ValueKind.CODE) != bool(own.type.code_list)),
    (
        "membership_outside_branch",
        lambda own: (own.information is Information.PARTY_MEMBERSHIP) != (own.store is Store.PARTY_BRANCH),
    ),
    ("no_definition", lambda own: len(own.definition.zh) < 4 or len(own.definition.en) < 8),
    ("no_owner", lambda own: not own.owner or not own.steward),
)


def faults_of_property(own: Property) -> tuple[Fault, ...]:
    """What a property lacks by itself."""
    return tuple(Fault(code, own.code) for code, wrong in RULES if wrong(own))


def faults_of_element(element: Element) -> tuple[Fault, ...]:
    """The property's faults, and a value about a person that stands where it may not."""
    faults = list(faults_of_property(element.property))
    if element.role.subject in PEOPLE and not element.property.is_personal:
        faults.append(Fault("person_without_protection", element.code))
    if element.role.store is not element.property.store:
        faults.append(Fault("store_differs", element.code))
    return tuple(faults)


def faults_of_catalogue(seed: Seed) -> tuple[Fault, ...]:
    """All faults of a seed: of each element, references that lead nowhere, names that mean two things, bans."""
    return tuple(
        {
            **dict.fromkeys(fault for element in seed.elements for fault in faults_of_element(element)),
            **dict.fromkeys(_dangling(seed)),
            **dict.fromkeys(_circular(seed.properties)),
            **dict.fromkeys(_twice(seed.elements)),
            **dict.fromkeys(_banned(seed)),
        }
    )


def _dangling(seed: Seed) -> Iterator[Fault]:
    for own in {id(one.property): one.property for one in seed.elements}.values():
        known: tuple[tuple[str, Iterable[str], Mapping[str, object]], ...] = (
            ("law", (one.law for one in own.basis), seed.laws),
            ("purpose", own.purposes, seed.purposes),
            ("department", (own.owner, own.steward), seed.departments),
            ("code_list", filter(None, [own.type.code_list]), seed.code_lists),
            ("source", own.derivation.sources if own.derivation else (), seed.properties),
        )
        for kind, named, there in known:
            for one in named:
                if one not in there:
                    yield Fault(f"unknown_{kind}", own.code, one)


def _circular(properties: Mapping[str, Property]) -> Iterator[Fault]:
    for code in properties:
        seen, due = set(), [code]
        while due:
            own = properties.get(due.pop())
            for source in own.derivation.sources if own and own.derivation else ():
                if source == code:
                    yield Fault("derived_from_itself", code)
                elif source not in seen:
                    seen.add(source)
                    due.append(source)


def _twice(elements: tuple[Element, ...]) -> Iterator[Fault]:
    """One name or alias on one role path means one property."""
    meant: dict[tuple[str, str], str] = {}
    for element in elements:
        own = element.property
        for name in dict.fromkeys(
            [own.names.zh, own.names.en.lower(), *(alias.lower() for alias in own.aliases)]
        ):
            other = meant.setdefault((element.role.code, name), own.code)
            if other != own.code:
                yield Fault("name_means_two_things", element.code, f"{name} = {other}")


def _banned(seed: Seed) -> Iterator[Fault]:
    for element in seed.elements:
        listed = seed.code_lists.get(element.property.type.code_list)
        for finding in findings_of(draft_of(element, listed.items if listed else ())):
            yield Fault(f"banned_{finding.banned}", element.code, f"{finding.where}: {finding.words}")
