"""Templates: none unused, nothing inline, no address of another host."""

import re

import pytest

from tests.house.house import SOURCE, name, python_files

pytestmark = pytest.mark.one_database
# The sign-in library looks these up by name.
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
