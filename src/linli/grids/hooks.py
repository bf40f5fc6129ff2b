"""What higher rooms may listen to."""

from django.dispatch import Signal

# Sent when homes of a community have been told their new grid in the record, after that was committed. Arguments:
# community (12 digits), from_date (date), at (datetime), by (Actor). Receivers bring along what hangs on a grid's code.
grids_changed = Signal()
