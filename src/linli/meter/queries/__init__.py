"""Reads of the room."""

from linli.meter.queries.figures import Measured, Meter, MeterRow, growth, measured_by_department, meter
from linli.meter.queries.tasks import GridProgress, RequestProgress, TaskBoard, task_board

__all__ = [
    "GridProgress",
    "Measured",
    "Meter",
    "MeterRow",
    "RequestProgress",
    "TaskBoard",
    "growth",
    "measured_by_department",
    "meter",
    "task_board",
]
