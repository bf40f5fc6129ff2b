"""改网格 · Changing the grids of a draft, on the map, from the table and by keyboard."""
