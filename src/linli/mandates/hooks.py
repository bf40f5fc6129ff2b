"""What higher rooms may listen to."""

from django.dispatch import Signal

# Sent inside the transaction when a request has taken a step. Arguments: mandate (Mandate, saved), step (Step),
# at (datetime). A receiver that raises undoes the step.
mandate_moved = Signal()
