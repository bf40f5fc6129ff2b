"""What elements refer to and the product supplies: laws, purposes, departments, role paths."""

from functools import lru_cache
from pathlib import Path

from linli.base.reading.queries import purpose
from linli.core.elements import Seed, load_directory


def seed_directory() -> Path:
    """The data files of this room."""
    return Path(__file__).resolve().parents[1] / "seed"


def reference() -> Seed:
    """The supplied files, read once per process. Raises SeedError."""
    return _load(seed_directory())


def knows_purpose(code: str) -> bool:
    """Whether values may be recorded for it: a purpose of the catalogue, or a request in the register of purposes."""
    return code in reference().purposes or purpose(code) is not None


@lru_cache(maxsize=2)
def _load(directory: Path) -> Seed:
    return load_directory(directory)
