"""Reads: elements of a day, their history, proposals, code lists, and what is held on residents."""

from linli.catalogue.queries.catalogue import (
    OWN,
    Catalogue,
    HeldClass,
    catalogue,
    element,
    elements,
    held_for_residents,
    mask,
    search,
    steady,
)
from linli.catalogue.queries.code_lists import code_items, code_list, words_of_lists
from linli.catalogue.queries.reference import knows_purpose, reference, seed_directory
from linli.catalogue.queries.versions import (
    Proposal,
    VersionRow,
    history,
    latest_record,
    open_proposals,
    proposal,
)
from linli.catalogue.queries.vocabulary import vocabulary

__all__ = [
    "OWN",
    "Catalogue",
    "HeldClass",
    "Proposal",
    "VersionRow",
    "catalogue",
    "code_items",
    "code_list",
    "element",
    "elements",
    "held_for_residents",
    "history",
    "knows_purpose",
    "latest_record",
    "mask",
    "open_proposals",
    "proposal",
    "reference",
    "search",
    "seed_directory",
    "steady",
    "vocabulary",
    "words_of_lists",
]
