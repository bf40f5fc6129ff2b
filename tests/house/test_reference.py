"""Reference pages are what the code says."""

import pytest

from tests.house.house import ROOT
from tools import reference

pytestmark = pytest.mark.one_database


def test_the_command_reference_is_up_to_date():
    assert (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8") == reference.page()


def test_every_command_says_what_it_does_in_both_languages():
    silent = [
        block.split("\n")[0]
        for block in reference.page().split("\n## ")[1:]
        if not any("\u4e00" <= letter <= "\u9fff" for letter in block) or "·" not in block
    ]
    assert silent == []
