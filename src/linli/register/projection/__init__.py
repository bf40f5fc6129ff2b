"""投影 · Typed tables worked out from the ledger: made anew for what an act touched, or for a whole district."""

from linli.register.projection.refresh import Fresh, Refreshed, refresh
from linli.register.projection.whole import rebuild_district

__all__ = ["Fresh", "Refreshed", "rebuild_district", "refresh"]
