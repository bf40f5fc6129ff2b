"""Folded rows as the columns that are compared in SQL: small whole numbers, worked out once for each distinct string.

A pair looks at two rows, and a million people make five million pairs: what a level asks of a name or a date is
therefore answered before pairing (its characters, its year, its day in the calendar), and texts that are only
compared for being equal are numbered. The columns are the same for DuckDB and for Spark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linli.core.linkage.blocks import BLOCKS, RARE
from linli.core.linkage.columns import encoded_column
from linli.core.linkage.normalise import NEWBORN, calendar_day

Array = np.ndarray[Any, np.dtype[Any]]
NONE = -1
SEXES = {"m": 1, "f": 2}


@dataclass(frozen=True, slots=True)
class Comparable:
    """`rows`: an Arrow table of the columns below, one row for each record in the order of `rec_id`; `names`: the
    text of each name's number; `number`: the sound number's code of each record, -1 for none.

    Columns of `rows`: `place` (0, 1, ...); `name`, `sound`, `mother`, `by_estate`, `by_road`, `unit`, `id_any`,
    `id_sound` (codes); `name_1` to `name_3` (code points), `name_length`, `name_tail` from the fourth on; `sex`
    (1 male, 2 female, 0 unknown); `birth` (a digit in each four bits), `birth_year`, `birth_month`, `birth_dom` as
    written and `birth_day` in the calendar; `id_text`, `id_hidden`; `phone` (digits in bits), `phone_text`,
    `phone_turn` (equal for numbers with the same digits in another order); `block_0` ... keys of the blocks.
    """

    rows: Any
    rec_id: Array
    names: Any
    number: Array


def comparable(table: Any) -> Comparable:
    """From an Arrow table with the columns of `NormalRecord`."""
    table = in_order(table)
    rec_id = table.column("rec_id").to_numpy()
    code: dict[str, Array] = {}
    columns: dict[str, Any] = {"place": pa.array(np.arange(len(rec_id), dtype=np.int32))}
    names, code["name"] = numbered(table.column("name"))
    columns |= _of_names(names, code)
    columns |= _of_numbers(table, code)
    columns |= _of_births(table.column("birth"), code)
    columns |= _of_phones(table.column("phone"), code)
    for name in ("sound", "by_estate", "by_road", "unit"):
        texts, code[name] = numbered(table.column(name))
        code[name] = _without_empty(texts, code[name]) if name == "sound" else code[name]
        columns[name] = _nullable(code[name])
    sexes, each = numbered(table.column("sex"))
    columns["sex"] = pa.array(_looked_up([SEXES.get(sex, 0) for sex in sexes.to_pylist()], each, np.int8, 0))
    for number, block in enumerate(BLOCKS):
        columns[f"block_{number}"] = _nullable(_key([code[part] for part in block]))
    return Comparable(pa.table(columns), rec_id, names, code["id_sound"].astype(np.int64))


def in_order(table: Any) -> Any:
    """Rows by `rec_id`."""
    rec_id = table.column("rec_id").to_numpy()
    if np.all(rec_id[1:] > rec_id[:-1]):
        return table
    return table.take(pa.array(np.argsort(rec_id, kind="stable")))


def numbered(column: Any) -> tuple[Any, Array]:
    """Distinct texts of a column, and for each row the number of its text; -1 for null."""
    encoded = encoded_column(column)
    codes = pc.fill_null(encoded.indices, NONE).to_numpy(zero_copy_only=False)
    return encoded.dictionary, codes.astype(np.int32, copy=False)


def _nullable(codes: Array) -> Any:
    return pa.array(codes, mask=codes < 0)


def _without_empty(texts: Any, codes: Array) -> Array:
    """The code of the empty text is none."""
    empty = pc.index(texts, "").as_py()
    return np.where(codes == empty, NONE, codes).astype(np.int32) if empty >= 0 else codes


def _looked_up(values: Iterable[int], codes: Array, kind: Any, missing: int) -> Array:
    """For each row the value of its text; `missing` where there is none."""
    by_code = np.append(np.fromiter(values, kind), np.array([missing], kind))
    return by_code[codes]  # -1 is the last


def _key(parts: list[Array]) -> Array:
    """One number for a block's columns; -1 when one is missing. Two codes lie side by side in 64 bits."""
    if len(parts) == 1:
        return parts[0].astype(np.int64)
    one, other = parts
    return np.where((one < 0) | (other < 0), NONE, (one.astype(np.int64) << 32) | other.astype(np.int64))


