"""Identity numbers of very many rows: the plain ones at once in arrays, the others one by one.

The result is that of `fold_number`; a test holds both equal.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linli.core.kinds.id_number import LETTERS, OLDEST, WEIGHTS
from linli.core.linkage.normalise import fold_number

TEXT = pa.string()
PLACES = 18
PLAIN = f"^[0-9]{{{PLACES - 1}}}[0-9X]$"
LATER_LETTERS = np.frombuffer(LETTERS.encode(), np.uint8)
DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
Digits = np.ndarray[Any, np.dtype[np.int32]]
Yes = np.ndarray[Any, np.dtype[np.bool_]]


def fold_numbers(values: Any) -> list[Any]:
    """Of distinct texts (no null among them): number as compared, whether it is sound, its birth date, its sex."""
    plain = pc.match_substring_regex(values, PLAIN)
    others = values.filter(pc.invert(plain))
    parts = zip(_plain(values.filter(plain)), _one_by_one(others), strict=True)
    is_plain = plain.to_numpy(zero_copy_only=False)
    place = np.where(is_plain, np.cumsum(is_plain) - 1, len(values) - len(others) + np.cumsum(~is_plain) - 1)
    return [pa.concat_arrays(list(part)).take(pa.array(place)) for part in parts]


def _one_by_one(values: Any) -> list[Any]:
    rows = [fold_number(value) for value in values.to_pylist()]
    normal, is_sound, birth, sex = zip(*rows, strict=True) if rows else ((), (), (), ())
    return [
        pa.array(normal, TEXT),
        pa.array(is_sound, pa.bool_()),
        pa.array(birth, TEXT),
        pa.array(sex, TEXT),
    ]


def _plain(values: Any) -> list[Any]:
    """Eighteen places each, digits but for the last."""
    count = len(values)
    _valid, _offsets, data = values.buffers()
    raw = np.frombuffer(data, np.uint8, count * PLACES) if count else np.zeros(0, np.uint8)
    letters = raw.reshape(count, PLACES)
    digits = letters[:, : PLACES - 1].astype(np.int32) - ord("0")
    checks = LATER_LETTERS[digits @ np.array(WEIGHTS, np.int32) % 11] == letters[:, PLACES - 1]
    is_day = _is_day(digits[:, 6:14])
    sex = np.where(digits[:, 16] % 2 == 1, "m", "f")
    birth = pc.if_else(pa.array(is_day), pc.utf8_slice_codeunits(values, 6, 14), pa.scalar(None, TEXT))
    return [values, pa.array(checks & is_day), birth, pa.array(sex, TEXT)]


def _is_day(digits: Digits) -> Yes:
    """Whether eight digits are a day of the calendar on which somebody on a roster may be born."""
    year = digits[:, :4] @ np.array([1000, 100, 10, 1], np.int32)
    month = digits[:, 4] * 10 + digits[:, 5]
    day = digits[:, 6] * 10 + digits[:, 7]
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0)) & (month == 2)
    longest = DAYS[np.clip(month, 0, 12)] + leap
    found: Yes = (year >= OLDEST) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= longest)
    return found
