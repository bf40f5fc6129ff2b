"""Views of the reading pages."""
