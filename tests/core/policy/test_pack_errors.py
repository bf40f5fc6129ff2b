"""Slips in a pack: each is refused with a code and the path of the slip."""

from pathlib import Path

import pytest

from linli.core.policy import PackError, load_directory
from linli.core.policy.reading import read_yaml

from .books import RULES, book, pack, wage

FUNDS = "rule: funds, from: 2008-01-01, unit: yuan_per_year, document: paper"
FLOOR = "rule: floor, from: 2008-01-01, unit: yuan_per_month, document: paper"


def steps(body: str) -> str:
    return f"  - {{{FUNDS}, brackets: {{input: people, reading: whole, boundary: above, steps: [{body}]}}}}"


@pytest.mark.parametrize(
    ("values", "code", "path"),
    [
        (wage(1).replace("rule: wage", "rule: wagge"), "unknown_rule", "0.yaml.values[0].rule"),
        (wage(1).replace("yuan_per_month", "yuan"), "other_unit", "values[0].unit"),
        (wage(1).replace("yuan_per_month", "dollars"), "unknown_unit", "values[0].unit"),
        (wage(1).replace("document: paper", "document: papper"), "unknown_document", "values[0].document"),
        (wage(1).replace("amount", "ammount"), "no_value", "values[0]"),
        (wage(1, extra=", colour: red"), "unknown_key", "values[0].colour"),
        (wage(1, extra=", min: 1, max: 2"), "two_values", "values[0]"),
        (wage(-1), "negative", "values[0].amount"),
        (wage(1).replace("amount: 1", "amount: many"), "not_a_number", "values[0].amount"),
        (wage(1).replace("amount: 1", "amount: true"), "not_a_number", "values[0].amount"),
        (wage(1).replace("amount: 1", "amount: 1000000000000000"), "too_large", "values[0].amount"),
        (wage(1, "2008-02-30"), "not_yaml", "0.yaml"),
        (wage(1, "'next year'"), "bad_date", "values[0].from"),
        (wage(1, "2008-02-01 12:00:00"), "bad_date", "values[0].from"),
        (wage(1, "2008-02-01", "2008-02-01"), "ends_before_it_begins", "values[0].to"),
        (wage(1, extra=', scope: "11"'), "outside_scope", "values[0].scope"),
        (wage(1, extra=", scope: 350802"), "bad_scope", "values[0].scope"),
        (wage(1, extra=', scope: "35080"'), "bad_scope", "values[0].scope"),
        (wage(1, extra=", status: perhaps"), "bad_choice", "values[0].status"),
        (wage(1) + "\n" + wage(2, "2009-01-01"), "overlap", "wage@35"),
        (wage(1, "2007-01-01", "2009-01-02") + "\n" + wage(2, "2009-01-01"), "overlap", "wage@35"),
        (f"  - {{{FLOOR}, ratio: 150%, of: nothing}}", "unknown_rule", "one.floor"),
        (f"  - {{{FLOOR}, ratio: 150%, of: each_one}}", "other_unit", "one.floor"),
        (f"  - {{{FLOOR}, ratio: 150%, of: floor}}", "circular", "floor"),
        (f"  - {{{FUNDS}, each: each_one, times: nobody}}", "unknown_input", "values[0].times"),
        (f"  - {{{FUNDS}, min: 2, max: 1}}", "range_upside_down", "values[0].max"),
        (steps("{from: 1, amount: 1}"), "first_step_not_zero", "brackets.steps"),
        (steps("{from: 0, amount: 1}, {from: 0, amount: 2}"), "steps_not_rising", "brackets.steps"),
        (steps("{from: 0, amount: 1, rate: 1%}"), "amount_or_rate", "steps[0]"),
        (steps("{from: 0, amount: 2}, {from: 5, amount: 1}"), "result_falls", "brackets.steps"),
        (
            steps("{from: 0, amount: 2}").replace("whole", "marginal"),
            "marginal_needs_rates",
            "brackets.steps",
        ),
    ],
)
def test_slips_are_refused_where_they_are(values: str, code: str, path: str) -> None:
    with pytest.raises(PackError) as refused:
        book(pack(values))
    assert refused.value.code == code
    assert path in refused.value.where


def test_two_bound_packs_may_not_say_two_things_of_one_scope() -> None:
    with pytest.raises(PackError) as refused:
        book(pack(wage(1), "a"), pack(wage(2), "b"))
    assert (refused.value.code, refused.value.where) == ("overlap", "a/b.wage@35")


def test_product_rests_on_a_plain_amount() -> None:
    values = (
        f"  - {{{FUNDS}, each: each_one, times: people}}\n"
        "  - {rule: each_one, from: 2008-01-01, min: 1, max: 2, unit: yuan_per_year, document: paper}"
    )
    with pytest.raises(PackError) as refused:
        book(pack(values))
    assert refused.value.code == "no_base"


def test_circle_through_two_packs_is_found() -> None:
    rules = RULES + "  other: {zh: 其他, en: other, guarantee: people, unit: yuan_per_month, sense: is}\n"
    there = pack(f"  - {{{FLOOR}, ratio: 2, of: other}}", "a")
    back = pack(f"  - {{{FLOOR.replace('floor', 'other')}, ratio: 2, of: floor}}", "b", '"11"')
    with pytest.raises(PackError) as refused:
        book(there, back, rules=rules)
    assert refused.value.code == "circular"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\na: 2", "not_yaml"),
        ("a: &x 1\nb: *x", "not_yaml"),
        ("1: a", "not_yaml"),
        ("a: !!python/object:os.system x", "not_yaml"),
        ("a: .inf", "not_yaml"),
        ("a: [", "not_yaml"),
        ("- a", "not_a_mapping"),
        ("", "not_a_mapping"),
        ("a: \x00", "not_yaml"),
    ],
)
def test_yaml_is_read_strictly(text: str, code: str) -> None:
    with pytest.raises(PackError) as refused:
        read_yaml(text, "x.yaml")
    assert refused.value.code == code


def test_yaml_slip_names_line_and_column() -> None:
    with pytest.raises(PackError) as refused:
        read_yaml("a: 1\nb: 2\na: 3", "x.yaml")
    assert refused.value.where == "x.yaml:3:1"


def test_directory_errors(tmp_path: Path) -> None:
    def refused() -> str:
        with pytest.raises(PackError) as caught:
            load_directory(tmp_path / "packs")
        return caught.value.code

    assert refused() == "no_directory"
    folder = tmp_path / "packs" / "deep"
    folder.mkdir(parents=True)
    assert refused() == "nothing_there"
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "a.yaml").write_bytes(pack(wage(1)).encode("gb18030"))
    assert refused() == "not_utf8"
    (folder / "a.yaml").write_text(pack(wage(1)), encoding="utf-8")
    (folder / "b.yaml").write_text(pack(wage(1, "1990-01-01", "1991-01-01")), encoding="utf-8")
    assert refused() == "pack_twice"
    (folder / "b.yaml").write_text(RULES, encoding="utf-8")
    assert refused() == "defined_twice"
    (folder / "b.yaml").unlink()
    rules, packs = load_directory(tmp_path / "packs")
    assert (len(rules), [one.code for one in packs]) == (6, ["one"])
