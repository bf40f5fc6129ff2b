"""What follows from an entry that may be used: values in the register, a visit, a report, a photo."""

from linli.visits.applying.context import Applied, Incoming, NotUsable, save_rows
from linli.visits.applying.photo import apply_photo
from linli.visits.applying.report import apply_report
from linli.visits.applying.visit import apply_visit

APPLIERS = {"visit": apply_visit, "report": apply_report, "photo": apply_photo}

__all__ = ["APPLIERS", "Applied", "Incoming", "NotUsable", "save_rows"]
