"""Reads of the room."""

from linli.visits.queries.devices import Carrier, carrier_of, device_by_id, devices_in, in_community, in_use
from linli.visits.queries.receipts import receipts_of

__all__ = ["Carrier", "carrier_of", "device_by_id", "devices_in", "in_community", "in_use", "receipts_of"]
