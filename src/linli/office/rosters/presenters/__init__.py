"""What the roster pages show, in words."""
