"""Which other requests ask the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from linli.mandates.models import Mandate, MandateField
from linli.mandates.queries.lists import places_of
from linli.mandates.states import ADMITTED, OPEN, State


class Relation(StrEnum):
    """How a request stands to another: the same, within it, sharing fields with it."""

    SAME = "same"
    COVERED = "covered"
    OVERLAPS = "overlaps"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another request with the fields both ask, in places and a period both touch."""

    id: UUID
    title: str
    body: str
    state: State
    control_number: str
    relation: Relation
    shared: tuple[str, ...]


def field_key(field: MandateField) -> str:
    """What a field asks: its data element, or its own words where it has none."""
    return field.element or "".join(field.label.split())


def overlaps(one: Mandate, fields: Iterable[MandateField], places: Iterable[str]) -> tuple[Overlap, ...]:
    """Requests waiting or in force that share fields, places and time, the closest first. Three queries."""
    asked = {field_key(field): field.label for field in fields}
    here = tuple(places)
    others = (
        Mandate.objects.filter(district=one.district, state__in=[*ADMITTED, *OPEN])
        .exclude(pk=one.pk)
        .select_related("body")
        .prefetch_related("fields", "places")
        .order_by("-submitted_at", "-id")
    )
    found = [_overlap(one, asked, here, other) for other in others if asked]
    kept = [overlap for overlap in found if overlap is not None]
    return tuple(
        sorted(kept, key=lambda overlap: (list(Relation).index(overlap.relation), -len(overlap.shared)))
    )


def _overlap(one: Mandate, asked: dict[str, str], here: tuple[str, ...], other: Mandate) -> Overlap | None:
    there = places_of(other, other.places.all())
    if not (_touch(here, there) and _same_time(one, other)):
        return None
    keys = {field_key(field) for field in other.fields.all()}
    shared = [label for key, label in asked.items() if key in keys]
    if not shared:
        return None
    within = len(shared) == len(asked) and _inside(here, there)
    same = within and len(keys) == len(asked) and _inside(there, here)
    relation = Relation.SAME if same else Relation.COVERED if within else Relation.OVERLAPS
    return Overlap(
        other.pk,
        other.title,
        other.body.name,
        State(other.state),
        other.control_number or "",
        relation,
        tuple(shared),
    )


def _touch(left: Iterable[str], right: tuple[str, ...]) -> bool:
    return any(a.startswith(b) or b.startswith(a) for a in left for b in right)


def _inside(inner: Iterable[str], outer: tuple[str, ...]) -> bool:
    return all(any(place.startswith(wide) for wide in outer) for place in inner)


def _same_time(one: Mandate, other: Mandate) -> bool:
    latest_start = max(one.starts_date or date.min, other.starts_date or date.min)
    return latest_start < min(one.ends_date or date.max, other.ends_date or date.max)
