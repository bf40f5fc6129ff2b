"""What households did not wish to tell: how many, of what, to whom; never which household."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.base.scope import Scope
from linli.visits.models import CollectionTask
from linli.visits.queries.asking import since_lately
from linli.visits.rules import code_of
from linli.visits.states import TaskState


@dataclass(frozen=True, slots=True)
class RefusedElement:
    """An element that `homes` households of `communities` communities did not wish to tell these departments."""

    element: str
    homes: int
    communities: int
    departments: tuple[str, ...]


def refused_elements(scope: Scope, today: date) -> tuple[RefusedElement, ...]:
    """Those of the last year, the most refused first. One query; a household counts once for an element, however many
    departments asked.
    """
    homes: dict[str, set[UUID]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    departments: dict[str, set[str]] = defaultdict(set)
    rows = (
        CollectionTask.objects.in_scope(scope)
        .filter(state=TaskState.REFUSED, changed_at__gte=since_lately(today))
        .order_by("id")
        .values_list("household", "place", "asks", "collection__elements", "collection__department")
    )
    for household, place, asks, elements, department in rows:
        for element in elements if asks is None else asks:
            homes[element].add(household)
            places[element].add(code_of(place))
            departments[element].add(department)
    found = (
        RefusedElement(one, len(homes[one]), len(places[one]), tuple(sorted(departments[one])))
        for one in homes
    )
    return tuple(sorted(found, key=lambda one: (-one.homes, one.element)))
