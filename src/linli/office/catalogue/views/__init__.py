"""Views: browsing and retiring, proposing and deciding, and the public page."""
