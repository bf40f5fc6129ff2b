"""Tables: versions of elements, decisions about them, retirements, and code lists by edition."""

from linli.base.append_only import PastIsClosed
from linli.catalogue.models.code_list import CodeItem, CodeListEdition
from linli.catalogue.models.decision import Decision, Retirement
from linli.catalogue.models.version import ElementVersion, ProhibitedElement

__all__ = [
    "CodeItem",
    "CodeListEdition",
    "Decision",
    "ElementVersion",
    "PastIsClosed",
    "ProhibitedElement",
    "Retirement",
]
