"""Is what is handed in what it is said to be? Every fact, before anything is written."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from linli.base.ids import uuid7
from linli.register import refusals
from linli.register.drafts import FactDraft
from linli.register.elements import Shape, shapes
from linli.register.ledger.facts import entries_of, facts_of, in_force
from linli.register.queries.where import Whereabouts

Places = dict[UUID, Whereabouts]
"""Kind and place of subjects."""


class Checked(NamedTuple):
    """A fact that may be written: its id, what was handed in, its shape, its value as kept, and since when it holds."""

    id: UUID
    fact: FactDraft
    shape: Shape
    value: str
    valid_from: date | None


def checked(
    facts: Sequence[FactDraft], places: Places, as_of: date, day: date, *, admitted_on: date
) -> list[Checked]:
    """Each fact as it will be kept. Raises the refusals about elements and values; `day` is the latest that can be,
    `admitted_on` the day of the catalogue.
    """
    known = shapes(admitted_on)
    found = []
    for position, fact in enumerate(facts, 1):
        shape = known.get(fact.element)
        if shape is None:
            raise refusals.element_unknown(fact.element, position)
        if shape.kind is not places[fact.subject].kind:
            raise refusals.element_of_other_kind(fact.element, position)
        try:
            value = _value(fact, shape, places, day)
            found.append(Checked(uuid7(), fact, shape, value, _since(fact, shape, as_of)))
        except ValueError as error:
            raise refusals.bad_value(fact.element, position, str(error)) from error
    return found


def _since(fact: FactDraft, shape: Shape, as_of: date) -> date | None:
    since, until = fact.valid_from, fact.valid_to
    if since is None:
        return as_of if not shape.is_fixed and (until is None or as_of < until) else None
    if until is not None and until <= since:
        raise ValueError("period_is_empty")
    return since


def _value(fact: FactDraft, shape: Shape, places: Places, day: date) -> str:
    if not fact.value and fact.object is None and fact.corrects is not None:
        return ""
    if not shape.points_to:
        if fact.object is not None:
            raise ValueError("needs_a_value")
        return shape.read(fact.value, day)
    if fact.object is None:
        raise ValueError("points_to_subject")
    if places[fact.object].kind not in shape.points_to:
        raise ValueError("wrong_kind")
    if fact.object == fact.subject:
        raise ValueError("points_to_itself")
    return ""


def check_corrections(facts: Sequence[FactDraft]) -> None:
    """What is corrected must be a fact of the same subject and element that counts. Raises correction_unknown."""
    correcting = {fact.subject for fact in facts if fact.corrects}
    if not correcting:
        return
    there = facts_of(correcting)
    counting = {fact.id: fact for fact in in_force(there, entries_of(there))}
    for position, fact in enumerate(facts, 1):
        if fact.corrects is None:
            continue
        target = counting.pop(fact.corrects, None)  # the same one twice in one entry would be two last words
        if target is None or (target.subject, target.element) != (fact.subject, fact.element):
            raise refusals.correction_unknown(position)
