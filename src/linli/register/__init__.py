"""一本台账 · The one record: people, households, dwellings, organisations, things, each fact with its source."""
