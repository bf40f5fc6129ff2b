"""Views of the survey pages, a file per noun."""
