"""Tables: codes of the counter, residents' accounts, requests for correction."""

from linli.rights.models.access import AccessCode, ResidentAccount
from linli.rights.models.correction import Correction

__all__ = ["AccessCode", "Correction", "ResidentAccount"]
