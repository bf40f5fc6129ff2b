"""我的信息 · A resident's own page."""
