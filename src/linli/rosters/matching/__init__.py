"""Which person of the record each row is about: few rows one by one, many rows all at once."""

from linli.rosters.matching.linking import Held, Linked, Pair, link_rows

__all__ = ["Held", "Linked", "Pair", "link_rows"]
