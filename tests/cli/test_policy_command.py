"""`linli policy`: what it prints, in which language, with which exit status."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linli.cli import policy as door
from linli.cli.policy import policy
from linli.cli.root import root
from tests.policies.setting import set_value


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["policy", *arguments])


@pytest.fixture(autouse=True)
def no_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "db" not in request.fixturenames:
        monkeypatch.setattr(door, "_has_record", lambda: False)


def test_stipend_floor_with_its_document() -> None:
    result = run("value", "stipend.chief_floor", "350802", "2008-07-01")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "855元/月 · 855 yuan a month"
    assert "文件 document: 社区建设调查报告（甲），2008—2009年实地调查 · Survey report A" in result.stdout
    assert "算法 how: 当地最低工资 570元/月 × 150% · local minimum wage 570 yuan a month × 150%" in lines


def test_inputs_packs_and_proposals() -> None:
    funds = ("value", "office_funds.per_year", "350802", "2008-07-01", "--input")
    assert run(*funds, "residents=5001").stdout.startswith("1万元/年 · 10,000 yuan a year\n")
    assert run(*funds, "residents=4999").stdout.startswith("8,000元/年 · 8,000 yuan a year\n")
    staff = run(
        "value",
        "staff_funds.total",
        "350802",
        "2013-07-01",
        "--pack",
        "county_b",
        "--input",
        "full_time_members=84",
        "--json",
    )
    data = json.loads(staff.stdout)
    assert (data["value"], data["unit"], data["pack"]) == (1_512_000, "yuan_per_year", "county_b")
    assert data["rests_on"][0]["value"] == 18_000
    fund = run("value", "development_fund.city", "350802", "2009-07-01", "--proposed")
    assert fund.stdout.splitlines()[:2] == [
        "300万元/年 · 3,000,000 yuan a year",
        "建议，尚未施行 · proposed, not in force",
    ]


def test_json_of_ranges_steps_and_lists() -> None:
    data = {one["rule"]: one for one in json.loads(run("values", "350802", "2008-07-01", "--json").stdout)}
    assert data["payment_in_lieu.share"]["value"] == {"min": 0.02, "max": 0.05}
    assert data["office_funds.per_year"]["value"]["steps"][1] == {"from": 5000, "amount": 10000, "rate": None}
    assert data["new_office.facilities"]["value"][0]["code"] == "service_centre"
    assert data["stipend.member_floor"]["value"] == 741
    assert data["stipend.chief_paid"]["valid_from"] == "2008-02-01"
    assert data["wage.minimum"]["words"] == {"zh": "570元/月", "en": "570 yuan a month"}


def test_all_values_one_line_each() -> None:
    result = run("values", "350802", "2008-07-01")
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert len(lines) == 19
    assert ["office.floor_area", "不低于100平方米 · at least 100 m²", "fujian"] in lines


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("value", "stipend.chief_flour", "350802", "2008-07-01"), "相近的规则：stipend.chief_floor"),
        (("value", "stipend.chief_floor", "11", "2008-07-01"), "nothing is in force in 11"),
        (("value", "stipend.chief_floor", "x", "2008-07-01"), "“x” is not a division code."),
        (("value", "office_funds.per_year", "350802", "2008-07-01"), "社区居民人数（residents）"),
        (("value", "office_funds.per_year", "350802", "2008-07-01", "--input", "residents=-1"), "不能是负数"),
        (
            ("value", "wage.minimum", "350802", "2008-07-01", "--pack", "none"),
            "There is no policy pack “none”.",
        ),
        (("values", "x", "2008-07-01"), "不是区划代码"),
        (("value", "wage.minimum", "350802", "2008-07-01", "--with-overrides"), "no database"),
    ],
)
def test_refusals_are_words_on_stderr_and_status_1(arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert words in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("value", "wage.minimum", "350802", "1 July 2008"),
        ("value", "wage.minimum", "350802"),
        ("value", "wage.minimum", "350802", "2008-07-01", "--input", "residents"),
        ("value", "wage.minimum", "350802", "2008-07-01", "--colour"),
    ],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_an_input_nobody_asked_for_is_pointed_out() -> None:
    result = run("value", "wage.minimum", "350802", "2008-07-01", "--input", "residents=1")
    assert result.exit_code == 0
    assert "residents was not used" in result.stderr


def test_packs_of_ones_own(settings, tmp_path: Path) -> None:
    settings.POLICY_DIR = tmp_path
    assert run("value", "wage.minimum", "35", "2008-07-01").exit_code == 1
    (tmp_path / "a.yaml").write_text("pack: [", encoding="utf-8")
    broken = run("value", "wage.minimum", "35", "2008-07-01")
    assert broken.exit_code == 1
    assert "a.yaml" in broken.stderr


@pytest.mark.django_db
def test_districts_own_values_count_where_there_is_a_database(db) -> None:
    set_value()
    ask = ("value", "stipend.chief_floor", "350802", "2009-07-01")
    assert run(*ask).stdout.startswith("900元/月")
    assert run(*ask, "--with-overrides").stdout.startswith("900元/月")
    assert run(*ask, "--packs-only").stdout.startswith("855元/月")


def test_help_speaks_both_languages() -> None:
    for arguments in (["--help"], ["value", "--help"], ["values", "--help"]):
        told = CliRunner().invoke(policy, arguments)
        assert told.exit_code == 0
        assert "政策包" in told.stdout or "区划代码" in told.stdout or "施行" in told.stdout
        assert "VALUE" in told.stdout.upper()
