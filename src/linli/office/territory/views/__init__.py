"""Views of the pages about places."""
