"""All phrases together: name of a property -> what it is called."""

from collections.abc import Mapping

from . import identity, places, welfare
from .expand import expand, loose

_PATTERNS = identity.PHRASES | welfare.PHRASES | places.PHRASES
PHRASES: Mapping[str, tuple[str, ...]] = {name: expand(patterns) for name, patterns in _PATTERNS.items()}
LOOSE: Mapping[str, frozenset[str]] = {name: loose(patterns) for name, patterns in _PATTERNS.items()}
