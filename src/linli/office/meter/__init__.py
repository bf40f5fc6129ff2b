"""补采与负担计量的页面 · Pages of tasks and of the meter."""
