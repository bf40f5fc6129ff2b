"""审计轨迹 · The audit trail: one hash-chained entry per action."""
