"""工作人员入口 · The door for staff of communities, sub-districts and departments."""
