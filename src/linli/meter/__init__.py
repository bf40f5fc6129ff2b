"""计量 · What admitted requests still need asked, made into tasks; what was filled, checked and typed, and how fast."""
