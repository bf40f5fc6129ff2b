"""整份交回 · A filled file that is handed in: found again row by row, and only what was missing is taken from it."""
