"""Views of the field door."""
