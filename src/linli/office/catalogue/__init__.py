"""数据元目录的页面 · Pages of the data-element catalogue."""
