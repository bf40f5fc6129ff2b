"""Tables of the room."""

from linli.territory.models.division import Division, DivisionQuerySet, NameKey
from linli.territory.models.edition import Activation, Edition, EditionChange, EditionList
from linli.territory.models.figure import CommunityFigure

__all__ = [
    "Activation",
    "CommunityFigure",
    "Division",
    "DivisionQuerySet",
    "Edition",
    "EditionChange",
    "EditionList",
    "NameKey",
]
