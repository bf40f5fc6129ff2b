"""Rosters folded column by column: each distinct string once, and in two processes when there are many.

The folds are those of `normalise`; a test holds both equal. Three million rows hold about a third as many distinct
strings, and Arrow carries them in a tenth of the memory of Python objects.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linli.core.addresses import Gazetteer
from linli.core.linkage.homes import Homes
from linli.core.linkage.normalise import (
    EMPTY,
    FoldedNumber,
    contradicted,
    fold_birth,
    fold_name,
    fold_phone,
    fold_sex,
    syllables,
)
from linli.core.linkage.numbers import fold_numbers

# Below this many rows a second process costs more than it saves.
WORTH_A_PROCESS = 600_000
PORTION = 250_000
TEXT = pa.string()
Folded = list[Any]
Begun = tuple[Any, Iterable[Folded]]  # for each row the place of its value, and the folded values in portions


class Columns(Protocol):
    """What is folded: an Arrow table, or a file whose columns are read when they are asked for."""

    @property
    def num_rows(self) -> int:
        """Number of rows."""
        ...

    def column(self, i: str, /) -> Any:
        """One column by its name."""
        ...


def normalise_columns(raw: Columns, gazetteer: Gazetteer = EMPTY, *, processes: int = 1) -> Any:
    """Fold a table with the columns of `RawRecord`; returns one with those of `NormalRecord`, in the same order.

    Each column is asked for once and let go when it is folded. Texts that repeat come as dictionaries. With more than
    one process a script that calls this needs the usual `if __name__ == "__main__"`.
    """
    with _worker(processes, raw.num_rows) as pool:
        homes = _begun(raw.column("address"), _addresses, pool, gazetteer)
        name, sound = _each(raw.column("name"), _names, at_null="")
        number, is_sound, own_birth, own_sex = _each(raw.column("id_no"), fold_numbers)
        (phone,) = _each(raw.column("phone"), _phones)
        by_estate, by_road, unit = _finished(homes)
    (sex,) = _each(raw.column("sex"), _sexes, at_null="")
    (birth,) = _each(raw.column("birth"), _births)
    is_sound, own_birth, own_sex, sex, birth, number = map(
        _plain, (is_sound, own_birth, own_sex, sex, birth, number)
    )
    own_sex = pc.fill_null(own_sex, "")
    decides = _decides(pc.fill_null(is_sound, False), number, birth, sex, own_birth, own_sex)
    nothing = pa.scalar(None, TEXT)
    return pa.table(
        {
            "rec_id": raw.column("rec_id"),
            "name": name,
            "sound": sound,
            "sex": pc.if_else(pc.equal(sex, ""), pc.if_else(decides, own_sex, ""), sex),
            "birth": pc.coalesce(birth, pc.if_else(decides, own_birth, nothing)),
            "id_sound": pc.if_else(decides, number, nothing),
            "id_weak": pc.if_else(decides, nothing, number),
            "phone": phone,
            "by_estate": by_estate,
            "by_road": by_road,
            "unit": unit,
        }
    )


@contextmanager
def _worker(processes: int, rows: int) -> Iterator[Executor | None]:
    """A process beside this one: addresses take it as long as all the other columns take here."""
    try:
        if processes < 2 or rows < WORTH_A_PROCESS:
            yield None
            return
        # Spawned, not forked: DuckDB's and Arrow's threads would not survive a fork.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool
    finally:
        _homes.cache_clear()


def _begun(column: Any, fold: Callable[..., Folded], pool: Executor | None, *more: Any) -> Begun:
    """Fold the distinct values of a column, here or in another process."""
    encoded = encoded_column(column)
    del column
    values = encoded.dictionary
    portions = [values.slice(start, PORTION) for start in range(0, max(len(values), 1), PORTION)]
    # A slice travels with the whole column behind it; a copy of its own does not.
    own = (portion.take(pa.array(np.arange(len(portion)))) for portion in portions)
    if pool is None:
        return encoded.indices, [fold(portion, *more) for portion in own]
    return encoded.indices, pool.map(fold, own, *([value] * len(portions) for value in more))


def _finished(begun: Begun, at_null: str | None = None) -> list[Any]:
    """The results as dictionaries (or plain where they are no texts), where the values stood."""
    indices, folded = begun
    return [_placed(pa.concat_arrays(parts), indices, at_null) for parts in zip(*folded, strict=True)]


def _each(column: Any, fold: Callable[..., Folded], at_null: str | None = None) -> list[Any]:
    return _finished(_begun(column, fold, None), at_null)


def encoded_column(column: Any) -> Any:
    """A column as one dictionary array of texts."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks() if column.num_chunks else pa.array([], column.type)
    if isinstance(column, pa.ChunkedArray):  # two gigabytes of text do not fit into one
        column = pc.dictionary_encode(column).unify_dictionaries()
        return pa.concat_arrays(column.chunks)
    if pa.types.is_dictionary(column.type):
        return column
    return pc.dictionary_encode(column if column.type == TEXT else column.cast(TEXT))


def _placed(folded: Any, indices: Any, at_null: str | None) -> Any:
    """What each distinct value has become, where the values stood: two values may have become one."""
    if folded.type != TEXT:
        return folded.take(indices)
    if at_null is not None:
        # The null's place is behind all others.
        indices = pc.fill_null(indices, len(folded))
        folded = pa.concat_arrays([folded, pa.array([at_null], TEXT)])
    again = pc.dictionary_encode(folded)
    return pa.DictionaryArray.from_arrays(again.indices.take(indices), again.dictionary)


def _plain(column: Any) -> Any:
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


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


_homes = lru_cache(maxsize=1)(Homes)


def _addresses(values: Any, gazetteer: Gazetteer) -> Folded:
    return [_texts(column) for column in _homes(gazetteer).fold_all(values.to_pylist())]


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
