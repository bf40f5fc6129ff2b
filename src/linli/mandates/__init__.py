"""准入事项 · What departments ask of communities: applied for, checked, costed, decided, numbered, or refused."""
