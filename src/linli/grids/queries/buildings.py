"""Homes counted per building, as the ground has them."""

from django.db.models import QuerySet

from linli.grids.models import Ground, GroundBuilding, GroundCommunity


def communities_of(ground: Ground) -> QuerySet[GroundCommunity]:
    """The communities of a ground, in the order of their codes."""
    return GroundCommunity.objects.filter(ground=ground).defer("shape").order_by("number")


def buildings_of(ground: Ground, *, community: str = "", least: int = 0) -> QuerySet[GroundBuilding]:
    """Buildings with at least `least` households, most first; those of one community, or all of them."""
    found = GroundBuilding.objects.filter(ground=ground, households__gte=least).defer("shape")
    if community:
        found = found.filter(community=community)
    return found.order_by("-households", "number")
