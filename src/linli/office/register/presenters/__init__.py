"""What the pages show, worked out from what the record says."""
