"""计量 · What admitted requests still need asked, made into tasks; how much was filled, checked and typed, and how long it took."""
