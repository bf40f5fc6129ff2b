"""Folding by columns is folding by rows; clustering by arrays is clustering edge by edge."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.addresses import Gazetteer
from linli.core.kinds import check_letter
from linli.core.linkage import NormalRecord, RawRecord, cluster_edges, normalise, normalise_columns
from linli.core.linkage import columns as columns_module
from linli.core.linkage.cluster import cluster_arrays
from linli.core.linkage.homes import Homes
from linli.core.linkage.normalise import fold_address, fold_birth, fold_number
from linli.core.linkage.numbers import fold_numbers
from linli.core.population import HARD, blocks, made_up_places, records_table

pytestmark = pytest.mark.one_database
PLACES = Gazetteer.of(
    {place.sub_district for place in made_up_places()}, {place.name for place in made_up_places()}
)
COLUMNS = list(RawRecord.__dataclass_fields__)


@pytest.fixture(scope="module")
def raw():
    return records_table(blocks(600, seed=21, rates=HARD)).select(COLUMNS)


def rowwise(raw) -> list[NormalRecord]:
    return [normalise(RawRecord(**row), PLACES) for row in raw.to_pylist()]


def test_columns_and_rows_are_folded_alike(raw):
    made = [NormalRecord(**row) for row in normalise_columns(raw, PLACES).to_pylist()]
    assert made == rowwise(raw)


def test_two_processes_give_the_same_as_one(raw, monkeypatch):
    monkeypatch.setattr(columns_module, "WORTH_A_PROCESS", 100)
    monkeypatch.setattr(columns_module, "PORTION", 90)
    assert normalise_columns(raw, PLACES, processes=2).equals(normalise_columns(raw, PLACES).combine_chunks())


def test_empty_rosters_and_empty_columns():
    empty = pa.table(
        {name: pa.array([], pa.int64() if name == "rec_id" else pa.string()) for name in COLUMNS}
    )
    assert normalise_columns(empty).num_rows == 0
    nothing = pa.table({name: [1, 2] if name == "rec_id" else pa.nulls(2) for name in COLUMNS})
    made = [NormalRecord(**row) for row in normalise_columns(nothing).to_pylist()]
    assert made == [normalise(RawRecord(number, *[None] * 6)) for number in (1, 2)]


LETTERS = st.text("0123456789Xx*－１２ ", min_size=1, max_size=20)
DATES = st.builds(
    "{:06d}{:04d}{:02d}{:02d}{:03d}".format,
    st.just(350802),
    st.integers(1860, 2030),
    st.integers(0, 13),
    st.integers(0, 32),
    st.integers(0, 999),
).map(lambda first: first + check_letter(first))


@given(st.lists(LETTERS | DATES, max_size=20, unique=True))
def test_numbers_at_once_are_numbers_one_by_one(texts):
    made = zip(*(column.to_pylist() for column in fold_numbers(pa.array(texts, pa.string()))), strict=True)
    assert list(made) == [tuple(fold_number(text)) for text in texts]


FRONTS = (
    "福建省",
    "新罗区",
    "东城街道",
    "和平社区",
    "石湖镇",
    "塘边自然村",
    "解放路",
    "地块二",
    "水泥厂宿舍",
    "锦绣花园",
)
NUMBERS = (
    "5号",
    "118号附2",
    "12弄",
    "三弄",
    "3组",
    "二排",
    "15栋",
    "三幢",
    "B座",
    "2单元",
    "号楼",
    "3楼",
    "第",
)
ROOMS = ("1-2-301", "16-3-203", "501室", "五〇一", "东户", "(", "临时)", "＃", "#", " ")
PIECES = st.lists(st.sampled_from(FRONTS + NUMBERS + ROOMS), max_size=7).map("".join)


@given(st.lists(PIECES, max_size=12))
def test_addresses_at_once_are_addresses_one_by_one(texts):
    made = zip(*Homes(PLACES).fold_all([*texts, *texts]), strict=True)
    assert list(made) == [tuple(fold_address(text, PLACES)) for text in [*texts, *texts]]


def test_dates_in_wide_digits_are_dates():
    assert fold_birth("１９７４年０１月２４日") == "19740124"
    assert fold_birth("1974-01-24") == fold_birth("19740124") == "19740124"
    assert fold_birth("1974") is None


EDGES = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from([0.5, 1.0, 3.0, 7.0])), max_size=30
)


@given(st.lists(st.integers(-1, 2), min_size=12, max_size=12), EDGES)
def test_arrays_give_the_clusters_that_edge_by_edge_gives(codes, drawn):
    edges = [(min(a, b), max(a, b), weight) for a, b, weight in drawn if a != b]
    numbers = {record: None if code < 0 else code for record, code in enumerate(codes)}
    slow, slow_refused = cluster_edges(numbers, edges, threshold=1.0)
    left, right, weight = (np.array([edge[n] for edge in edges]) for n in range(3))
    made, refused = cluster_arrays(
        np.array(codes), left.astype(np.int64), right.astype(np.int64), weight.astype(float), threshold=1.0
    )
    assert made.tolist() == [slow[record] for record in range(12)]
    assert refused == slow_refused
