"""Who may propose, admit and retire elements; and what nobody may."""

from uuid import UUID

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.catalogue.wording import FAULTS, prohibited_refusal
from linli.core.elements import CodeItem, Draft, Element, draft_of, findings_of
from linli.core.elements.check import faults_of_element

DISTRICT_DIGITS = 6
PROPOSERS = frozenset({Role.DISTRICT_OFFICE, Role.DEPARTMENT})
DECIDERS = frozenset({Role.DISTRICT_OFFICE})


def may_propose(by: Actor) -> bool:
    """The district community office and the departments, each a person with an account."""
    return by.role in PROPOSERS and by.account_id is not None


def may_decide(by: Actor) -> bool:
    """Admitting, turning down and retiring are for the community office of a district."""
    return by.role in DECIDERS and by.account_id is not None and len(by.scope.prefix) == DISTRICT_DIGITS


def is_second_person(by: Actor, proposed_by: UUID | None) -> bool:
    """Nobody decides on what they proposed themselves, whichever post they hold at the time."""
    return by.account_id is not None and proposed_by is not None and by.account_id != proposed_by


def refuse_incomplete(element: Element) -> None:
    """Raise catalogue.incomplete with all that an element does not say and has to."""
    faults = list(dict.fromkeys(fault.code for fault in faults_of_element(element)))
    if faults:
        raise Refusal(
            "catalogue.incomplete", "%(faults)s", faults=" ".join(str(FAULTS[code]) for code in faults)
        )


def refuse_prohibited(element: Element, declared: str, items: tuple[CodeItem, ...]) -> None:
    """Raise the refusal that cites the rule, when the element is of a class that is never held."""
    draft = draft_of(element, items)
    findings = findings_of(Draft(draft.subject, draft.texts, declared or draft.declared, draft.store))
    if findings:
        raise prohibited_refusal(findings)
