"""名册 · Pages for bringing rosters in, deciding doubtful pairs and accepting reported changes."""
