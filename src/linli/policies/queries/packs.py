"""Where the packs are, and the rulebook they make."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from linli.core.policy import Rulebook, load_directory

INSTALLED = Path(__file__).resolve().parents[1] / "packs"
"""Inside an installed wheel, where the build puts the repository's `policies/`."""
CHECKOUT = Path(__file__).resolve().parents[4] / "policies"
"""Beside `src/` in a source checkout."""


def policy_directory() -> Path:
    """The setting POLICY_DIR, else the packs inside the installed package, else those of the source checkout."""
    if settings.POLICY_DIR is not None:
        return Path(settings.POLICY_DIR)
    return INSTALLED if INSTALLED.is_dir() else CHECKOUT


def pack_rulebook() -> Rulebook:
    """The packs alone, without districts' own values; read once per process. Raises PackError."""
    return _load(policy_directory())


@lru_cache(maxsize=4)
def _load(directory: Path) -> Rulebook:
    rules, packs = load_directory(directory)
    return Rulebook(rules, packs)
