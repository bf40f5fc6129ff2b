"""Tables: mandates with places, fields and steps; refusals by communities; the register of the five too-manys."""

from linli.mandates.models.community import BurdenItem, CommunityRefusal
from linli.mandates.models.mandate import Mandate, MandateField, MandatePlace, MandateStep

__all__ = ["BurdenItem", "CommunityRefusal", "Mandate", "MandateField", "MandatePlace", "MandateStep"]
