"""Answers of the room as rows of the pages."""
