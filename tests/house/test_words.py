"""What must stand nowhere in the repository, and what must be complete."""

import re
import subprocess
import sys

import pytest

from tests.house.house import ROOT, SOURCE

pytestmark = pytest.mark.one_database
# Written in pieces, so that this file does not find itself.
HOSTS = ("pypi" + ".org", "python" + "hosted", "registry" + ".npmjs", "deb" + ".debian")


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / file for file in listed.split("\0") if file and (ROOT / file).exists()]


def test_no_file_names_a_package_registry():
    found = []
    for path in tracked_files():
        if path.suffix in {".png", ".woff2", ".gz", ".mo", ".xlsx"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text]
    assert found == []


def test_every_message_has_its_english():
    run = subprocess.run(
        [sys.executable, "tools/messages.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "every message has its English"


def test_no_placeholder_is_lost_in_translation():
    from babel.messages.pofile import read_po

    wrong = []
    for path in SOURCE.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                slots = {tuple(sorted(re.findall(r"%\(\w+\)[sd]|%[sd]", text))) for text in ids if text}
                for text in strings:
                    if message.id and tuple(sorted(re.findall(r"%\(\w+\)[sd]|%[sd]", text))) not in slots:
                        wrong.append(f"{path.relative_to(ROOT)}: {ids[0]}")
    assert wrong == []


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|dev|postgres) = \[(.*?)\n?\]$", text, re.S | re.M)
    silent = [
        line.strip()
        for block in lists
        for line in block.splitlines()
        if line.strip().startswith('"') and "#" not in line
    ]
    assert silent == []


def test_docs_are_of_one_kind_each():
    kinds = {"tutorial", "howto", "reference", "explanation", "adr", "glossary", "pictures"}
    assert {path.name for path in (ROOT / "docs").iterdir() if path.is_dir()} <= kinds


def test_links_in_docs_lead_somewhere():
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert broken == []


def test_one_message_has_one_english_in_all_catalogues():
    from babel.messages.pofile import read_po

    english: dict[tuple, set[str]] = {}
    for path in SOURCE.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id:
                    english.setdefault((message.context, message.id), set()).add(str(message.string))
    assert {key: words for key, words in english.items() if len(words) > 1} == {}
