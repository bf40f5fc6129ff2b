"""`linli divisions` as it is typed: what it prints, and its exit status."""

import json

import pytest
from click.testing import CliRunner

from linli.base.errors import Refusal
from linli.cli.divisions import divisions
from linli.territory.demo import BUNDLED, load_demo
from tests.territory.lists import AFTER, AT, BEFORE, BY, D2000, load, put_in_force

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str, fails: bool = False) -> tuple[int, str]:
    """Exit status and standard output; a refusal is what `main` turns into status 1."""
    done = CliRunner().invoke(divisions, list(arguments), catch_exceptions=True)
    if isinstance(done.exception, Refusal):
        return 1, str(done.exception)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


@pytest.fixture
def new_list(tmp_path):
    path = tmp_path / "new.csv"
    path.write_text("code,name\n" + "".join(f"{c},{n}\n" for c, n in AFTER.items()), encoding="utf-8")
    return str(path)


def test_load_compare_activate_search(new_list):
    put_in_force(BEFORE, D2000)
    status, out = run("load", new_list, "--name", "新版", "--date", "2010-01-01", "--json")
    told = json.loads(out)
    assert (status, told["rows"], told["changes"]) == (0, 10, {"renamed": 1, "merged": 2, "moved": 1})
    status, out = run("compare", "--category", "merged", "--json")
    assert {change["old_name"] for change in json.loads(out)} == {"北关社区居委会", "西安社区居委会"}
    assert "更名 renamed: 350802001001 东门社区居委会 → 350802001001 东门苑社区居委会" in run("compare")[1]
    assert run("activate", str(told["edition"]), "2010-01-01", "--why", "公布")[0] == 0
    status, out = run("search", "东门苑", "--json")
    assert json.loads(out) == [
        {
            "code": "350802001001",
            "name": "东门苑社区居委会",
            "way": ["福建省", "龙岩市", "新罗区", "东城街道"],
            "match": "EXACT",
        }
    ]
    assert run("search", "东门苑", "--as-of", "2005-01-01")[0] == 1
    states = [row["state"] for row in json.loads(run("list", "--json")[1])]
    assert states == ["active", "superseded"]


def test_load_and_activate_at_once(new_list):
    assert run("load", new_list, "--activate-from", "2020-01-01")[0] == 0
    assert run("search", "北安")[1].strip() == "350802001005  福建省/龙岩市/新罗区/东城街道/北安社区居委会"
    assert run("search", "北安", "--in", "350802002")[0] == 1


def test_a_file_is_compared_without_being_loaded(new_list):
    put_in_force(BEFORE, D2000)
    status, out = run("compare", new_list)
    assert status == 0
    assert "合并 merged 2" in out
    assert len(json.loads(run("list", "--json")[1])) == 1


def test_bad_rows_are_refused_and_named(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("35,福建省\n3508\n", encoding="utf-8")
    status, words = run("load", str(path))
    assert status == 1
    assert "第 2 行" in words
    assert run("load", str(path), "--leave-out-bad-rows")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x", "--in", "abc"),
        ("search", "x", "--as-of", "1.1.2020"),
        ("compare", "/nowhere.csv"),
        ("compare", "--category", "eaten"),
        ("load", "/nowhere.csv"),
        ("activate", "1", "2020-01-01"),
    ],
)
def test_wrong_usage_is_status_2(arguments):
    assert run(*arguments)[0] == 2


def test_an_edition_that_is_not_there_is_status_1():
    assert run("compare", "77")[0] == 1
    assert run("compare")[0] == 1


def test_the_bundled_city_is_what_comes_without_a_file(settings, tmp_path):
    settings.PROJECT_DIR = tmp_path / "linli"
    status, out = run("load", "--json")
    assert (status, json.loads(out)["files"]) == (0, [str(BUNDLED)])


def test_the_list_beside_the_program_is_taken_when_it_is_there(settings, tmp_path):
    settings.PROJECT_DIR = tmp_path / "linli"
    beside = tmp_path / "shared" / "data" / "divisions" / "divisions_cn_2023.csv.gz"
    beside.parent.mkdir(parents=True)
    beside.write_text("35,福建省\n", encoding="utf-8")
    assert json.loads(run("load", "--json")[1])["rows"] == 1


def test_the_demo_is_loaded_once():
    first = load_demo(by=BY, at=AT)
    assert load_demo(by=BY, at=AT) == first
    assert len(json.loads(run("search", "居委会", "--in", "350802001", "--limit", "50", "--json")[1])) == 11
    load(AFTER)
