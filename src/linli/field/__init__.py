"""走访应用 · The grid officer's door: the offline app, its protocol, and the endpoint for ODK Collect."""
