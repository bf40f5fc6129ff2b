"""Numbers and fields as protocol buffers write them: seven bits a byte, the lowest first."""

from dataclasses import dataclass

import numpy as np

from linli.core.geometry.lines import Whole

LONGEST = 5  # bytes: coordinates and lengths of a tile stay below 2^35


@dataclass(frozen=True, slots=True)
class Packed:
    """`data` of all numbers in a row, and how many bytes each takes."""

    data: bytes
    sizes: Whole


def varint(number: int) -> bytes:
    """One number that is not negative."""
    if number < 0x80:
        return bytes((number,))
    made = bytearray()
    while number >= 0x80:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)


def varints(numbers: Whole) -> Packed:
    """Many numbers, 0 to 2^35 - 1."""
    digits = (numbers[:, None] >> (7 * np.arange(LONGEST))) & 0x7F
    sizes = np.maximum(1, ((numbers[:, None] >> (7 * np.arange(LONGEST))) > 0).sum(axis=1))
    place = np.arange(LONGEST)
    more = place < sizes[:, None] - 1
    used = place < sizes[:, None]
    return Packed((digits | (more << 7)).astype(np.uint8)[used].tobytes(), sizes)


def zigzag(numbers: Whole) -> Whole:
    """Signed numbers as ones that are not negative: 0, -1, 1, -2 become 0, 1, 2, 3."""
    made: Whole = (numbers << 1) ^ (numbers >> 63)
    return made


def field(number: int, value: int | bytes) -> bytes:
    """A field of a message: a number, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value
