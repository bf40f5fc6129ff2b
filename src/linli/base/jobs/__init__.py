"""后台任务 · Long work with progress, cancel and result."""
