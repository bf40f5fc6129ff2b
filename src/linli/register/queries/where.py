"""Where subjects are now, for the question who may see and change them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.sql import parts
from linli.register.models import Dwelling, Household, Organisation, Person, Subject, Thing
from linli.register.states import SubjectKind

ROWS = {
    SubjectKind.PERSON: Person,
    SubjectKind.HOUSEHOLD: Household,
    SubjectKind.DWELLING: Dwelling,
    SubjectKind.ORGANISATION: Organisation,
    SubjectKind.THING: Thing,
}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A subject's kind, the district of its ledger, whom it is shown under, and its place now.

    `code` is what a scope is held against: the division code, with ``G`` and the grid where there is one.
    """

    kind: SubjectKind
    district: str
    canonical: UUID
    division_code: str
    grid: str

    @property
    def code(self) -> str:
        """The place as a scope sees it."""
        return f"{self.division_code}G{self.grid}" if self.grid else self.division_code


def whereabouts(subjects: Iterable[UUID]) -> dict[UUID, Whereabouts]:
    """Of subjects that are not forgotten; one query, and one for each kind among them."""
    first: dict[UUID, tuple[SubjectKind, str, UUID, str, str]] = {}
    for part in parts(set(subjects)):
        rows = Subject.objects.in_scope(EVERYWHERE).filter(pk__in=part, forgotten_at=None)
        for one, kind, *rest in rows.values_list(
            "id", "kind", "district", "canonical_id", "division_code", "grid"
        ):
            first[one] = (SubjectKind(kind), *rest)  # type: ignore[assignment]
    by_kind: dict[SubjectKind, set[UUID]] = defaultdict(set)
    for kind, _district, canonical, _code, _grid in first.values():
        by_kind[kind].add(canonical)
    now: dict[UUID, tuple[str, str]] = {}
    for kind, ids in by_kind.items():
        for part in parts(ids):
            found = ROWS[kind].objects.in_scope(EVERYWHERE).filter(pk__in=part)
            now.update(
                {one: (code, grid) for one, code, grid in found.values_list("id", "division_code", "grid")}
            )
    return {
        one: Whereabouts(kind, district, canonical, *now.get(canonical, (code, grid)))
        for one, (kind, district, canonical, code, grid) in first.items()
    }
