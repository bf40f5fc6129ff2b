"""Which program makes the files: versions, and a digest of the code that composes and renders."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from linli import __version__

_LIBRARIES: Final = ("typst", "python-docx", "xlsxwriter", "lxml", "pylopdf-fonts-zh-cn")
_HERE: Final = Path(__file__).resolve().parents[2]
_FOLDERS: Final = (_HERE / "core" / "tabulate", _HERE / "reports" / "compose", _HERE / "reports" / "render")
_CODE: Final = {".py", ".typ"}


@cache
def engine_digest() -> str:
    """SHA-256 over the names and contents of the files that turn figures into documents."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted(found for found in folder.rglob("*") if found.suffix in _CODE):
            digest.update(path.relative_to(_HERE).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def engine() -> dict[str, str]:
    """The program's version, those of its libraries, and the digest of its code."""
    return {"linli": __version__, "code": engine_digest(), **{name: version(name) for name in _LIBRARIES}}
