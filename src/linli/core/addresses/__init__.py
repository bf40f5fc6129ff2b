"""地址 · A small grammar of Chinese addresses: road, estate, building, unit, room."""

from linli.core.addresses.gazetteer import Gazetteer
from linli.core.addresses.grammar import Address, parse
from linli.core.addresses.same import dwelling_keys, same_dwelling

__all__ = ["Address", "Gazetteer", "dwelling_keys", "parse", "same_dwelling"]
