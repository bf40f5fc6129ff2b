"""The app's own files. They are served as they are below an address that carries their version, so that its modules
find one another by relative addresses and the service worker keeps exactly one version.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from linli.field.words import words

FOLDER = Path(__file__).parent / "app"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".png": "image/png",
    ".json": "application/json; charset=utf-8",
}
WORKER, WORDS = "worker.js", "words.json"


@cache
def files() -> dict[str, bytes]:
    """Relative name to content, words included; the worker has an address of its own."""
    found = {
        str(path.relative_to(FOLDER)): path.read_bytes()
        for path in sorted(FOLDER.rglob("*"))
        if path.suffix in TYPES and path.name != WORKER
    }
    both = {"zh": words("zh-hans"), "en": words("en")}
    found[WORDS] = json.dumps(both, ensure_ascii=False, sort_keys=True).encode()
    return found


@cache
def version() -> str:
    """Changes with any byte of the app, its words and its frame."""
    digest = hashlib.sha256((FOLDER / WORKER).read_bytes())
    digest.update((FOLDER.parent / "templates/field/app.html").read_bytes())
    for name, content in files().items():
        digest.update(name.encode() + b"\x00" + content)
    return digest.hexdigest()[:16]


def address(name: str) -> str:
    """Where a file of the app is."""
    return f"/field/app/{version()}/{name}"


@cache
def worker() -> bytes:
    """The service worker with its version and the list of what it keeps."""
    head = f"self.VERSION = {json.dumps(version())};\nself.FILES = {json.dumps(listed())};\n"
    return head.encode() + (FOLDER / WORKER).read_bytes()


def listed() -> list[str]:
    """The addresses of all files."""
    return [address(name) for name in files()]


def manifest() -> dict[str, Any]:
    """The web app manifest."""
    return {
        "id": "/field/",
        "name": "邻里走访 Linli visits",
        "short_name": "邻里走访",
        "lang": "zh-Hans",
        "start_url": "/field/",
        "scope": "/field/",
        "display": "standalone",
        "background_color": "#f5f6f4",
        "theme_color": "#163a47",
        "icons": [
            {
                "src": address(f"icon-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": why,
            }
            for size in (192, 512)
            for why in ("any", "maskable")
        ],
    }
