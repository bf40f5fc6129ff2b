"""Views of the resident's pages."""
