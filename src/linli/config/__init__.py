"""设置与入口 · Settings, URLs and server entry points; imported by nobody."""
