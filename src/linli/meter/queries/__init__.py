"""Reads of the room."""

from linli.meter.queries.figures import Meter, MeterRow, growth, meter
from linli.meter.queries.tasks import GridProgress, RequestProgress, TaskBoard, task_board

__all__ = [
    "GridProgress",
    "Meter",
    "MeterRow",
    "RequestProgress",
    "TaskBoard",
    "growth",
    "meter",
    "task_board",
]
