"""Rosters folded column by column: each distinct string once, and in two processes when there are many.

The folds are those of `normalise`; a test holds both equal. Three million rows hold about a third as many distinct
strings, and Arrow carries them in a tenth of the memory of Python objects.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linli.core.addresses import Gazetteer
from linli.core.linkage.normalise import (
    EMPTY,
    FoldedNumber,
    contradicted,
    fold_address,
    fold_birth,
    fold_name,
    fold_number,
    fold_phone,
    fold_sex,
    syllables,
)

# Below this many distinct strings a second process costs more than it saves.
WORTH_A_PROCESS = 150_000
PORTION = 60_000
TEXT = pa.string()
Folded = list[Any]


def normalise_columns(raw: Any, gazetteer: Gazetteer = EMPTY, *, processes: int = 1) -> Any:
    """Fold a table with the columns of `RawRecord`; returns one with those of `NormalRecord`, in the same order.

    With more than one process a script that calls this needs the usual `if __name__ == "__main__"`.
    """
    columns = {name: raw.column(name) for name in raw.column_names}
    rows = raw.num_rows
    del (
        raw
    )  # a column is let go once it is folded: at three million rows each takes a tenth of a gigabyte and more
    with _workers(processes, rows) as pool:
        by_estate, by_road, unit = _each(columns.pop("address"), _addresses, pool, gazetteer)
        name, sound = _each(columns.pop("name"), _names, pool)
        (phone,) = _each(columns.pop("phone"), _phones, pool)
        number, is_sound, own_birth, own_sex = _each(columns.pop("id_no"), _numbers, pool)
    (sex,) = _each(columns.pop("sex"), _sexes, None)
    (birth,) = _each(columns.pop("birth"), _births, None)
    name, sound, sex = (pc.fill_null(column, "") for column in (name, sound, sex))
    decides = _decides(
        pc.fill_null(is_sound, False), number, birth, sex, own_birth, pc.fill_null(own_sex, "")
    )
    nothing = pa.scalar(None, TEXT)
    own_birth = pc.if_else(decides, own_birth, nothing)
    own_sex = pc.if_else(decides, pc.fill_null(own_sex, ""), "")
    return pa.table(
        {
            "rec_id": columns["rec_id"],
            "name": name,
            "sound": sound,
            "sex": pc.if_else(pc.equal(sex, ""), own_sex, sex),
            "birth": pc.coalesce(birth, own_birth),
            "id_sound": pc.if_else(decides, number, nothing),
            "id_weak": pc.if_else(decides, nothing, number),
            "phone": phone,
            "by_estate": by_estate,
            "by_road": by_road,
            "unit": unit,
        }
    )


@contextmanager
def _workers(processes: int, rows: int) -> Iterator[Executor | None]:
    if processes < 2 or rows < WORTH_A_PROCESS:
        yield None
        return
    # Spawned, not forked: DuckDB's and Arrow's threads would not survive a fork.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def _each(column: Any, fold: Callable[..., Folded], pool: Executor | None, *more: Any) -> list[Any]:
    """Fold the distinct values of a column and put the results where the values stood."""
    encoded = pc.dictionary_encode(column.cast(TEXT).combine_chunks())
    del column
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
        encoded = encoded if isinstance(encoded, pa.Array) else pa.concat_arrays(encoded.chunks)
    values = encoded.dictionary
    portions = [values.slice(start, PORTION) for start in range(0, max(len(values), 1), PORTION)]
    if pool is None or len(values) < WORTH_A_PROCESS:
        folded = [fold(portion, *more) for portion in portions]
    else:
        # A slice travels with the whole column behind it; a copy of its own does not.
        own = (portion.take(pa.array(np.arange(len(portion)))) for portion in portions)
        folded = list(pool.map(fold, own, *([value] * len(portions) for value in more)))
    return [pa.concat_arrays(parts).take(encoded.indices) for parts in zip(*folded, strict=True)]


def _texts(values: Sequence[str | None]) -> Any:
    return pa.array(values, TEXT)


def _names(values: Any) -> Folded:
    names = [fold_name(value) for value in values.to_pylist()]
    return [_texts(names), _texts([syllables(name) for name in names])]


def _sexes(values: Any) -> Folded:
    return [_texts([fold_sex(value) for value in values.to_pylist()])]


def _births(values: Any) -> Folded:
    return [_texts([fold_birth(value) for value in values.to_pylist()])]


def _phones(values: Any) -> Folded:
    return [_texts([fold_phone(value) for value in values.to_pylist()])]


def _numbers(values: Any) -> Folded:
    rows = [fold_number(value) for value in values.to_pylist()]
    normal, is_sound, birth, sex = zip(*rows, strict=True) if rows else ((), (), (), ())
    return [_texts(normal), pa.array(is_sound, pa.bool_()), _texts(birth), _texts(sex)]


@lru_cache(maxsize=2)
def _known(gazetteer: Gazetteer) -> Gazetteer:
    """The one that came first of equal ones: fronts are remembered by gazetteer, and an identical one compares fast."""
    return gazetteer


def _addresses(values: Any, gazetteer: Gazetteer) -> Folded:
    gazetteer = _known(gazetteer)
    rows = [fold_address(value, gazetteer) for value in values.to_pylist()]
    return [_texts(column) for column in (zip(*rows, strict=True) if rows else ((), (), ()))]


def _decides(is_sound: Any, number: Any, birth: Any, sex: Any, own_birth: Any, own_sex: Any) -> Any:
    """Sound numbers that their row does not contradict; rows whose two birth dates are equal need no look."""
    decides = is_sound.to_numpy(zero_copy_only=False).copy()
    agrees = pc.fill_null(pc.equal(birth, own_birth), False)
    silent = pc.and_(pc.is_null(birth), pc.or_(pc.equal(sex, own_sex), pc.equal(sex, "")))
    differs = ~pc.or_(agrees, silent).to_numpy(zero_copy_only=False)
    places = np.flatnonzero(decides & differs)
    columns = (
        column.take(pa.array(places)).to_pylist() for column in (number, own_birth, own_sex, birth, sex)
    )
    for place, (normal, own, its_sex, stated, stated_sex) in zip(
        places, zip(*columns, strict=True), strict=True
    ):
        decides[place] = not contradicted(FoldedNumber(normal, True, own, its_sex), stated, stated_sex)
    return pa.array(decides)
