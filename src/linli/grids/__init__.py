"""网格 · Grid plans over time, and the officers who serve the grids."""
