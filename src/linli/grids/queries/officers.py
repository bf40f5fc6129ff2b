"""Who serves which grid on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.grids.models import Assignment, Deputy, Handover
from linli.grids.queries.terms import grids_on, homes_of


def assignments_on(place: str, day: date) -> QuerySet[Assignment]:
    """Assignments in force in a place on a day, by grid."""
    found = Assignment.objects.in_scope(Scope(place)).filter(
        Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day
    )
    return found.order_by("grid_code")


def officers_on(place: str, day: date) -> dict[str, str]:
    """The officer's post of each grid that has one."""
    return dict(assignments_on(place, day).values_list("grid_code", "officer"))


def deputies_on(place: str, day: date) -> dict[str, Deputy]:
    """Who stands in, by grid."""
    found = Deputy.objects.in_scope(Scope(place)).filter(valid_from__lte=day, valid_to__gt=day)
    return {one.grid_code: one for one in found.order_by("grid_code")}


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """A grid in force and who serves it; `homes` of the record, `households` as the map counts them."""

    code: str
    kind: str
    name: str
    households: int
    homes: int
    assignment: Assignment | None
    deputy: Deputy | None

    @property
    def serving(self) -> str:
        """Whoever comes today: the deputy while one stands in."""
        if self.deputy is not None:
            return self.deputy.officer
        return self.assignment.officer if self.assignment is not None else ""


def officer_rows(place: str, day: date, first: int = 0, most: int | None = None) -> tuple[OfficerRow, ...]:
    """Grids in force in a place on a day, some of them for a page: three queries, and one for each community there."""
    grids = grids_on(place, day)[first : None if most is None else first + most]
    found = list(grids.values_list("code", "kind", "name", "households"))
    homes = homes_of({row[0][:12] for row in found}, day)
    officers = {one.grid_code: one for one in assignments_on(place, day)}
    deputies = deputies_on(place, day)
    return tuple(
        OfficerRow(code, kind, name, households, homes.get(code, 0), officers.get(code), deputies.get(code))
        for code, kind, name, households in found
    )


def vacant_count(place: str, day: date) -> int:
    """How many grids have no officer."""
    served = assignments_on(place, day).filter(grid_code=OuterRef("code")).order_by()
    return int(grids_on(place, day).filter(~Exists(served)).count())


def open_handovers(place: str) -> QuerySet[Handover]:
    """Handovers that the next officer has not taken over yet."""
    found = Handover.objects.in_scope(Scope(place)).filter(taken_at=None)
    return found.select_related("giver", "taker").order_by("made_at", "id")


def posts_for(code: str) -> list[tuple[UUID, str]]:
    """Posts of grid officers that may serve a grid: bound to it, or to its community as a whole."""
    posts = Post.objects.in_scope(Scope(code[:12])).filter(
        Q(grid_suffix=code[12:]) | Q(grid_suffix=""), role=Role.GRID_OFFICER, closed_at=None
    )
    return [
        (post.pk, str(post)) for post in posts.select_related("body").order_by("grid_suffix", "title", "id")
    ]
