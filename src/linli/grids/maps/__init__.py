"""Map files of any usual kind, read into units that grids are made of."""
