"""A return that was opened, and a cell of it as a reader is shown it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.reading.states import Guarded
from linli.mandates.models import Mandate
from linli.register.gate.stops import Found
from linli.returns.models import Filling, Report, ReportStep
from linli.returns.states import Cell, Lock


@dataclass(frozen=True, slots=True)
class Opened:
    """A return with its mandate and the filling that is looked at."""

    report: Report
    mandate: Mandate
    filling: Filling
    lock: Lock | None
    steps: tuple[ReportStep, ...]
    versions: tuple[int, ...]
    """The numbers of the fillings that whoever opened it may look at."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell. `text` is masked; `classes` are what keeps it back, `found` why there is no value.

    `is_number`: of a community, and no register knows it; typed by `typed_by`, or by nobody yet.
    """

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
    is_number: bool = False
    typed_by: str = ""
