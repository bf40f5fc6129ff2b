"""填报的门 · The door to returns: communities, sub-districts, departments."""
