"""A cell of a return as a reader is shown it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.reading.states import Guarded
from linli.register.gate.stops import Found
from linli.returns.states import Cell


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell. `text` is masked; `classes` are what keeps it back, `found` why there is no value."""

    position: int
    status: Cell
    text: str = ""
    found: Found = Found.NOTHING
    element: str = ""
    code_list: str = ""
    kind: str = ""
    is_whole: bool = True
    source: str = ""
    method: str = ""
    as_of: date | None = None
    recorded_at: datetime | None = None
    classes: frozenset[Guarded] = frozenset()
    subject: UUID | None = None
