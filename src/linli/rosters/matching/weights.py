"""Weights of agreement for when there is too little to learn from: taught by a generated population."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from linli.core.linkage import NormalRecord, link_table, normalise_columns
from linli.core.linkage.learn import Weights
from linli.core.linkage.names import NameShares
from linli.core.population import blocks, records_table

TEACHERS = 2_000
SEED = 19


@lru_cache(maxsize=1)
def taught() -> Weights:
    """What two thousand generated people teach; about a second, once a process. Always the same."""
    return link_table(normalise_columns(records_table(blocks(TEACHERS, seed=SEED)))).weights


def weights_among(records: Iterable[NormalRecord], people: int) -> Weights:
    """The taught weights in a place of `people` people, whose names are as common as among `records`."""
    names: dict[str, tuple[int, set[str]]] = {}
    for record in records:
        count, numbers = names.get(record.name, (0, set()))
        if record.id_sound:
            numbers.add(record.id_sound)
        names[record.name] = (count + 1, numbers)
    shares = NameShares.of((name, count, len(numbers)) for name, (count, numbers) in sorted(names.items()))
    return replace(
        taught(),
        match_at_random=1 / max(people, 2),
        names=replace(shares, people=max(shares.people, float(people))),
    )
