"""Deleting people: their keys go, and with them every value of theirs, in the database and in every copy of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.base import bulk
from linli.base.audit.trail import audited
from linli.base.crypto.opened import cipher
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.hooks import people_forgotten
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.people import members_of
from linli.register.ledger.sql import parts
from linli.register.models import Fact, Lookup, Subject
from linli.register.projection import refresh
from linli.register.projection.around import pointing_to
from linli.register.queries.keys import forgotten_with_keys
from linli.register.queries.where import whereabouts
from linli.register.rules import common_prefix, may_rule
from linli.register.states import SubjectKind

MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many people, with how many subjects of theirs, and how many households that nobody is left in."""

    people: int
    subjects: int
    households: int


def forget_people(*, people: Sequence[UUID], why: str, by: Actor, at: datetime) -> Forgotten:
    """Delete people for good, with everything that was merged into them, and the households they leave empty.

    Rows and index go in this transaction; the keys go when it is committed, after which nothing of theirs can be
    read, last month's backup included. Facts stay as sealed bytes under a pseudonym. A crash between the two is
    made good by `finish_forgetting`. Refusals: register.subject_unknown, not_allowed, needs_reason.
    """
    if not why.strip():
        raise Refusal("register.needs_reason", _("请写明理由。"))
    places = whereabouts(people)
    if set(people) - places.keys() or any(place.kind is not SubjectKind.PERSON for place in places.values()):
        raise refusals.subject_unknown()
    if not all(may_rule(by, place.division_code[:6]) for place in places.values()):
        raise refusals.not_allowed()
    whole = {place.canonical for place in places.values()}
    place = common_prefix([one.division_code for one in places.values()])
    with audited(
        by=by, at=at, verb="register.forget_people", subject="register.Subject:", place=place, why=why
    ) as entry:
        gone = {one for all_of_it in members_of(whole).values() for one in all_of_it}
        dependent = pointing_to(whole) - gone
        _mark(gone, at)
        empty = _empty(gone)
        _mark(empty, at)
        bulk.delete(Lookup, sorted(gone | empty), "subject_id")
        people_forgotten.send(sender=Subject, subjects=frozenset(gone | empty), at=at, by=by)
        for district in {one.district for one in places.values()}:
            refresh(gone | empty | dependent, local_day(at), district=district)
        entry.subject = f"register.Subject:{min(whole)}" if len(whole) == 1 else "register.Subject:several"
        entry.detail = {
            "people": len(whole),
            "subjects": len(gone),
            "households": len(empty),
            "ids": [str(one) for one in sorted(whole)[:MOST_NAMED]],
        }
        transaction.on_commit(partial(_remove_keys, sorted(gone | empty)))
    return Forgotten(len(whole), len(gone), len(empty))


def finish_forgetting(*, by: Actor, at: datetime) -> int:
    """Remove keys of forgotten people that a crash left behind; run daily. Answers how many there were."""
    left = forgotten_with_keys()
    if left:
        with audited(
            by=by,
            at=at,
            verb="register.finish_forgetting",
            subject="register.Subject:several",
            detail={"keys": len(left)},
        ):
            transaction.on_commit(partial(_remove_keys, left))
    return len(left)


def _remove_keys(subjects: list[UUID]) -> None:
    cipher().forget(subjects)


def _mark(subjects: Iterable[UUID], at: datetime) -> None:
    for part in parts(subjects):
        Subject.objects.in_scope(EVERYWHERE).filter(pk__in=part).update(forgotten_at=at)


def _empty(gone: set[UUID]) -> set[UUID]:
    """Households that only forgotten people ever belonged to."""
    pointed: set[UUID] = set()
    for part in parts(gone):
        rows = Fact.objects.in_scope(EVERYWHERE).filter(subject__in=part, element="self.household")
        pointed |= set(rows.values_list("object_id", flat=True)) - {None}
    left = set()
    for home, all_of_it in members_of(pointed).items():
        people = Subject.objects.in_scope(EVERYWHERE).filter(
            pk__in=pointing_to([home]), kind=SubjectKind.PERSON, forgotten_at=None
        )
        if not people.exists():
            left |= set(all_of_it)
    return left
