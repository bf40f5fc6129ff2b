"""网格 · Grids: grounds, plans and the map on which they are changed."""
