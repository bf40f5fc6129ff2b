"""Destroying single values whose own retention rule is over, with a proof of what went.

Three things end the time of a value. Its owner died or moved away: rules counted from leaving, and those counted from
the end of a purpose, since nobody serves whoever has left. The value itself ended (an allowance that is paid no more).
Every purpose that the catalogue names for the element has ended in the register of purposes. What tells when somebody
left goes with the person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.base.reading.actions import prove_deletion
from linli.base.reading.queries import purposes
from linli.catalogue.queries import catalogue
from linli.core.elements import Element, Retention, Store, Trigger
from linli.register import actions
from linli.register.actions import DueFact
from linli.register.elements import kind_of
from linli.register.gate.leaving import MOVED_OUT, is_over
from linli.register.gate.places import EVERYWHERE
from linli.register.gate.retention import Gone, batches, gone
from linli.register.ledger.facts import LiveFact, entries_of, facts_of, in_force
from linli.register.ledger.people import members_of
from linli.register.models import Fact, Subject
from linli.register.models.fact import FactQuerySet
from linli.register.states import SubjectKind

TELLING = frozenset({MOVED_OUT, "self.death_date", "self.is_deceased"})
Rules = Mapping[str, Retention]


def erase_due(*, by: Actor, at: datetime) -> int:
    """Erase every value whose own time is over; a batch a transaction, a proof for each element, rule and district.

    May be run again: what is erased is not found any more. Answers how many values went.
    """
    today = timezone.localtime(at).date()
    rules = rules_of(today)
    erased = 0
    for due in (*_left(rules, today), *_ended(rules, today), *_without_purpose(rules, today)):
        with transaction.atomic():
            erased += actions.erase_values(due=due, by=by, at=at)
            _prove(due, today, by, at)
    return erased


def rules_of(today: date) -> Rules:
    """Element -> rule, of what the register holds of people for a limited time."""
    return {
        element.code: element.property.retention
        for element in catalogue(today).elements
        if _is_limited(element) and element.code not in TELLING
    }


def _is_limited(element: Element) -> bool:
    return (
        kind_of(element.code) == SubjectKind.PERSON
        and element.property.store is Store.REGISTER
        and element.property.retention.trigger in (Trigger.LEFT, Trigger.PURPOSE_ENDED)
        and element.property.retention.months is not None
    )


def _left(rules: Rules, today: date) -> Iterator[list[DueFact]]:
    """Of people who died or moved away. Who is past the longest rule is deleted as a whole, not value by value."""
    for batch in batches(gone(today)):
        yield from _of_gone(batch, rules, today)


def _of_gone(batch: Sequence[Gone], rules: Rules, today: date) -> Iterator[list[DueFact]]:
    members = members_of(one.subject for one in batch if one.left is not None)
    over: dict[frozenset[str], list[UUID]] = defaultdict(list)
    for one in batch:
        if one.left is not None:
            codes = frozenset(code for code, rule in rules.items() if is_over(rule, one.left, today))
            over[codes].extend(members[one.subject])
    for codes, subjects in over.items():
        if codes:
            rows = _sealed(codes).filter(subject__in=subjects)
            yield from _due(rows.values_list("id", "subject_id", "district", "element"), rules)


def _ended(rules: Rules, today: date) -> Iterator[list[DueFact]]:
    """Values that hold no longer, with whatever they were put in place of: an end is recorded as a correction."""
    codes = frozenset(code for code, rule in rules.items() if rule.trigger is Trigger.PURPOSE_ENDED)
    rows = _sealed(codes).filter(valid_to__lte=today).order_by("subject_id")
    for batch in batches(list(rows.values_list("subject_id", flat=True).distinct())):
        facts = [fact for fact in facts_of(batch) if fact.element in codes]
        gone = _past(facts, rules, today)
        places = _districts({fact.subject for fact in gone})
        yield from _due(((one.id, one.subject, places[one.subject], one.element) for one in gone), rules)


def _past(facts: Sequence[LiveFact], rules: Rules, today: date) -> list[LiveFact]:
    known = {fact.id: fact for fact in facts}
    found: dict[UUID, LiveFact] = {}
    for fact in in_force(facts, entries_of(facts)):
        if fact.valid_to is None or not is_over(rules[fact.element], fact.valid_to, today):
            continue
        one: LiveFact | None = fact
        while one is not None and one.id not in found:
            found[one.id] = one
            one = known.get(one.corrects) if one.corrects else None
    return [fact for fact in found.values() if fact.sealed]


def _without_purpose(rules: Rules, today: date) -> Iterator[list[DueFact]]:
    """Values of elements all of whose purposes ended so long ago."""
    ends = {one.code: one.valid_to for one in purposes()}
    over = set()
    for element in catalogue(today).elements:
        rule, named = rules.get(element.code), element.property.purposes
        if rule is None or rule.trigger is not Trigger.PURPOSE_ENDED or not all(one in ends for one in named):
            continue
        if is_over(rule, max(ends[one] for one in named), today):
            over.add(element.code)
    if over:
        rows = _sealed(frozenset(over)).order_by("id")
        yield from _due(
            rows.values_list("id", "subject_id", "district", "element").iterator(chunk_size=500), rules
        )


def _sealed(codes: frozenset[str]) -> FactQuerySet:
    """Facts of these elements that still have a value, of people who are not forgotten."""
    rows = Fact.objects.in_scope(EVERYWHERE).filter(element__in=codes, sealed__isnull=False)
    return rows.exclude(sealed=b"").filter(subject__forgotten_at=None)


def _due(rows: Iterable[tuple[UUID, UUID, str, str]], rules: Rules) -> Iterator[list[DueFact]]:
    for batch in batches(rows):
        yield [DueFact(*row, rule=f"{rules[row[3]].trigger}+{rules[row[3]].months}") for row in batch]


def _districts(subjects: Iterable[UUID]) -> dict[UUID, str]:
    rows = Subject.objects.in_scope(EVERYWHERE).filter(pk__in=list(subjects))
    return dict(rows.values_list("id", "district"))


def _prove(due: Sequence[DueFact], today: date, by: Actor, at: datetime) -> None:
    def what(one: DueFact) -> tuple[str, str, str]:
        return one.district, one.element, one.rule

    for (district, element, rule), some in groupby(sorted(due, key=what), what):
        prove_deletion(
            held_class=f"value.{element}"[:80],
            rule=rule,
            subjects=[one.fact for one in some],
            district=district,
            day=today,
            by=by,
            at=at,
        )
