"""Templates: none unused, nothing inline, no address of another host."""

import re

import pytest

from tests.house.house import SOURCE, name, python_files

pytestmark = pytest.mark.one_database
# The sign-in library looks these up by name.
DOORS = {"office", "residents", "field"}
LOOKED_UP_BY_LIBRARIES = ("allauth/", "account/", "mfa/", "usersessions/", "socialaccount/")


def templates():
    for folder in SOURCE.rglob("templates"):
        for path in folder.rglob("*.html"):
            yield path, str(path.relative_to(folder))


def test_no_template_is_unused():
    code = "\n".join(p.read_text(encoding="utf-8") for p in python_files("src"))
    pages = "\n".join(path.read_text(encoding="utf-8") for path, _known in templates())
    unused = []
    for path, known in templates():
        if known.startswith(LOOKED_UP_BY_LIBRARIES):
            continue
        if known.startswith("cotton/"):
            tag = known.removeprefix("cotton/").removesuffix(".html").replace("/", ".")
            if not re.search(rf"<c-{re.escape(tag)}[\s/>]", pages):
                unused.append(name(path))
        elif f'"{known}"' not in code and f"'{known}'" not in pages and f'"{known}"' not in pages:
            unused.append(name(path))
    assert unused == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline script", r"<script(?![^>]*\b(src|type=\"application/json\")\b)[^>]*>"),
        ("an inline style", r"<style\b|\sstyle="),
        ("an event attribute", r"\son(click|load|change|submit|input|error)="),
        ("another host", r"(src|href|action)=\"(https?:)?//"),
    ],
)
def test_no_template_has(what, pattern):
    assert [
        name(p) for p, _known in templates() if re.search(pattern, p.read_text(encoding="utf-8"))
    ] == [], what


# The mark of the product, the switch to Chinese, and the page for when nothing else works, which says both.
IN_CHINESE = ("ui/page.html", "ui/server_error.html")
# What stands in a field to be typed in is read back by the same marks, in either language.
TYPED = ("src/linli/office/catalogue/forms.py", "src/linli/office/forms/indicators.py")
SAID = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%\s*blocktranslate.*?endblocktranslate\s*%}|{%.*?%}|{{.*?}}",
    re.S,
)


def test_no_template_says_in_chinese_what_is_not_translated():
    """Marks count: a full-width comma or bracket stands in the English page too."""
    found = []
    for path, known in templates():
        rest = SAID.sub("", path.read_text(encoding="utf-8"))
        if known not in IN_CHINESE and (marks := re.findall("[\u4e00-\u9fff（）、，。；：？！]", rest)):
            found.append(f"{name(path)}: {''.join(marks)}")
    assert found == []


def test_words_in_a_row_are_joined_in_the_language_of_the_reader():
    doors = [p for p in python_files("src") if DOORS & set(p.relative_to(SOURCE).parts)]
    assert len(doors) > 100
    bare = re.compile('(?<!_\\()"[、，；]"\\.join|join:.[、，；]')
    files = [*(p for p in doors if name(p) not in TYPED), *(p for p, _known in templates())]
    assert [name(p) for p in files if bare.search(p.read_text(encoding="utf-8"))] == []
