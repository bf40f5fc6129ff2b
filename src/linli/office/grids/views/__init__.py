"""Views of the grid pages."""
