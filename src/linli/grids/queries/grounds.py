"""Grounds of a place."""

from django.db.models import QuerySet

from linli.base.scope import Scope
from linli.grids.models import Ground, GroundCommunity


def communities_of(ground: Ground) -> QuerySet[GroundCommunity]:
    """The communities of a ground by their codes, without their shapes."""
    return GroundCommunity.objects.filter(ground=ground).defer("shape").order_by("code")


def grounds_in(place: str) -> QuerySet[Ground]:
    """Grounds of a place, the newest first."""
    return Ground.objects.in_scope(Scope(place)).order_by("-created_at", "-id")
