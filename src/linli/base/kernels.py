"""The grid engine's kernels as machine code, kept on disk after the first run."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from linli.core.gridding.compiled import CompiledKernels, Kernels, PlainKernels, build, key

DIGEST = 32


def folders() -> tuple[Path, ...]:
    """Where machine code may be kept: beside the kernels like Python's own, else in the user's cache."""
    from linli.core.gridding import kernels

    return Path(kernels.__file__).parent / "__pycache__", Path.home() / ".cache" / "linli"


def grid_kernels(
    on_build: Callable[[], None] = lambda: None, places: tuple[Path, ...] | None = None
) -> Kernels:
    """Compiled kernels from disk, or compiled now and kept; plain ones where the compiler is not installed.

    `on_build` is called before compiling, which takes ten seconds or more.
    """
    try:
        name = f"grids-{key()}.kernels"
    except ImportError:
        return PlainKernels()
    places = folders() if places is None else places
    for folder in places:
        code = _read(folder / name)
        if code is not None:
            return CompiledKernels(code)
    on_build()
    try:
        code = build()
    except ImportError:
        return PlainKernels()
    _keep(code, name, places)
    return CompiledKernels(code)


def _read(path: Path) -> bytes | None:
    """The code, when the file is there, ours and whole."""
    try:
        stored = path.read_bytes()
        ours = not hasattr(os, "getuid") or path.stat().st_uid in (0, os.getuid())
    except OSError:
        return None
    digest, code = stored[:DIGEST], stored[DIGEST:]
    return code if ours and hashlib.sha256(code).digest() == digest else None


def _keep(code: bytes, name: str, places: tuple[Path, ...]) -> None:
    """Write the code where it can be written; a reader sees the whole file or none."""
    for folder in places:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, made = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(code).digest() + code)
            Path(made).replace(folder / name)
        except OSError:
            continue  # read-only or full: the next place, or compile again next time
        return
