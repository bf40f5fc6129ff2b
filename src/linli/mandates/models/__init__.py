"""Tables: mandates with places, fields and steps; refusals by communities; the five too-manys; measured time."""

from linli.mandates.models.community import BurdenItem, CommunityRefusal
from linli.mandates.models.days import DistrictDay
from linli.mandates.models.mandate import Mandate, MandateField, MandatePlace, MandateStep
from linli.mandates.models.minutes import MeasuredMinutes

__all__ = [
    "BurdenItem",
    "CommunityRefusal",
    "DistrictDay",
    "Mandate",
    "MandateField",
    "MandatePlace",
    "MandateStep",
    "MeasuredMinutes",
]
