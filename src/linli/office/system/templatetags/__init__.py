"""模板过滤器 · Template filters of the system pages."""
