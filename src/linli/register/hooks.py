"""What higher rooms may listen to."""

from django.dispatch import Signal

# Sent inside the transaction in which people are deleted for good. Arguments: subjects (frozenset of UUIDs, merged
# ones and emptied households included), at (datetime), by (Actor). Receivers remove what they keep about them beside
# the ledger; one that raises undoes the deletion.
people_forgotten = Signal()

# Sent inside the transaction in which values are erased because their own time is over. Arguments: values (frozenset
# of (subject, element)), gone (those of them of which no value stands any more, under every id of a merged subject),
# at, by. Receivers remove the copies they keep beside the ledger; what they keep about an element as a whole goes
# with `gone` only, since an allowance of five years ago says nothing of today's.
values_erased = Signal()
