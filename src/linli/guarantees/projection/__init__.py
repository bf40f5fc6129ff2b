"""From answers to the room's tables."""
