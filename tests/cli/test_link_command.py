"""`linli link` and `linli address`: what they write, and what they refuse in words."""

import csv
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from linli.cli.root import root
from linli.core.population import blocks, records_table

pytestmark = pytest.mark.one_database
COLUMNS = ["rec_id", "name", "sex", "birth", "id_no", "phone", "address"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, [str(argument) for argument in arguments])


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    pq.write_table(records_table(blocks(300, seed=1)).select(COLUMNS), tmp_path / "roster.parquet")
    return tmp_path / "roster.parquet"


def test_link_writes_a_cluster_for_every_record(roster: Path, tmp_path: Path) -> None:
    result = run("link", roster, "-o", tmp_path / "out.csv", "--doubtful", tmp_path / "doubt.csv", "--json")
    assert result.exit_code == 0, result.output
    with (tmp_path / "out.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    summary = json.loads(result.output)
    assert [int(row["rec_id"]) for row in rows] == list(range(summary["records"]))
    assert len({row["cluster"] for row in rows}) == summary["people"]
    assert 290 <= summary["people"] <= 310
    assert (tmp_path / "doubt.csv").read_text().startswith("rec_id_1,rec_id_2,weight\n")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda table: table.drop_columns(["phone"]), "phone"),
        (lambda table: table.set_column(4, "id_no", pa.nulls(table.num_rows, pa.float64())), "floats"),
        (lambda table: table.set_column(0, "rec_id", pa.array([1] * table.num_rows)), "repeats"),
        (lambda table: table.set_column(0, "rec_id", pa.array(["a"] * table.num_rows)), "whole numbers"),
    ],
)
def test_link_refuses_what_it_cannot_trust(roster: Path, tmp_path: Path, change, words: str) -> None:
    pq.write_table(change(pq.read_table(roster)), roster)
    result = run("link", roster, "-o", tmp_path / "out.csv")
    assert result.exit_code != 0
    assert words in str(result.exception) + result.output
    assert not (tmp_path / "out.csv").exists()


def test_spark_that_is_not_installed_is_named(roster: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    result = run("link", roster, "-o", tmp_path / "out.csv", "--engine", "spark")
    assert result.exit_code != 0
    assert "linli[spark]" in str(result.exception) + result.output


def test_dates_that_come_as_numbers_are_read(roster: Path, tmp_path: Path) -> None:
    table = pq.read_table(roster)
    numbers = table["birth"].cast(pa.int64())
    pq.write_table(table.set_column(table.schema.get_field_index("birth"), "birth", numbers), roster)
    result = run("link", roster, "-o", tmp_path / "out.csv", "--json")
    assert result.exit_code == 0, result.output
    assert 290 <= json.loads(result.output)["people"] <= 310


def test_link_refuses_a_file_that_is_no_parquet(tmp_path: Path) -> None:
    (tmp_path / "roster.parquet").write_text("rec_id,name\n1,x\n")
    result = run("link", tmp_path / "roster.parquet", "-o", tmp_path / "out.csv")
    assert result.exit_code != 0
    assert "parquet" in str(result.exception) + result.output


def test_address_parse_gives_parts_and_one_key_for_one_dwelling(tmp_path: Path) -> None:
    texts = ["龙岩市新罗区西城街道西安南路261号阳光翠庭6幢1204室", "阳光翠庭6号楼1204", "阳光翠庭16号楼1204"]
    (tmp_path / "in.json").write_text(json.dumps(texts), encoding="utf-8")
    result = run("address", "parse", tmp_path / "in.json", "-o", tmp_path / "out.json")
    assert result.exit_code == 0, result.output
    made = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [row["text"] for row in made] == texts
    assert made[0]["key"] == made[1]["key"] != made[2]["key"]
    assert (made[0]["road"], made[0]["number"], made[0]["room"]) == ("西安南路", "261", "1204")


def test_address_parse_refuses_what_is_no_list_of_strings(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('{"a": 1}')
    result = run("address", "parse", tmp_path / "in.json", "-o", tmp_path / "out.json")
    assert result.exit_code != 0
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("other", "same"),
    [("锦绣花园3号楼2-501", True), ("锦绣花园3栋1单元501", False), ("锦绣花园3栋502", False)],
)
def test_address_same_answers(other: str, same: bool) -> None:
    result = run("address", "same", "锦绣花园3栋2单元501室", other, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.output) == {"same": same}
