"""The population as Arrow tables, with the columns that `linli link` takes."""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd
from typing import Any

from linli.core.population.generate import Block

SIZE = 200_000


def records_table(made: Iterable[Block]) -> Any:
    """Roster rows as an Arrow table: rec_id, source, person_id, name, sex, birth, id_no, phone, address.

    `rec_id` is scattered, so that neighbours in number are not neighbours in truth. Rows are sorted by `rec_id`.
    """
    import pyarrow as pa

    text = pa.dictionary(pa.int8(), pa.string())
    schema = pa.schema(
        [("source", text), ("person_id", pa.int64())]
        + [(name, pa.string()) for name in ("name", "sex", "birth", "id_no", "phone", "address")]
    )
    batches = []
    for block in made:
        columns = {name: [getattr(row, name) for row in block.rows] for name in schema.names}
        batches.append(
            pa.table(
                columns,
                schema=pa.schema([(f.name, pa.string() if f.name == "source" else f.type) for f in schema]),
            )
        )
    table = pa.concat_tables(batches)
    count = table.num_rows
    table = table.append_column("rec_id", pa.array(scattered(count), pa.int64()))
    return table.sort_by("rec_id")


def people_table(made: Iterable[Block]) -> Any:
    """People as an Arrow table: person_id, household, role, name, sex, birth, id_no, phone, place."""
    import pyarrow as pa

    rows = [
        (
            p.person_id,
            p.household,
            p.role,
            p.name,
            "男" if p.is_male else "女",
            f"{p.birth:%Y%m%d}",
            p.id_no,
            p.phone,
            block.place.code,
        )
        for block in made
        for household in block.households
        for p in household.people
    ]
    names = ("person_id", "household", "role", "name", "sex", "birth", "id_no", "phone", "place")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def scattered(count: int) -> list[int]:
    """The numbers 0 to count-1 in an order that looks random and is always the same."""
    step = max(1, int(count * 0.6180339887))
    while gcd(step, count) != 1:
        step += 1
    return [number * step % count for number in range(count)] if count else []
