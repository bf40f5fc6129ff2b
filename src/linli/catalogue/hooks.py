"""What higher rooms may listen to."""

from django.dispatch import Signal

# Sent inside the transaction in which a proposed version is admitted. Arguments: version (ElementVersion), at
# (datetime), by (Actor).
element_admitted = Signal()
