"""Destroying single values whose own retention rule is over, with a proof of what went.

Three things end the time of a value. Its subject ended: a person died or moved away, the last person of a household was
deleted, an organisation was struck off;
then every rule counts from that day, since nobody serves, employs or looks after whoever is gone. The value itself
ended (an allowance that is paid no more, a keeper who was replaced). Every purpose that the catalogue names for the
element has ended in the register of purposes. What tells when somebody left goes with the person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.base.reading.actions import prove_deletion
from linli.base.reading.queries import purposes
from linli.catalogue.queries import catalogue
from linli.core.elements import Trigger
from linli.register import actions
from linli.register.actions import DueFact
from linli.register.elements import kind_of
from linli.register.gate.closing import days_of_closing, struck_off
from linli.register.gate.homes import waiting_homes
from linli.register.gate.leaving import is_over
from linli.register.gate.limits import Rules, batches, rules_of, with_value
from linli.register.gate.places import EVERYWHERE
from linli.register.gate.retention import gone
from linli.register.ledger.facts import LiveFact, entries_of, facts_of, in_force
from linli.register.ledger.people import members_of
from linli.register.models import Subject
from linli.register.states import SubjectKind

# Rules that the end of the value itself starts. What is kept until its subject has gone outlives its own end: a
# former name stays as long as the name. Of a dwelling, household or thing nobody records that it has gone, and "left"
# means whoever owned or rented it.
BY_ITSELF = frozenset({Trigger.PURPOSE_ENDED, Trigger.POST_ENDED, Trigger.REPLACED})


def erase_due(*, by: Actor, at: datetime) -> int:
    """Erase every value whose own time is over; a batch a transaction, a proof for each element, rule and district.

    May be run again: what is erased is not found any more. Answers how many values went.
    """
    today = timezone.localtime(at).date()
    rules = rules_of(today)
    erased = 0
    # One after the other: what went by one reason must not be found again by the next.
    for due in chain(
        _left(today), _empty(today), _closed(today), _ended(rules, today), _without_purpose(rules, today)
    ):
        with transaction.atomic():
            erased += actions.erase_values(due=due, by=by, at=at)
            _prove(due, today, by, at)
    return erased


def _left(today: date) -> Iterator[list[DueFact]]:
    """Of people who died or moved away. Who is past the longest rule is deleted as a whole, not value by value."""
    rules = rules_of(today, SubjectKind.PERSON)
    for batch in batches(gone(today)):
        yield from _of_gone({one.subject: one.left for one in batch if one.left is not None}, rules, today)


def _empty(today: date) -> Iterator[list[DueFact]]:
    """Of households that nobody is left in, while they wait for their longest rule."""
    rules = rules_of(today, SubjectKind.HOUSEHOLD)
    for batch in batches(waiting_homes().items()):
        yield from _of_gone(dict(batch), rules, today)


def _closed(today: date) -> Iterator[list[DueFact]]:
    """Of organisations that were struck off."""
    rules = rules_of(today, SubjectKind.ORGANISATION)
    for batch in batches(struck_off()):
        yield from _of_gone(days_of_closing(batch, today), rules, today)


def _of_gone(ends: Mapping[UUID, date], rules: Rules, today: date) -> Iterator[list[DueFact]]:
    members = members_of(ends)
    over: dict[frozenset[str], list[UUID]] = defaultdict(list)
    for subject, end in ends.items():
        codes = frozenset(code for code, rule in rules.items() if is_over(rule, end, today))
        over[codes].extend(members[subject])
    for codes, subjects in over.items():
        if codes:
            rows = with_value(codes).filter(subject__in=subjects)
            yield from _due(rows.values_list("id", "subject_id", "district", "element"), rules)


def _ended(rules: Rules, today: date) -> Iterator[list[DueFact]]:
    """Values that hold no longer, with whatever they were put in place of: an end is recorded as a correction."""
    codes = frozenset(code for code, rule in rules.items() if _ends_by_itself(code, rule.trigger))
    rows = with_value(codes).filter(valid_to__lte=today).order_by("subject_id")
    for batch in batches(list(rows.values_list("subject_id", flat=True).distinct())):
        facts = facts_of(batch, codes)
        gone = _past(facts, rules, today)
        places = _districts({fact.subject for fact in gone})
        yield from _due(((one.id, one.subject, places[one.subject], one.element) for one in gone), rules)


def _ends_by_itself(code: str, trigger: Trigger) -> bool:
    return trigger in BY_ITSELF or (trigger is Trigger.LEFT and kind_of(code) is not SubjectKind.PERSON)


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
    return [fact for fact in found.values() if fact.sealed or fact.value]


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
        rows = with_value(frozenset(over)).order_by("id")
        yield from _due(
            rows.values_list("id", "subject_id", "district", "element").iterator(chunk_size=500), rules
        )


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
