"""What higher rooms may listen to."""

from django.dispatch import Signal

# Sent inside the transaction in which fields that were a department's own become fields of an admitted element.
# Arguments: fields (frozenset of the ids of form fields), element (code), at (datetime), by (Actor).
fields_adopted = Signal()
