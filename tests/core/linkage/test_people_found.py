"""The engine on the made-up population: how good, how few doubts, and one record against all."""

import pyarrow as pa
import pytest

from linli.core.addresses import Gazetteer
from linli.core.linkage import NormalRecord, link_table, normalise_columns
from linli.core.linkage.index import FrozenIndex, MemoryIndex
from linli.core.linkage.names import NameShares
from linli.core.linkage.single import Finder, decide
from linli.core.population import blocks, made_up_places, records_table

pytestmark = pytest.mark.one_database
PEOPLE = 3_000


@pytest.fixture(scope="module")
def town():
    """Truth, normalised records, and the linked batch."""
    table = records_table(blocks(PEOPLE, seed=31))
    places = made_up_places()
    names = Gazetteer.of(
        {place.sub_district for place in places}, {place.name for place in places}, ["榕川市", "榕城区"]
    )
    normal = normalise_columns(table, names)
    truth = dict(zip(table["rec_id"].to_pylist(), table["person_id"].to_pylist(), strict=True))
    return truth, normal, link_table(normal)


def pairs(groups) -> int:
    counts: dict[object, int] = {}
    for group in groups:
        counts[group] = counts.get(group, 0) + 1
    return sum(count * (count - 1) // 2 for count in counts.values())


def test_people_are_found_and_not_mixed(town):
    truth, _normal, found = town
    clusters = found.clusters
    both = pairs((truth[record], cluster) for record, cluster in clusters.items())
    precision, recall = both / pairs(clusters.values()), both / pairs(truth.values())
    assert precision >= 0.9995
    assert recall >= 0.997


def test_doubts_are_few_and_one_for_each_pair_of_clusters(town):
    _truth, _normal, found = town
    assert 0 < len(found.doubtful) <= PEOPLE * 0.010
    clusters = found.clusters
    asked = [frozenset((clusters[one], clusters[other])) for one, other, _weight in found.doubtful]
    assert len(set(asked)) == len(asked)
    assert all(len(sides) == 2 for sides in asked)


def test_the_frozen_index_finds_what_the_dictionary_finds(town):
    _truth, normal, _found = town
    frozen, growing = FrozenIndex.of(normal), MemoryIndex()
    records = [NormalRecord(**row) for row in normal.to_pylist()]
    growing.add(records)
    for record in records[::37]:
        assert list(frozen.near(record)) == list(growing.near(record))


def test_a_frozen_index_can_be_laid_down_and_taken_up_again(town):
    _truth, normal, _found = town
    index = FrozenIndex.of(normal)
    again = FrozenIndex(*index.parts)
    records = [NormalRecord(**row) for row in normal.slice(0, 40).to_pylist()]
    assert [again.near(record) for record in records] == [index.near(record) for record in records]


def test_records_taken_out_find_their_person_and_never_another(town):
    truth, normal, _found = town
    out = pa.array([number % 50 == 0 for number in range(normal.num_rows)])
    rest = normal.filter(pa.array([number % 50 != 0 for number in range(normal.num_rows)]))
    batch = link_table(rest)
    finder = Finder(batch.weights, FrozenIndex.of(rest))
    found = wrong = 0
    taken = [NormalRecord(**row) for row in normal.filter(out).to_pylist()]
    for record in taken:
        hits = finder.find(record)
        person = decide(hits, batch.clusters, join_at=3.0)
        if person is not None:
            best = next(hit.record for hit in hits if batch.clusters[hit.record.rec_id] == person)
            found, wrong = found + 1, wrong + (truth[best.rec_id] != truth[record.rec_id])
    assert wrong == 0
    assert found >= 0.95 * len(taken)


def test_a_rare_name_says_more_than_a_common_one_and_a_newborn_no_more_than_its_mother():
    shares = NameShares.of([("陈伟", 900, 300), ("陈䶮", 3, 1), ("林伟", 300, 100), ("林芳", 2_800, 900)])
    assert shares.share("陈䶮") < shares.share("林伟") < shares.share("陈伟") < shares.share("林芳")
    assert shares.share("林芳之子") > shares.share("林芳")
    assert 0 < shares.share("从未见过") <= shares.share("林伟")
