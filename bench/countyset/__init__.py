"""The forms of one county, for county.py."""
