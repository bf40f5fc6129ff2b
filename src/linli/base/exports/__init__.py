"""导出 · Workbooks and text tables that leave the house: typed, formula-safe, with their purpose on each page."""
