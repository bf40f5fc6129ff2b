"""The tutorial names the buttons as the pages do."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.house.house import ROOT, SOURCE

pytestmark = pytest.mark.one_database
# Set in bold for weight, or with a number in it; not the name of a button.
NOT_BUTTONS = {"2 self-check remarks"}


def test_what_the_tutorial_asks_to_press_is_on_the_pages():
    english: set[str] = set()
    for path in SOURCE.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            english |= {
                message.string for message in read_po(file, locale="en") if isinstance(message.string, str)
            }
    text = (ROOT / "docs/tutorial/from-nothing-to-the-report.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\*\*([^*]+)\*\*", text)) - NOT_BUTTONS
    assert named
    assert named - english == set()
