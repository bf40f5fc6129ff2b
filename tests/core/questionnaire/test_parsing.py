"""A questionnaire file: what it says, and that every slip in it is named with its place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from linli.core.questionnaire import (
    FieldType,
    QuestionnaireError,
    Severity,
    TimelinessKind,
    Way,
    check_value,
    completeness,
    decode_value,
    encode_value,
    parse_questionnaire,
    run_checks,
    timeliness,
)

SHIPPED = Path(__file__).parents[3] / "src/linli/surveys/questionnaires/five_guarantees.yaml"
SMALL = """
code: small
version: 2
title: {zh: 小问卷, en: Small}
choices:
  tenure: {own: {zh: 自有, en: own}, none: {zh: 没有, en: none}}
sections:
  - code: place
    guarantee: place
    title: {zh: 场所, en: Place}
    questions:
      - code: tenure
        type: choice
        choices: tenure
        way: visit
        required: true
        carry: true
        label: {zh: 来源, en: Held as}
      - code: area
        type: decimal
        unit: m2
        min: 0
        max: 20000
        warn_min: 20
        warn_max: 2000
        label: {zh: 面积, en: Area}
      - {code: rate, type: percent, min: 0, max: 100, label: {zh: 满意率, en: Approval}}
    groups:
      - code: staff
        title: {zh: 人员, en: Staff}
        max_rows: 3
        min_rows: 1
        columns:
          - {code: age, type: integer, min: 16, max: 90, required: true, label: {zh: 年龄, en: Age}}
          - {code: paid, type: money, min: 0, label: {zh: 实发, en: Paid}}
          - {code: due, type: money, min: 0, label: {zh: 应发, en: Due}}
checks:
  - code: none_is_zero
    severity: block
    when: "tenure == 'none'"
    rule: "area == 0"
    label: {zh: 面积应为0, en: no area}
  - {code: paid_due, severity: warn, group: staff, rule: "paid <= due", label: {zh: 多发, en: paid too much}}
