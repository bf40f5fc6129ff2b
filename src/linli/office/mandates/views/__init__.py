"""Pages of the gate, by who uses them."""
