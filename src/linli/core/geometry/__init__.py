"""几何 · Polygons of a city in metres: blocks between streets, cells around buildings, who touches whom."""
