"""数据元 · Data elements: what may be known about a subject, how it is masked and kept, and what is never held."""

from .check import Fault, faults_of_catalogue, faults_of_property
from .kinds import (
    Information,
    Publish,
    Sensitivity,
    Store,
    Subject,
    Trigger,
    ValueKind,
    Volatility,
)
from .load import Seed, SeedError, load_directory
from .masks import Mask, mask_value
from .model import (
    Basis,
    CodeItem,
    CodeList,
    Department,
    Derivation,
    Element,
    Law,
    Property,
    Purpose,
    Retention,
    RolePath,
    ValueType,
    Words,
)
from .own import OwnField, is_own_code, own_code, own_list, own_property
from .prohibited import Banned, Draft, Finding, draft_of, findings_in_label, findings_of
from .record import element_from_record, element_to_record
from .search import Searchable, matches

__all__ = [
    "Banned",
    "Basis",
    "CodeItem",
    "CodeList",
    "Department",
    "Derivation",
    "Draft",
    "Element",
    "Fault",
    "Finding",
    "Information",
    "Law",
    "Mask",
    "OwnField",
    "Property",
    "Publish",
    "Purpose",
    "Retention",
    "RolePath",
    "Searchable",
    "Seed",
    "SeedError",
    "Sensitivity",
    "Store",
    "Subject",
    "Trigger",
    "ValueKind",
    "ValueType",
    "Volatility",
    "Words",
    "draft_of",
    "element_from_record",
    "element_to_record",
    "faults_of_catalogue",
    "faults_of_property",
    "findings_in_label",
    "findings_of",
    "is_own_code",
    "load_directory",
    "mask_value",
    "matches",
    "own_code",
    "own_list",
    "own_property",
]
