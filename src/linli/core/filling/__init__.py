"""填表 · Filling: how a value that is kept looks on a department's form, cell by cell."""

from .intext import filled_text
from .shown import UnitMismatch, Value, shown
from .status import Status
from .style import Style, style_of
from .taken import taken

__all__ = ["Status", "Style", "UnitMismatch", "Value", "filled_text", "shown", "style_of", "taken"]
