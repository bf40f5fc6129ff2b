"""Every setting is on the reference page, and the page names no setting that is gone."""

import re

import pytest

from tests.house.house import ROOT, SOURCE, python_files

pytestmark = pytest.mark.one_database
READ = re.compile(r'env\.\w+\(\s*"(LINLI_\w+)"')


def documented() -> list[str]:
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(LINLI_\w+)` \|", page, re.M)


def test_each_setting_that_is_read_is_documented_once_and_no_other():
    read = set(READ.findall((SOURCE / "config/settings.py").read_text(encoding="utf-8")))
    assert len(read) > 10
    assert sorted(documented()) == sorted(read)


def test_settings_are_read_in_one_place():
    got = r"(?:environ\.get|getenv)\(\s*[\"']LINLI_"
    indexed = r"environ\[[\"']LINLI_\w+[\"']\](?!\s*=[^=])"
    reading = re.compile(f"{got}|{indexed}")
    elsewhere = [
        f"{path.relative_to(ROOT)}: {found}"
        for path in python_files("src")
        if "config" not in path.parts
        for found in reading.findall(path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == []
