"""What the resident reads, in plain sentences."""