"""


def test_the_shipped_questionnaire():
    found = parse_questionnaire(SHIPPED.read_text(encoding="utf-8"))
    assert (found.code, found.version, len(found.questions), list(found.groups)) == (
        "five_guarantees",
        1,
        56,
        ["staff", "funds"],
    )
    assert [section.guarantee for section in found.sections] == [
        "",
        "people",
        "place",
        "money",
        "network",
        "rules",
    ]
    assert len(found.checks) == 11
    labels = [field.label.zh for _group, field in found.fields()]
    assert all(labels)
    assert {field.type for _group, field in found.fields()} == set(FieldType)


def test_nobody_is_asked_for_names_or_beliefs():
    text = SHIPPED.read_text(encoding="utf-8")
    codes = {field.code for _group, field in parse_questionnaire(text).fields()}
    assert not codes & {
        "name",
        "id_number",
        "phone",
        "belief",
        "party",
        "political_status",
        "ethnicity",
        "address",
    }


def test_what_a_file_says():
    found = parse_questionnaire(SMALL)
    tenure, area = found.questions["tenure"], found.questions["area"]
    assert (tenure.way, tenure.required, tenure.carry) == (Way.VISIT, True, True)
    assert tenure.choice("own").label.of("en") == "own"
    assert tenure.label.of("zh-hans") == "来源"
    assert (area.minimum, area.maximum, area.warn_minimum) == (Decimal(0), Decimal(20000), Decimal(20))
    assert found.field("age", "staff").required
    assert found.field("age") is None
    assert found.field("x", "nothing") is None
    assert found.checks[0].names == {"tenure", "area"}
    assert found.checks[1].severity is Severity.WARN


def changed(path: str, value) -> str:
    """The small file with one thing other; DROP takes it out."""
    data = yaml.safe_load(SMALL)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    node = data
    for part in way:
        node = node[part]
    if value is DROP:
        del node[last]
    else:
        node[last] = value
    return yaml.safe_dump(data, allow_unicode=True)


DROP = object()


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        ("code", "Small!", "bad_code", "code"),
        ("version", "two", "bad_type", "version"),
        ("version", True, "bad_type", "version"),
        ("title", {"zh": "只有中文"}, "missing", "title.en"),
        ("title", {"zh": "", "en": "x"}, "missing", "title.zh"),
        ("extra", 1, "unknown_key", "file"),
        ("sections", DROP, "missing", "sections"),
        ("sections.0.questions.0.choices", "tenures", "unknown_choices", "sections[0].questions[0].choices"),
        ("sections.0.questions.0.choices", DROP, "unknown_choices", "sections[0].questions[0].choices"),
        ("sections.0.questions.1.choices", "tenure", "unknown_choices", "sections[0].questions[1].choices"),
        ("sections.0.questions.0.type", "choise", "bad_type", "sections[0].questions[0].type"),
        ("sections.0.questions.0.min", 1, "bounds", "sections[0].questions[0]"),
        ("sections.0.questions.0.requird", True, "unknown_key", "sections[0].questions[0]"),
        ("sections.0.questions.1.code", "tenure", "duplicate", "sections"),
        ("sections.0.questions.1.max", -1, "bounds", "sections[0].questions[1]"),
        ("sections.0.questions.1.warn_min", 30000, "bounds", "sections[0].questions[1]"),
        ("sections.0.questions.0.way", "guess", "bad_type", "sections[0].questions[0].way"),
        ("sections.0.groups.0.min_rows", 9, "bounds", "sections[0].groups[0].max_rows"),
        ("sections.0.groups.0.columns.1.code", "age", "duplicate", "sections[0].groups[0]"),
        ("sections.0.groups.0.code", "area", "duplicate", "sections"),
        ("checks.0.rule", "size == 0", "bad_rule", "checks[0].rule"),
        ("checks.0.when", "tenure", "bad_rule", "checks[0].when"),
        ("checks.0.group", "people", "bad_rule", "checks[0].group"),
        ("checks.1.code", "none_is_zero", "duplicate", "checks"),
        ("checks.0.severity", "stop", "bad_type", "checks[0].severity"),
    ],
)
def test_every_slip_is_named_with_its_place(path, value, code, where):
    with pytest.raises(QuestionnaireError) as caught:
        parse_questionnaire(changed(path, value))
    assert (caught.value.code, caught.value.where) == (code, where)


@pytest.mark.parametrize("text", ["", "a: [", "- 1", "x", "&a [*a]", "!!python/object:os.system {}"])
def test_what_is_no_questionnaire(text):
    with pytest.raises(QuestionnaireError):
        parse_questionnaire(text)


def test_checks_that_need_an_unknown_answer_do_not_apply():
    found = parse_questionnaire(SMALL)
    assert run_checks(found, {"tenure": "none"}, {}) == ()
    assert run_checks(found, {"area": Decimal(5)}, {}) == ()
    assert run_checks(found, {"tenure": "own", "area": Decimal(5)}, {}) == ()
    broken = run_checks(found, {"tenure": "none", "area": Decimal(5)}, {})
    assert [result.key for result in broken] == ["none_is_zero"]


def test_a_check_of_a_group_names_the_row():
    rows = [
        (1, {"paid": Decimal(5), "due": Decimal(9)}),
        (4, {"paid": Decimal(10), "due": Decimal(9)}),
        (5, {"paid": 3}),
    ]
    assert [result.key for result in run_checks(parse_questionnaire(SMALL), {}, {"staff": rows})] == [
        "paid_due:4"
    ]


def test_completeness_counts_questions_and_groups():
    found = parse_questionnaire(SMALL)
    nothing = completeness(found, {}, {})
    assert (nothing.answered, nothing.asked, nothing.required_missing) == (0, 4, ("tenure", "staff"))
    rows = [(1, {"age": 40}), (3, {"paid": Decimal(1)})]
    some = completeness(found, {"area": Decimal(1)}, {"staff": rows})
    assert (some.answered, some.required_missing) == (2, ("tenure", "staff.age:3"))


@pytest.mark.parametrize(
    ("submitted", "as_of", "kind", "days"),
    [
        (date(2026, 11, 30), date(2026, 12, 9), TimelinessKind.ON_TIME, 0),
        (date(2026, 12, 1), date(2026, 12, 9), TimelinessKind.LATE, 1),
        (None, date(2026, 11, 30), TimelinessKind.NOT_IN, 0),
        (None, date(2026, 12, 3), TimelinessKind.NOT_IN, 3),
        (date(2026, 12, 5), date(2026, 12, 3), TimelinessKind.NOT_IN, 3),
    ],
)
def test_timeliness(submitted, as_of, kind, days):
    found = timeliness(submitted_date=submitted, closes_date=date(2026, 11, 30), as_of=as_of)
    assert (found.kind, found.days) == (kind, days)


@pytest.mark.parametrize(
    ("question", "value", "codes"),
    [
        ("area", Decimal("160.5"), []),
        ("area", 160, []),
        ("area", Decimal(0), ["unusually_small"]),
        ("area", Decimal(-1), ["too_small"]),
        ("area", Decimal(2001), ["unusually_big"]),
        ("area", Decimal(20001), ["too_big"]),
        ("area", Decimal("0.12345678"), ["too_many_places", "unusually_small"]),
        ("area", Decimal("Infinity"), ["wrong_type"]),
        ("area", "160", ["wrong_type"]),
        ("rate", Decimal("100.01"), ["too_big"]),
        ("rate", Decimal("96.333"), ["too_many_places"]),
        ("tenure", "own", []),
        ("tenure", "rented", ["not_a_choice"]),
        ("tenure", "x" * 2001, ["not_a_choice", "text_too_long"]),
    ],
)
def test_bounds(question, value, codes):
    found = check_value(parse_questionnaire(SMALL).questions[question], value)
    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("type_", "value", "plain"),
    [
        (FieldType.INTEGER, 5_000, 5_000),
        (FieldType.DECIMAL, Decimal("160.50"), "160.5"),
        (FieldType.DECIMAL, Decimal("1E+3"), "1000"),
        (FieldType.MONEY, Decimal("0.00"), "0"),
        (FieldType.DATE, date(2002, 3, 15), "2002-03-15"),
        (FieldType.YES_NO, False, False),
        (FieldType.TEXT, "规划未批", "规划未批"),
    ],
)
def test_plain_forms_come_back_as_they_were(type_, value, plain):
    assert encode_value(value) == plain
    assert decode_value(type_, plain) == value
