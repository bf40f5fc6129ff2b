"""居民的门 · Pages for residents: their own record, who looked at it, and what they can ask for."""
