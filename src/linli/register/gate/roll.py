"""Who belongs to a place now, by pseudonyms: what an export is asked for."""

from uuid import UUID

from linli.base.scope import Scope
from linli.register.models import Person
from linli.register.states import LIVING_HERE


def people_of(scope: Scope, most: int) -> list[UUID]:
    """The people living in a place, at most so many, in the order of their grids."""
    rows = (
        Person.objects.in_scope(scope).filter(status__in=LIVING_HERE).order_by("division_code", "grid", "id")
    )
    return list(rows.values_list("id", flat=True)[:most])
