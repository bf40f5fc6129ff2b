"""What a person is asked: few pairs, and such that an answer is open."""

import duckdb
import numpy as np
import pyarrow as pa

from linli.core.linkage import link_table, normalise_columns
from linli.core.linkage.children import children_at_home
from linli.core.linkage.comparable import comparable
from linli.core.linkage.doubts import doubts
from linli.core.linkage.normalise import RawRecord
from linli.core.linkage.scoring import load
from tests.core.linkage.test_pairs import number

COLUMNS = list(RawRecord.__dataclass_fields__)


def asked(number: list[int], label: list[int], edges: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    left, right, weight = (np.array([edge[n] for edge in edges]) for n in range(3))
    found = doubts(
        np.array(number, np.int64), np.array(label, np.int64), left, right, weight.astype(float), join_at=1.0
    )
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def test_namesakes_with_numbers_of_their_own_are_not_asked_about():
    # 0 and 1 are one person, 2 another of the same name; 1 has no number but fits 0 by far better.
    assert asked([7, -1, 8], [0, 0, 2], [(0, 1, 20.0), (1, 2, 0.5), (0, 2, -9.0)]) == []


def test_a_row_that_fits_two_people_nearly_as_well_is_asked_about():
    assert asked([7, -1, 8], [0, 0, 2], [(0, 1, 5.0), (1, 2, 4.0)]) == [(1, 2)]


def test_one_number_under_two_names_is_always_asked_about():
    assert asked([7, 7], [0, 1], [(0, 1, -7.0)]) == [(0, 1)]


def test_two_numbers_are_asked_about_when_all_else_would_join_them():
    assert asked([7, 8], [0, 1], [(0, 1, 3.0)]) == [(0, 1)]
    assert asked([7, 8], [0, 1], [(0, 1, 0.5)]) == []


def test_a_row_without_a_number_is_asked_about_with_its_best_candidates_only():
    # Record 0 belongs to nobody yet. One candidate stands out; the forty namesakes do not.
    namesakes = [(0, other, -3.0) for other in range(2, 42)]
    number = [-1, 100, *range(200, 240)]
    label = list(range(42))
    assert asked(number, label, [(0, 1, 0.5), *namesakes[:1]]) == [(0, 1)]
    assert asked(number, label, namesakes) == []
    assert asked(number, label, [(0, 1, -3.5)]) == [(0, 1)]


def test_of_two_clusters_the_strongest_pair_is_asked_about():
    assert asked([-1, 5, 5], [0, 1, 1], [(0, 1, -1.0), (0, 2, 0.0)]) == [(0, 2)]


def test_nothing_scored_is_nothing_asked():
    nothing = np.array([], np.int64)
    found = doubts(np.array([-1, -1]), np.array([0, 1]), nothing, nothing, nothing.astype(float), join_at=1.0)
    assert len(found.weight) == 0


def folded(rows: list[tuple[str | None, ...]]):
    columns = [list(column) for column in zip(*rows, strict=True)]
    table = pa.table({"rec_id": list(range(len(rows)))} | dict(zip(COLUMNS[1:], columns, strict=True)))
    return normalise_columns(table)


def test_a_newborn_without_a_date_is_asked_about_with_the_young_child_of_its_home():
    home, elsewhere = "解放路8号锦绣花园3栋2单元501室", "解放路9号"
    rows = [
        ("张丽之女", "女", None, None, None, home),
        ("王月溪", "女", "20250527", number("350802", "20250527", 22), None, home),
        ("王一鸣", "男", "20250528", number("350802", "20250528", 31), None, home),
        ("王大山", "女", "20100101", number("350802", "20100101", 24), None, home),
        ("赵小雨", "女", "20250530", number("350802", "20250530", 26), None, elsewhere),
        ("李敏之子", "男", "20250601", None, None, elsewhere),
    ]
    with duckdb.connect() as con:
        load(con, comparable(folded(rows)))
        found = children_at_home(con)
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 1)]


def test_rosters_on_which_nobody_stands_twice():
    rows = [
        (name, "男", f"19{50 + n}0101", number("350802", f"19{50 + n}0101", 2 * n + 1), None, None)
        for n, name in enumerate(("王伟", "李强", "张勇"))
    ]
    found = link_table(folded(rows))
    assert found.cluster.tolist() == [0, 1, 2]
    assert found.doubtful == []


def test_no_rows_and_one_row():
    empty = pa.table(
        {name: pa.array([], pa.int64() if name == "rec_id" else pa.string()) for name in COLUMNS}
    )
    assert link_table(normalise_columns(empty)).clusters == {}
    assert link_table(folded([("王伟", None, None, None, None, None)])).clusters == {0: 0}
