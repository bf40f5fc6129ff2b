"""Views: one domain call each, translated in and out."""
