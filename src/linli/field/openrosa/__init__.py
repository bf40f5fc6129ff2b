"""OpenRosa: forms, what is known, and submissions for those who already use ODK Collect."""
