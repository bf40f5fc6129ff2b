"""数据元目录 · The data-element catalogue: what may be known about a subject, on what basis, read by whom."""
