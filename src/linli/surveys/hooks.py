"""What higher rooms may listen to."""

from django.dispatch import Signal

# Sent inside the transaction when answers that count (submitted or approved) have come in, changed or gone.
# Arguments: campaign_id (UUID), division_codes (tuple of 12-digit codes), division_code (the code when there is
# exactly one, "" for a batch), at (datetime), by (Actor). A receiver that raises undoes the action.
return_changed = Signal()
