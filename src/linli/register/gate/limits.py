"""For how long the catalogue lets the register keep what it holds, and the facts that still hold a value."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db.models import Q

from linli.catalogue.queries import catalogue
from linli.core.elements import Retention, Store
from linli.register.elements import kind_of
from linli.register.gate.closing import STATE
from linli.register.gate.leaving import MOVED_OUT
from linli.register.gate.places import EVERYWHERE
from linli.register.models import Fact
from linli.register.models.fact import FactQuerySet
from linli.register.states import SubjectKind

# What tells when somebody left goes with the person. That an organisation was struck off tells of nobody, and what
# is recorded of it later is measured by it.
TELLING = frozenset({MOVED_OUT, "self.death_date", "self.is_deceased", STATE})
BATCH = 500
R = TypeVar("R")
Rules = Mapping[str, Retention]


def rules_of(today: date, *kinds: SubjectKind) -> Rules:
    """Element -> rule, of what the register holds of these kinds of subjects (none named: all) for a limited time."""
    return {
        element.code: element.property.retention
        for element in catalogue(today).elements
        if element.property.store is Store.REGISTER
        and element.property.retention.months is not None
        and element.code not in TELLING
        and kind_of(element.code) in (kinds or tuple(SubjectKind))
    }


def with_value(codes: Collection[str]) -> FactQuerySet:
    """Facts of these elements that still have a value, sealed or in the clear, of subjects not forgotten."""
    has_value = ~Q(value="") | (Q(sealed__isnull=False) & ~Q(sealed=b""))
    return Fact.objects.in_scope(EVERYWHERE).filter(
        has_value, element__in=codes, object=None, subject__forgotten_at=None
    )


def batches(rows: Iterable[R]) -> Iterator[list[R]]:
    """The rows in lists of at most BATCH."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
