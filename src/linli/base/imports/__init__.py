"""导入 · Workbooks that people send: sniffed, guarded, opened in a limited child, checked row by row."""
