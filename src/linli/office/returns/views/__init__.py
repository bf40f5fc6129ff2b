"""Pages of returns, by what they are for."""
