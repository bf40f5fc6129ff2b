"""Views of the register pages."""
