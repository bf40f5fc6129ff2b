"""填报 · Returns: what was asked for with a valid number, filled from the record, sent and approved."""
