"""The table of levels means the same in SQL and in Python, and small stories of one person on several rosters."""

import random
from dataclasses import replace

import duckdb
import pytest

from linli.core.kinds import check_letter
from linli.core.linkage import (
    NormalRecord,
    RawRecord,
    cluster_edges,
    link_records,
    normalise,
    normalise_columns,
)
from linli.core.linkage.batch import arrow_of
from linli.core.linkage.comparable import comparable
from linli.core.linkage.index import MemoryIndex
from linli.core.linkage.learn import learn
from linli.core.linkage.scoring import load, score
from linli.core.linkage.single import Finder, compare, decide
from linli.core.population import HARD, blocks, records_table

pytestmark = pytest.mark.one_database
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周", "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚"


def number(area: str, birth: str, order: int) -> str:
    first = f"{area}{birth}{order:03d}"
    return first + check_letter(first)


def town(people: int = 700, seed: int = 5) -> list[tuple[int, RawRecord]]:
    """(person, record) of generated people on three rosters, with slips, gaps, families and namesakes."""
    dice = random.Random(seed)
    rows: list[tuple[int, RawRecord]] = []
    for person in range(people):
        home, surname = person // 3, dice.choice(SURNAMES)
        name = surname + "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2, 2))))
        birth = f"{dice.randint(1940, 2015)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}"
        male = dice.random() < 0.5
        sound = number("350802", birth, dice.randint(0, 499) * 2 + male)
        phone = f"138{home if dice.random() < 0.3 else 10_000 + person:08d}"
        for roster in range(dice.choice((2, 3, 3))):
            stated = birth if dice.random() > 0.03 else birth[:6] + f"{dice.randint(1, 28):02d}"
            rows.append(
                (
                    person,
                    RawRecord(
                        rec_id=len(rows),
                        name=name,
                        sex="男" if male else "女",
                        birth=stated if dice.random() > 0.05 else None,
                        id_no=sound if dice.random() > 0.15 else None,
                        phone=phone if dice.random() > 0.3 else None,
                        address=_address(home, roster) if dice.random() > 0.15 else None,
                    ),
                )
            )
    return rows


def _address(home: int, roster: int) -> str:
    building, room = home // 40 + 1, f"{home // 4 % 10 + 1}0{home % 4 + 1}"
    styles = ("新罗区东城街道解放路{b}号锦绣花园{b}栋1单元{r}室", "锦绣花园{b}号楼1-{r}", "锦绣花园{b}幢{r}")
    return styles[roster].format(b=building, r=room)


@pytest.fixture(scope="module")
def linked():
    rows = town()
    records = [normalise(record) for _person, record in rows]
    return {record.rec_id: person for person, record in rows}, records, link_records(records)


def pairwise(truth: dict[int, int], clusters: dict[int, int]) -> tuple[float, float]:
    records = sorted(truth)
    same_truth = same_found = both = 0
    for place, one in enumerate(records):
        for other in records[place + 1 :]:
            real, found = truth[one] == truth[other], clusters[one] == clusters[other]
            same_truth, same_found, both = same_truth + real, same_found + found, both + (real and found)
    return both / same_found, both / same_truth


def test_people_of_a_generated_town_are_found_again(linked):
    truth, _records, found = linked
    precision, recall = pairwise(truth, found.clusters)
    assert precision >= 0.999
    assert recall >= 0.99


def test_the_same_records_give_the_same_clusters(linked):
    _truth, records, found = linked
    assert link_records(list(records)).clusters == found.clusters


def test_two_sound_numbers_never_meet_in_one_cluster(linked):
    _truth, records, found = linked
    numbers: dict[int, set[str]] = {}
    for record in records:
        if record.id_sound:
            numbers.setdefault(found.clusters[record.rec_id], set()).add(record.id_sound)
    assert {cluster: held for cluster, held in numbers.items() if len(held) > 1} == {}


def rough_records():
    """Records with every error of the generator."""
    table = normalise_columns(records_table(blocks(500, seed=4, rates=HARD)))
    return [NormalRecord(**row) for row in table.to_pylist()]


@pytest.mark.parametrize("rough", [False, True])
def test_splink_and_the_single_record_scorer_agree(linked, rough):
    _truth, records, found = linked
    if rough:
        records = rough_records()
        found = link_records(records)
    con = duckdb.connect()
    prepared = comparable(arrow_of(records))
    load(con, prepared)
    by_place = sorted(records, key=lambda record: record.rec_id)
    edges = score(con, prepared, learn(con, prepared.names), floor=-60)
    assert len(edges.weight) > 500
    for one, other, weight in zip(
        edges.left.tolist(), edges.right.tolist(), edges.weight.tolist(), strict=True
    ):
        mine, _evidence = compare(by_place[one], by_place[other], found.weights)
        assert mine == pytest.approx(weight, abs=1e-6)


def test_one_record_finds_its_person_and_a_stranger_finds_nobody(linked):
    truth, records, found = linked
    index = MemoryIndex()
    index.add(records)
    finder = Finder(found.weights, index)
    known = next(record for record in records if record.id_sound and record.phone)
    person = decide(finder.find(replace(known, rec_id=-1)), found.clusters, join_at=0)
    assert person == found.clusters[known.rec_id]
    assert truth[person] == truth[known.rec_id]
    stranger = normalise(
        RawRecord(-2, "欧阳不存在", "男", "19111111", None, "13999999999", "别处路9号1栋101")
    )
    assert decide(finder.find(stranger), found.clusters, join_at=0) is None


def test_the_strongest_edge_goes_first_and_the_refused_one_is_told():
    clusters, refused = cluster_edges(
        {1: "a", 2: None, 3: "b"}, [(2, 3, 4.0), (1, 2, 9.0), (1, 3, 3.0)], threshold=0
    )
    assert clusters[1] == clusters[2] != clusters[3]
    assert refused == [(2, 3, 4.0), (1, 3, 3.0)]


@pytest.mark.parametrize(
    ("birth", "decides"),
    [
        ("19740124", True),
        ("19740125", True),  # one digit
        ("19740142", True),  # two digits changed over
        ("19731218", True),  # the lunar date of the same day, written as if solar
        ("19980902", False),  # somebody else of the family
        (None, True),
    ],
)
def test_a_number_decides_unless_the_stated_birth_date_contradicts_it(birth, decides):
    record = normalise(RawRecord(1, "张强", "男", birth, number("352601", "19740124", 319), None, None))
    assert (record.id_sound is not None) == decides
    assert record.id_sound or record.id_weak
