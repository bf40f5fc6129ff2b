"""居民权利 · What a resident may do about their own record: look, have it corrected, take it along."""
