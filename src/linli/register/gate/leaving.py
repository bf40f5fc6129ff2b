"""Who has left, when, and which of their values nobody is shown any more."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from linli.core.elements import Element, Retention, Trigger
from linli.register.gate.places import Whereabouts
from linli.register.gate.values import from_ledger

MOVED_OUT = "self.moved_out_date"


def is_over(rule: Retention, left: date, today: date) -> bool:
    """Whether what is kept by the rule must be gone by `today`."""
    last = rule.deletion_date(left)
    return last is not None and last <= today


def outlived(elements: Mapping[str, Element | None], left: date | None, today: date) -> frozenset[str]:
    """Of somebody who has left: the elements whose own rule is over, which nobody is shown any more."""
    if left is None:
        return frozenset()
    return frozenset(
        code
        for code, one in elements.items()
        if one is not None
        and one.property.retention.trigger is Trigger.LEFT
        and is_over(one.property.retention, left, today)
    )


def days_of_leaving(found: Iterable[Whereabouts], today: date) -> dict[UUID, date]:
    """When these people died or moved out, of those who did."""
    left = {one.subject: one for one in found if one.has_left}
    days = {id_: one.death_date for id_, one in left.items() if one.death_date}
    # Leaving is a matter of today, whatever moment is looked at.
    moved = [replace(one, members=one.aliases) for id_, one in left.items() if id_ not in days]
    for subject, values in from_ledger(moved, [MOVED_OUT], today, None).items() if moved else ():
        if MOVED_OUT in values and values[MOVED_OUT].value:
            days[subject] = date.fromisoformat(values[MOVED_OUT].value)
    return days
