"""Every problem code has words in both languages, and is listed in the reference."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from linli.base.imports import catalogue
from linli.base.imports.catalogue import ProblemKind
from linli.base.imports.problems import PROBLEMS, Problem, problem_text, register_problems
from linli.base.imports.sniff import READABLE
from tests.base.imports.reference_page import PAGE, reference_page, reference_row

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parents[3]
SLOT = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("code", catalogue.PROBLEMS)
def test_reason_and_remedy_can_be_filled(code: str) -> None:
    kind = catalogue.PROBLEMS[code]
    slots = set(SLOT.findall(f"{kind.reason}{kind.remedy}"))
    words = problem_text(Problem("表.xlsx", "社区", 3, "C", code, {name: f"<{name}>" for name in slots}))
    assert words.place == "文件《表.xlsx》，工作表“社区”，第 3 行，C 列："
    assert all(f"<{name}>" in words.reason + words.remedy for name in slots)
    assert words.reason.endswith("。")
    assert words.remedy.endswith("。")


@pytest.mark.parametrize("code", catalogue.PROBLEMS)
def test_every_code_is_in_the_reference_with_its_words(code: str) -> None:
    with translation.override("zh-hans"):
        row = reference_row(code, catalogue.PROBLEMS[code])
    assert row in PAGE.read_text(encoding="utf-8"), "run: python -m tests.base.imports.reference_page"


def test_the_reference_lists_nothing_else() -> None:
    with translation.override("zh-hans"):
        assert PAGE.read_text(encoding="utf-8") == reference_page()


def test_every_kind_of_file_that_is_not_read_has_its_refusal() -> None:
    source = (ROOT / "src/linli/base/imports/sniff.py").read_text(encoding="utf-8")
    kinds = set(re.findall(r'"([a-z_]+)"', source)) & {
        code.removeprefix("kind_") for code in PROBLEMS if code.startswith("kind_")
    }
    assert len(kinds) >= 15
    assert not {f"kind_{kind}" for kind in READABLE} & set(PROBLEMS)


def test_every_code_that_is_raised_has_words() -> None:
    raised: set[str] = set()
    for file in (ROOT / "src/linli/base/imports").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        raised |= set(re.findall(r'(?:Refused|CellProblem|_tell)\(\s*"(\w+)"', text))
        raised |= set(re.findall(r'(?:\bProblem|problem_at)\([^"\n]*(?:""[^"\n]*)*"(\w+)"', text)) - {
            "header"
        }
    assert len(raised) > 50
    assert raised <= set(PROBLEMS)


def test_a_room_adds_its_own_codes_once() -> None:
    kind = ProblemKind("原因 %(name)s。", "办法。")
    register_problems({"tests.own": kind})
    register_problems({"tests.own": kind})
    try:
        words = problem_text(Problem("", "", 0, "", "tests.own", {"name": "甲"}))
        assert str(words) == "原因 甲。办法。"
        with pytest.raises(ValueError, match="already registered"):
            register_problems({"tests.own": ProblemKind("别的。", "办法。")})
    finally:
        del PROBLEMS["tests.own"]


@pytest.mark.parametrize("kit", ["imports", "exports"])
def test_the_english_has_the_same_slots_as_the_chinese(kit: str) -> None:
    path = ROOT / f"src/linli/base/{kit}/locale/en/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        messages = [message for message in read_po(file, locale="en") if message.id]
    assert len(messages) > 30
    for message in messages:
        assert set(SLOT.findall(str(message.string))) <= set(SLOT.findall(str(message.id)))
        assert str(message.string).count("%%") == str(message.id).count("%%")
        assert message.string
