"""范围 · Scopes: which rows a form asks for, how two of them lie to each other, and both in words."""

from .from_elements import vocabulary_of_elements
from .model import Comparison, Condition, Operator, Relation, Scope, ScopeError, Unit
from .records import record_of, scope_of
from .relate import as_birth, compare, is_empty
from .rows import holds
from .vocabulary import STANDARD, Kind, Term, Vocabulary
from .words import read, say

__all__ = [
    "STANDARD",
    "Comparison",
    "Condition",
    "Kind",
    "Operator",
    "Relation",
    "Scope",
    "ScopeError",
    "Term",
    "Unit",
    "Vocabulary",
    "as_birth",
    "compare",
    "holds",
    "is_empty",
    "read",
    "record_of",
    "say",
    "scope_of",
    "vocabulary_of_elements",
]
