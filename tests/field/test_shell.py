"""The app's frame: nothing about anybody, every file found, every word there in both languages."""

import re

import pytest

from linli.field import assets
from linli.field.words import WORDS, words

pytestmark = pytest.mark.one_database
SCRIPTS = {name: text.decode() for name, text in assets.files().items() if name.endswith(".js")}
OURS = {name: text for name, text in SCRIPTS.items() if "vendor" not in name}


def test_the_frame_names_files_that_are_there(client, db):
    page = client.get("/field/").content.decode()
    addresses = set(re.findall(r'"(/field/[^"]+)"', page))
    assert len(addresses) >= 4
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_the_worker_keeps_every_file_of_one_version(client, db):
    text = client.get("/field/worker.js").content.decode()
    kept = set(re.findall(r'"(/field/app/[^"]+)"', text))
    assert kept == set(assets.listed())
    assert assets.version() in text
    assert all(client.get(address).status_code == 200 for address in kept)


def test_a_file_of_another_version_is_gone(client, db):
    assert client.get("/field/app/0000000000000000/main.js").status_code == 404
    assert client.get(f"/field/app/{assets.version()}/../apps.py").status_code == 404


def test_the_app_can_be_installed(client, db):
    manifest = client.get("/field/manifest.webmanifest").json()
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (
        "/field/",
        "/field/",
        "standalone",
    )
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        assert client.get(icon["src"])["Content-Type"] == "image/png"


def test_modules_import_modules_that_are_there():
    for name, text in OURS.items():
        for target in re.findall(r'(?:from|import\()\s*"([^"]+)"', text):
            parts = [*name.split("/")[:-1], *target.split("/")]
            path: list[str] = []
            for part in parts:
                if part == "..":
                    path.pop()
                elif part != ".":
                    path.append(part)
            assert "/".join(path) in SCRIPTS, f"{name}: {target}"


def test_every_word_the_scripts_use_is_there_and_none_is_idle():
    text = "\n".join(OURS.values())
    used = set(re.findall(r'\bt\("([a-z_]+)"', text))
    families = tuple(set(re.findall(r"\bt\(`([a-z]+_)\$\{", text)))
    listed = set(re.findall(r'"([a-z_]+)"', text))
    assert used - set(words("zh-hans")) == set()
    idle = {
        word for word in WORDS if word not in used and not word.startswith(families) and word not in listed
    }
    assert idle == set()


def test_both_languages_are_complete():
    chinese, english = words("zh-hans"), words("en")
    assert set(chinese) == set(english)
    assert not [key for key, text in english.items() if re.search(r"[一-鿿]", text)]
    for key, text in chinese.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key


def test_the_first_load_is_small():
    assert (
        sum(len(content) for name, content in assets.files().items() if not name.endswith("512.png"))
        < 200_000
    )
