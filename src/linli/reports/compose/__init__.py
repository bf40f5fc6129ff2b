"""报告编写 · The district report put together from figures, one module a chapter."""