def _of_names(names: Any, code: dict[str, Array]) -> dict[str, Any]:
    texts = names.to_pylist()
    known = {text: number for number, text in enumerate(texts)}
    each = code["name"]

    def character(place: int) -> Array:
        return _looked_up((ord(text[place]) if len(text) > place else 0 for text in texts), each, np.int32, 0)

    # A mother who is not on the rosters keeps a number of her own, so that her child is known as one.
    mothers = [text[:-2] if NEWBORN.search(text) else None for text in texts]
    mother = _looked_up(
        (NONE if text is None else known.get(text, len(texts)) for text in mothers), each, np.int32, NONE
    )
    fronts: dict[str, int] = {"": NONE}
    code["front"] = _looked_up(
        (fronts.setdefault(text[:2], len(fronts)) for text in texts), each, np.int32, NONE
    )
    rows = np.bincount(each[each >= 0], minlength=len(texts))
    empty = _without_empty(names, each)
    code["rare_name"] = np.where((empty >= 0) & (rows[each] <= RARE), each, NONE).astype(np.int32)
    tails = pa.array([text[3:] or None for text in texts], pa.string())
    columns = {
        "name": _nullable(each),
        "mother": _nullable(mother),
        "name_1": pa.array(character(0)),
        "name_2": pa.array(character(1)),
        "name_3": pa.array(character(2)),
        "name_length": pa.array(_looked_up((min(len(text), 99) for text in texts), each, np.int8, 0)),
        "name_tail": tails.take(_nullable(each)),
    }
    code["name"] = empty
    return columns


def _of_numbers(table: Any, code: dict[str, Array]) -> dict[str, Any]:
    sound = table.column("id_sound")
    either = pc.coalesce(sound, table.column("id_weak"))
    texts, each = numbered(either)
    code["id_any"] = each
    is_sound = sound.is_valid().to_numpy()
    code["id_sound"] = np.where(is_sound, each, NONE).astype(np.int32)
    hidden = pa.array(["*" in text or len(text) < 9 for text in texts.to_pylist()], pa.bool_())
    return {
        "id_any": _nullable(each),
        "id_sound": _nullable(code["id_sound"]),
        "id_text": either.combine_chunks() if isinstance(either, pa.ChunkedArray) else either,
        "id_hidden": hidden.take(_nullable(each)),
    }


def _of_births(column: Any, code: dict[str, Array]) -> dict[str, Any]:
    texts, code["birth"] = numbered(column)
    dates = texts.to_pylist()
    each = code["birth"]

    def part(value: Callable[[str], int], kind: Any) -> Any:
        return _nullable(_looked_up(map(value, dates), each, kind, NONE))

    def day(text: str) -> int:
        found = calendar_day(text)
        return found.toordinal() if found else NONE

    return {
        "birth": part(in_bits, np.int64),
        "birth_year": part(lambda text: int(text[:4]), np.int16),
        "birth_month": part(lambda text: int(text[4:6]), np.int16),
        "birth_dom": part(lambda text: int(text[6:]), np.int16),
        "birth_day": part(day, np.int32),
    }


def _of_phones(column: Any, code: dict[str, Array]) -> dict[str, Any]:
    texts, code["phone"] = numbered(column)
    phones = texts.to_pylist()
    each = code["phone"]
    return {
        "phone": _nullable(_looked_up(map(in_bits, phones), each, np.int64, NONE)),
        "phone_text": texts.take(_nullable(each)),
        "phone_turn": _nullable(_looked_up(map(_turn, phones), each, np.int32, NONE)),
    }


def in_bits(digits: str) -> int:
    """Digits as four bits each: two numbers differ in one digit when their bits differ within one group of four.

    A one stands in front, so that 012 is not 12.
    """
    return int(f"1{digits}", 16)


def _turn(digits: str) -> int:
    """Equal for numbers whose digits have the same sum and the same sum of squares."""
    values = list(map(int, digits))
    return sum(values) * 2000 + sum(value * value for value in values)
