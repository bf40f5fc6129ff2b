"""`linli forms`: files in, fields, matches and relations out; what cannot be read is said in words."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from linli.cli.root import root
from linli.core.formmatch import NONE
from tests.core.formmatch.drawing import as_docx, as_xls, as_xlsx, draw
from tests.core.formmatch.small import CATALOGUE, ROLES
from tests.core.formmatch.twenty_forms import TWENTY, MadeForm, asked

pytestmark = pytest.mark.one_database


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, [str(argument) for argument in arguments])


def told(result: Result) -> str:
    return f"{result.exception} {result.output}"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_lines(path: Path, *records: object) -> Path:
    path.write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8"
    )
    return path


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    elements = [
        {"id": one.id, "name": one.name, "role": one.role, "property": one.property, "alias": []}
        for one in CATALOGUE.elements
    ]
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({"roles": ROLES, "elements": elements}), encoding="utf-8")
    return path


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    fields = [{"label": "姓名"}, {"label": "身份证号"}, {"label": "配偶姓名"}, {"label": "胎数"}]
    return write_lines(
        tmp_path / "forms.jsonl", {"form_id": "a-1", "dept": "卫健", "title": "表", "fields": fields}
    )


# --- read -----------------------------------------------------------------------------------------------------------


def read(tmp_path: Path, *made: MadeForm) -> list[dict[str, Any]]:
    for one in made:
        (tmp_path / one.name).write_bytes(one.make())
    out = tmp_path / "read.jsonl"
    result = run("forms", "read", *(tmp_path / one.name for one in made), "-o", out)
    assert result.exit_code == 0, told(result)
    return lines(out)


def test_twenty_forms_are_read_as_they_were_drawn(tmp_path: Path) -> None:
    found = wanted = right = 0
    for record, made in zip(read(tmp_path, *TWENTY), TWENTY, strict=True):
        got = Counter((field.get("group", ""), field["label"]) for field in record["fields"])
        labels = Counter(field["label"] for field in record["fields"])
        gold = Counter(label for _, label in asked(made))
        right += (labels & gold).total()
        found, wanted = found + labels.total(), wanted + gold.total()
        missing = [pair for pair in asked(made) if pair[0] and pair not in got]
        assert missing == [], made.name
        assert record["title"] == made.title
    assert right / wanted >= 0.98
    assert right / found >= 0.95


def test_an_old_workbook_under_a_new_name_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "new.xlsx").write_bytes(as_xls(draw("姓名|_|性别|_")))
    result = run("forms", "read", tmp_path / "new.xlsx", "-o", tmp_path / "out.jsonl", "--json")
    assert json.loads(result.output) == {"forms": 1, "fields": 2, "refused": 0, "empty": 0}


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "表.xlsx").write_bytes(as_xlsx(draw("姓名|_|性别|_")))
    run("forms", "read", tmp_path / "a" / "表.xlsx", tmp_path / "b" / "表.xlsx", "-o", tmp_path / "out.jsonl")
    assert [record["form_id"] for record in lines(tmp_path / "out.jsonl")] == ["表", "表-2"]


def test_what_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.docx").write_bytes(as_docx(draw("姓名|_|性别|_")))
    (tmp_path / "bad.docx").write_bytes(as_docx("x")[:900])
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "empty.xlsx").write_bytes(as_xlsx(draw("_|_")))
    files = [tmp_path / name for name in ("good.docx", "bad.docx", "picture.png", "empty.xlsx")]
    result = run("forms", "read", *files, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    for name in ("bad.docx", "picture.png", "empty.xlsx"):
        assert name in result.output
    assert [record["form_id"] for record in lines(tmp_path / "out.jsonl")] == ["good", "empty"]


# --- match ----------------------------------------------------------------------------------------------------------


def test_match_writes_a_line_for_every_field(forms: Path, catalogue: Path, tmp_path: Path) -> None:
    result = run("forms", "match", forms, "--catalogue", catalogue, "-o", tmp_path / "out.jsonl", "--json")
    assert result.exit_code == 0, told(result)
    assert json.loads(result.output) == {"forms": 1, "fields": 4, "auto": 3, "none": 1, "ask": 0}
    found = lines(tmp_path / "out.jsonl")
    assert [(one["form_id"], one["i"], one["ranked"][0], one["auto"]) for one in found] == [
        ("a-1", 0, "self.name", True),
        ("a-1", 1, "self.id_number", True),
        ("a-1", 2, "spouse.name", True),
        ("a-1", 3, NONE, False),
    ]


def test_memory_is_taken_from_confirmed_forms(forms: Path, catalogue: Path, tmp_path: Path) -> None:
    gold = write_lines(
        tmp_path / "gold.jsonl",
        *(
            {"form_id": "a-1", "i": i, "label": "", "accept": [element]}
            for i, element in enumerate(["self.name", "self.id_number", "spouse.name", "n_child"])
        ),
    )
    memory = ("--memory", gold, "--memory-forms", forms)
    result = run("forms", "match", forms, "--catalogue", catalogue, *memory, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 0, told(result)
    last = lines(tmp_path / "out.jsonl")[-1]
    assert (last["ranked"][0], last["auto"]) == ("n_child", True)


def test_memory_without_its_forms_stands_by_its_labels(forms: Path, catalogue: Path, tmp_path: Path) -> None:
    answers = [("姓名", "self.name"), ("胎数", "n_child")]
    gold = write_lines(
        tmp_path / "gold.jsonl",
        *(
            {"form_id": form_id, "i": i, "label": label, "accept": [element]}
            for form_id in ("m-1", "m-2")
            for i, (label, element) in enumerate(answers)
        ),
    )
    run("forms", "match", forms, "--catalogue", catalogue, "--memory", gold, "-o", tmp_path / "out.jsonl")
    assert lines(tmp_path / "out.jsonl")[-1]["ranked"][0] == "n_child"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "forms.jsonl:1"),
        ('{"form_id": "a"}', "no_fields"),
        ('{"fields": []}', "no_form_id"),
        ('{"form_id": "a", "fields": [{"name": "x"}]}', "a[0]"),
        ("[1]", "object"),
    ],
)
def test_a_broken_line_is_named(text: str, words: str, forms: Path, catalogue: Path, tmp_path: Path) -> None:
    forms.write_text(f"{text}\n", encoding="utf-8")
    result = run("forms", "match", forms, "--catalogue", catalogue, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert words in told(result)
    assert not (tmp_path / "out.jsonl").exists()


def test_a_file_that_is_no_text_is_named(forms: Path, catalogue: Path, tmp_path: Path) -> None:
    forms.write_bytes(b"\xff\xfe\x00\x80")
    assert "UTF-8" in told(
        run("forms", "match", forms, "--catalogue", catalogue, "-o", tmp_path / "out.jsonl")
    )


@pytest.mark.parametrize("text", ["", "{}", '{"roles": {}, "elements": [{"id": 3}]}'])
def test_a_broken_catalogue_is_named(text: str, forms: Path, catalogue: Path, tmp_path: Path) -> None:
    catalogue.write_text(text, encoding="utf-8")
    result = run("forms", "match", forms, "--catalogue", catalogue, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "catalogue.json" in told(result)


def test_answers_that_do_not_fit_their_form_are_named(forms: Path, catalogue: Path, tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", {"form_id": "a-1", "i": "x", "accept": ["self.name"]})
    result = run(
        "forms", "match", forms, "--catalogue", catalogue, "--memory", gold, "-o", tmp_path / "out.jsonl"
    )
    assert result.exit_code == 1
    assert "gold.jsonl" in told(result)


def test_wrong_usage_is_two() -> None:
    assert run("forms", "match").exit_code == 2
    assert run("forms", "scopes", "人员").exit_code == 2


def test_help_is_in_both_languages() -> None:
    for command in ("match", "read", "scopes"):
        text = run("forms", command, "--help").output
        assert "例" in text
        assert "for example" in text


# --- scopes ---------------------------------------------------------------------------------------------------------


def test_two_scopes_in_words_are_compared() -> None:
    result = run(
        "forms",
        "scopes",
        "人员，年龄满80岁",
        '{"unit": "person", "where": [["self.age", ">=", 60]]}',
        "--json",
    )
    assert result.exit_code == 0
    found = json.loads(result.output)[0]
    assert found["relation"] == "subset"
    assert found["a_words"] == ["人员，年龄不小于80", "people; age at least 80"]


def test_stated_relations_of_a_file_are_checked(tmp_path: Path) -> None:
    old, all_people = {"unit": "person", "where": [["self.age", ">=", 80]]}, {"unit": "person", "where": []}
    records = [
        {"kind": "scope", "title": "老人", "scope": old},
        {"kind": "scope", "title": "全部", "scope": all_people},
        {"kind": "relation", "a": "老人", "b": "全部", "relation": "subset"},
    ]
    assert run("forms", "scopes", "--file", write_lines(tmp_path / "s.jsonl", *records)).exit_code == 0
    records[-1]["relation"] = "disjoint"
    result = run("forms", "scopes", "--file", write_lines(tmp_path / "s.jsonl", *records))
    assert result.exit_code == 1
    assert "stated: disjoint" in result.output


def test_a_file_without_relations_compares_all_pairs(tmp_path: Path) -> None:
    scope = {"unit": "person", "where": []}
    records = [{"kind": "scope", "title": title, "scope": scope} for title in "abc"]
    result = run("forms", "scopes", "--file", write_lines(tmp_path / "s.jsonl", *records), "--json")
    assert [(one["a"], one["b"], one["relation"]) for one in json.loads(result.output)] == [
        ("a", "b", "equal"),
        ("a", "c", "equal"),
        ("b", "c", "equal"),
    ]


@pytest.mark.parametrize(
    ("a", "words"),
    [("人员，住得远", "住得远"), ("{", "JSON"), ('{"unit": "ship"}', "ship"), ("人员，截至明天", "明天")],
)
def test_a_scope_that_is_not_understood_is_said_with_its_part(a: str, words: str) -> None:
    result = run("forms", "scopes", a, "人员")
    assert result.exit_code == 1
    assert words in told(result)


def test_a_relation_that_names_no_scope_is_refused(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "s.jsonl", {"kind": "relation", "a": "x", "b": "y"})
    assert "x" in told(run("forms", "scopes", "--file", file))
    assert (
        run("forms", "scopes", "--file", write_lines(tmp_path / "s.jsonl", {"kind": "other"})).exit_code == 1
    )


def test_a_file_that_cannot_be_read_is_explained_in_both_languages_without_a_database(tmp_path: Path) -> None:
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    command = [
        sys.executable,
        "-c",
        "from linli.cli.root import main; main()",
        "forms",
        "read",
        "picture.xlsx",
        "-o",
        "out.jsonl",
    ]
    environment = {"PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "图片" in done.stderr
    assert "picture" in done.stderr
    assert "Traceback" not in done.stderr
