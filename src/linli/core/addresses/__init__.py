"""地址 · A small grammar of Chinese addresses: road, estate, building, unit, room."""

from linli.core.addresses.gazetteer import Gazetteer
from linli.core.addresses.grammar import Address, parse
from linli.core.addresses.same import dwelling_keys, estate_key, road_key, same_dwelling

__all__ = ["Address", "Gazetteer", "dwelling_keys", "estate_key", "parse", "road_key", "same_dwelling"]
