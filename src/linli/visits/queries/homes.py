"""Households of a grid and the dwellings they live in."""

from linli.base.scope import Scope
from linli.register.models import Household
from linli.visits import rules


def dwellings_of(place: str) -> dict[str, str]:
    """Household to dwelling, as text; homes without a dwelling are left out."""
    rows = Household.objects.in_scope(Scope(rules.code_of(place))).filter(
        grid=rules.grid_of(place), dwelling__isnull=False
    )
    return {str(one): str(dwelling) for one, dwelling in rows.order_by("id").values_list("id", "dwelling_id")}
