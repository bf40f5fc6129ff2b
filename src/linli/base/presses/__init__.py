"""按一次算一次 · One press of a button counts once."""
