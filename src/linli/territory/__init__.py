"""区划 · Territory: divisions over time, editions of the national list, and what is known of a community."""
