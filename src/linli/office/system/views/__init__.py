"""系统页面 · Views of the system pages."""
