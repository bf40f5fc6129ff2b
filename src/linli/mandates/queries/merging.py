"""How many different questions are behind the fields of all requests in force: the same element is asked once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from linli.base.scope import Scope
from linli.core.elements import is_own_code
from linli.core.mandates import is_served
from linli.mandates.models import Mandate, MandateField
from linli.mandates.queries.overlap import field_key
from linli.mandates.states import ADMITTED


@dataclass(frozen=True, slots=True)
class MergedFields:
    """Of one department, or of all: `asked` fields on all forms, `distinct` questions behind them, `shared` fields
    that another department asks for too. A field that has no element is a question of its department alone.
    """

    requests: int
    asked: int
    distinct: int
    shared: int

    @property
    def cut(self) -> int:
        """By how many of a hundred fields merging makes them fewer, rounded down."""
        return 100 * (self.asked - self.distinct) // self.asked if self.asked else 0


def merged_fields(scope: Scope, *, on: date) -> tuple[MergedFields, dict[str, MergedFields]]:
    """All requests in force on a day that touch a place, together and by department. Two queries.

    A question is a field's element with its role, or the rule it counts by; what can be worked out from a finer one
    that is asked as well (a year of birth from a date of birth) is no question of its own.
    """
    held = Mandate.objects.touching(scope).filter(state__in=ADMITTED, starts_date__lte=on, ends_date__gt=on)
    bodies = dict(held.order_by("id").values_list("id", "body__name"))
    by_body: dict[str, list[str]] = defaultdict(list)
    fields = MandateField.objects.filter(mandate__in=list(bodies)).order_by("id")
    for field in fields.only("id", "mandate_id", "label", "element", "figure"):
        body = bodies[field.mandate_id]
        is_own = not field.figure and (not field.element or is_own_code(field.element))
        own = f"{body}/" if is_own else ""
        by_body[body].append(own + field_key(field))
    requests: dict[str, int] = defaultdict(int)
    for body in bodies.values():
        requests[body] += 1
    told = {body: _merged(requests[body], by_body[body], _elsewhere(by_body, body)) for body in requests}
    everything = [key for keys in by_body.values() for key in keys]
    whole = MergedFields(
        len(bodies), len(everything), _distinct(everything), sum(one.shared for one in told.values())
    )
    return whole, told


def _elsewhere(by_body: dict[str, list[str]], body: str) -> frozenset[str]:
    return frozenset(key for name, keys in by_body.items() if name != body for key in keys)


def _merged(requests: int, keys: list[str], elsewhere: frozenset[str]) -> MergedFields:
    shared = sum(is_served(key, elsewhere) for key in keys)
    return MergedFields(requests, len(keys), _distinct(keys), shared)


def _distinct(keys: list[str]) -> int:
    asked = frozenset(keys)
    return sum(not is_served(key, asked - {key}) for key in asked)
