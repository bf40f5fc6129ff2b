"""Destroying single values when their own retention rule is over; whoever they were about stays on record."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from linli.base import bulk
from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.elements import LOOKUPS
from linli.register.hooks import values_erased
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.load import canonical_of
from linli.register.ledger.people import members_of
from linli.register.ledger.sql import among, parts
from linli.register.models import Erasure, Fact
from linli.register.projection import refresh
from linli.register.projection.lookups import reindex


@dataclass(frozen=True, slots=True)
class DueFact:
    """A fact whose value must go: whose, of which element, and by which rule ("left+6")."""

    fact: UUID
    subject: UUID
    district: str
    element: str
    rule: str


def erase_values(*, due: Sequence[DueFact], by: Actor, at: datetime) -> int:
    """Destroy the values of these facts; their shells, rows and index follow. Answers how many there were.

    For the product itself only: people do not pick values to destroy. Refusal: register.not_allowed.
    """
    if not by.is_system:
        raise refusals.not_allowed()
    if not due:
        return 0
    subjects = {one.subject for one in due}
    district_of = {one.subject: one.district for one in due}
    with audited(
        by=by,
        at=at,
        verb="register.erase_values",
        subject="register.Fact:several",
        place=min(set(district_of.values())) if len(set(district_of.values())) == 1 else "",
        detail={"values": len(due), "rules": dict(Counter(one.rule for one in due))},
    ):
        bulk.insert(
            Erasure,
            ("fact_id", "district", "element", "rule", "erased_at"),
            [(one.fact, one.district, one.element, one.rule, at) for one in due],
        )
        _empty([one.fact for one in due])
        indexed = {one.subject for one in due if one.element in LOOKUPS}
        reindex(indexed, {one: district_of[one] for one in indexed})
        _refresh(subjects, district_of, at)
        values = frozenset((one.subject, one.element) for one in due)
        values_erased.send(sender=Fact, values=values, gone=_nothing_left(values), at=at, by=by)
    return len(due)


def _empty(facts: Sequence[UUID]) -> None:
    """Overwrite ciphertext and plain value, leaving an empty `sealed` as the mark; on SQLite the freed bytes too."""
    nothing = "''::bytea" if connection.vendor == "postgresql" else "x''"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")
        for part in parts(facts):
            where, params = among("id", part)
            cursor.execute(
                f"UPDATE register_fact SET value = '', sealed = {nothing} WHERE {where}",  # noqa: S608  # our own names
                params,
            )


def _nothing_left(values: frozenset[tuple[UUID, str]]) -> frozenset[tuple[UUID, str]]:
    """Of what was erased, the (subject, element) of which no value stands; all ids of a merged subject are named."""
    shown = canonical_of({subject for subject, _element in values})
    members = members_of(set(shown.values()))
    held: set[tuple[UUID, str]] = set()
    for part in parts({one for all_of_it in members.values() for one in all_of_it}):
        rows = Fact.objects.in_scope(EVERYWHERE).filter(
            ~Q(value="") | (Q(sealed__isnull=False) & ~Q(sealed=b"")),
            subject__in=part,
            element__in={element for _subject, element in values},
        )
        held.update(rows.order_by().values_list("subject_id", "element"))
    whole = {(shown[subject], element) for subject, element in values if subject in shown}
    return frozenset(
        (member, element)
        for canonical, element in whole
        if not any((member, element) in held for member in members[canonical])
        for member in members[canonical]
    )


def _refresh(subjects: set[UUID], district_of: dict[UUID, str], at: datetime) -> None:
    shown = canonical_of(subjects)
    by_district: dict[str, set[UUID]] = defaultdict(set)
    for one, canonical in shown.items():
        by_district[district_of[one]].add(canonical)
    for district, some in by_district.items():
        refresh(some, local_day(at), district=district)
