"""Tables of the visits room, one file per noun."""

from linli.visits.models.collection import Collection, CollectionTask, Notice
from linli.visits.models.device import Device, Turn
from linli.visits.models.envelope import Clash, CollectedValue, Envelope, Photo, SetAside
from linli.visits.models.gone import GoneValue
from linli.visits.models.visit import CallBack, FieldReport, Signal, Visit

__all__ = [
    "CallBack",
    "Clash",
    "CollectedValue",
    "Collection",
    "CollectionTask",
    "Device",
    "Envelope",
    "FieldReport",
    "GoneValue",
    "Notice",
    "Photo",
    "SetAside",
    "Signal",
    "Turn",
    "Visit",
]
