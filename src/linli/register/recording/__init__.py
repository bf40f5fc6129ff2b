"""登记 · What recording is made of: checking what is handed in, and putting it into the ledger."""
