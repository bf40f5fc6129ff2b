"""管理命令 · Management commands."""
