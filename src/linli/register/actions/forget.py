"""Deleting people: their keys go, and with them every value of theirs, in the database and in every copy of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
from linli.register.models import Lookup, Subject
from linli.register.projection import refresh
from linli.register.projection.around import pointing_to
from linli.register.queries.homes import households_of, lived_in
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


def forget_people(
    *, people: Sequence[UUID], why: str, keep: Mapping[UUID, date] | None = None, by: Actor, at: datetime
) -> Forgotten:
    """Delete people for good, with everything that was merged into them, and the households they leave empty.

    `keep` names households that stay although nobody is left in them, because their own values may be kept longer,
    each with the day since when: `forget_households` deletes them later.

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
        empty = _without(_empty(gone), keep or {})
        _mark(empty, at)
        _remove(gone | empty, dependent, {one.district for one in places.values()}, by, at)
        entry.subject = f"register.Subject:{min(whole)}" if len(whole) == 1 else "register.Subject:several"
        entry.detail = {
            "people": len(whole),
            "subjects": len(gone),
            "households": len(empty),
            "ids": [str(one) for one in sorted(whole)[:MOST_NAMED]],
        }
    return Forgotten(len(whole), len(gone), len(empty))


def forget_households(*, households: Sequence[UUID], why: str, by: Actor, at: datetime) -> int:
    """Delete households that nobody is left in, once their own rules are over; for the product itself.

    Answers how many subjects went, merged ones included. Refusals: register.not_allowed, subject_unknown.
    """
    if not by.is_system:
        raise refusals.not_allowed()
    places = whereabouts(households)
    if any(place.kind is not SubjectKind.HOUSEHOLD for place in places.values()):
        raise refusals.subject_unknown()
    whole = {place.canonical for place in places.values()}
    if whole & lived_in(whole):
        raise refusals.subject_unknown()
    with audited(
        by=by, at=at, verb="register.forget_households", subject="register.Subject:several", why=why
    ) as entry:
        gone = {one for all_of_it in members_of(whole).values() for one in all_of_it}
        dependent = pointing_to(whole) - gone
        _mark(gone, at)
        _remove(gone, dependent, {one.district for one in places.values()}, by, at)
        entry.detail = {"households": len(whole), "subjects": len(gone)}
    return len(gone)


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


def _remove(gone: set[UUID], dependent: set[UUID], districts: set[str], by: Actor, at: datetime) -> None:
    """Index and rows of deleted subjects now, their keys when this is committed; other rooms hear of it."""
    bulk.delete(Lookup, sorted(gone), "subject_id")
    people_forgotten.send(sender=Subject, subjects=frozenset(gone), at=at, by=by)
    for district in districts:
        refresh(gone | dependent, local_day(at), district=district)
    transaction.on_commit(partial(_remove_keys, sorted(gone)))


def _without(empty: set[UUID], keep: Mapping[UUID, date]) -> set[UUID]:
    """The empty households but for those that wait; since when is written down, since nobody is left to tell."""
    members = members_of(keep)
    for home, day in keep.items():
        Subject.objects.in_scope(EVERYWHERE).filter(pk=home).update(left_date=day)
    return empty - {one for all_of_it in members.values() for one in all_of_it}


def _empty(gone: set[UUID]) -> set[UUID]:
    """Households that only forgotten people ever belonged to, with all that was merged into them."""
    members = members_of(households_of(gone))
    lived = lived_in(members)
    return {one for home, all_of_it in members.items() if home not in lived for one in all_of_it}
