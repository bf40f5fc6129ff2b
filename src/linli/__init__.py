"""邻里 · Linli: the open platform on which a Chinese city's neighbourhoods are run."""

__version__ = "0.1.0"
