"""认表 · Forms: their layout read, their fields matched to data elements, who is meant and who must be asked."""

from .catalogue import Catalogue
from .from_elements import catalogue_of_elements
from .labels import indicator_key
from .matcher import Matcher
from .memory import Confirmation, Memory
from .model import NONE, Candidate, Element, Field, Form, Match
from .records import RecordError, catalogue_of, confirmations_of, form_of, prediction_of

__all__ = [
    "NONE",
    "Candidate",
    "Catalogue",
    "Confirmation",
    "Element",
    "Field",
    "Form",
    "Match",
    "Matcher",
    "Memory",
    "RecordError",
    "catalogue_of",
    "catalogue_of_elements",
    "confirmations_of",
    "form_of",
    "indicator_key",
    "prediction_of",
]
