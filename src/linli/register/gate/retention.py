"""Deleting people when the catalogue's retention rules are over, with a proof of what went.

What is kept "until so many months after leaving" is counted from the day of death or of moving out; so is everything
else that the register holds of somebody, since nobody serves whoever has left. A person goes as a whole when the
longest rule that counts from leaving is over, and the longer rule of each value still held of them (what was paid to
them: sixty months): the key is destroyed, so that last month's backup cannot be read either
(`register.actions.forget_people`). Values whose own, shorter rule is over before that are destroyed by themselves: see
`expiry`. A household that nobody is left in waits for its own longest rule: see `homes`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.reading.actions import prove_deletion
from linli.catalogue.queries import catalogue
from linli.core.elements import Retention, Store, Trigger
from linli.register import actions
from linli.register.elements import kind_of
from linli.register.gate.homes import delete_homes, homes_kept
from linli.register.gate.leaving import days_of_leaving, is_over
from linli.register.gate.limits import BATCH, batches, rules_of, with_value
from linli.register.gate.places import EVERYWHERE, Whereabouts
from linli.register.ledger.people import members_of
from linli.register.models import Person
from linli.register.states import Status, SubjectKind


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many people were deleted, how many have left on a day that nobody recorded, and how many households that
    had waited for their own rule.
    """

    people: int
    undated: int
    households: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who died or moved away, and when; `left` is None where nobody recorded it."""

    subject: UUID
    district: str
    status: Status
    left: date | None


def delete_due(*, by: Actor, at: datetime) -> Deleted:
    """Delete everybody whose time is over; a batch a transaction, with one proof for each class and district.

    May be run again: who is gone is not found any more. Somebody without a day of leaving is counted, not guessed.
    """
    today = timezone.localtime(at).date()
    rule = longest_rule(today)
    people = undated = 0
    for batch in batches(gone(today)):
        undated += sum(one.left is None for one in batch)
        past = [one for one in batch if one.left is not None and is_over(rule, one.left, today)]
        due = _due(past, rule, today)
        if not due:
            continue
        with transaction.atomic():
            left = {one.subject: one.left for one in due if one.left is not None}
            keep = homes_kept(left, today)
            actions.forget_people(people=list(left), why=_("保存期限已到"), keep=keep, by=by, at=at)
            for (district, status, last), subjects in _classes(due).items():
                prove_deletion(
                    held_class=f"person.{status}",
                    rule=last,
                    subjects=subjects,
                    district=district,
                    day=today,
                    by=by,
                    at=at,
                )
        people += len(due)
    return Deleted(people, undated, delete_homes(by=by, at=at))


def longest_rule(today: date) -> Retention:
    """The longest rule that counts from leaving, over what the register may hold of people."""
    months = [
        element.property.retention.months
        for element in catalogue(today).elements
        if kind_of(element.code) == SubjectKind.PERSON
        and element.property.store is Store.REGISTER
        and element.property.retention.trigger is Trigger.LEFT
    ]
    return Retention(Trigger.LEFT, max((one for one in months if one is not None), default=None))


def gone(today: date) -> Iterator[Gone]:
    """Everybody on record who died or moved out."""
    rows = (
        Person.objects.in_scope(EVERYWHERE)
        .filter(status__in=(Status.DEAD, Status.MOVED_OUT))
        .order_by("id")
        .values_list("id", "district", "status", "death_date", "division_code", "grid")
    )
    for batch in batches(rows.iterator(chunk_size=BATCH)):
        found = [
            Whereabouts(
                row[0], (row[0],), (row[0],), SubjectKind.PERSON, row[4], death_date=row[3], has_left=True
            )
            for row in batch
        ]
        days = days_of_leaving(found, today)
        for id_, district, status, *_rest in batch:
            yield Gone(id_, district, Status(status), days.get(id_))


def _due(past: Iterable[Gone], rule: Retention, today: date) -> dict[Gone, Retention]:
    """Of people past the rule: those of whom nothing is held for longer, each with the last rule that held them."""
    last = dict.fromkeys(past, rule)
    longer = {
        code: one
        for code, one in rules_of(today, SubjectKind.PERSON).items()
        if (one.months or 0) > (rule.months or 0)
    }
    members = members_of(one.subject for one in last)
    of = {member: one for one in last for member in members[one.subject]}
    held = with_value(longer).filter(subject__in=list(of)).order_by().values_list("subject_id", "element")
    for subject, element in held.distinct():
        one = of[subject]
        last[one] = max(last[one], longer[element], key=lambda each: each.months or 0)
    return {
        one: each for one, each in last.items() if one.left is not None and is_over(each, one.left, today)
    }


def _classes(due: Mapping[Gone, Retention]) -> dict[tuple[str, Status, str], list[UUID]]:
    found: dict[tuple[str, Status, str], list[UUID]] = {}
    for one, rule in due.items():
        found.setdefault((one.district, one.status, f"{rule.trigger}+{rule.months}"), []).append(one.subject)
    return found
