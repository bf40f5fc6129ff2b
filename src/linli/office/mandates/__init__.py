"""准入 · The access gate: what departments ask, what the office decides, what communities bear."""
