"""纯计算 · Pure computation: no Django, no database, no clock."""
