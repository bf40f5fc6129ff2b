"""Static files are collected when their sources have changed, and only then."""

import hashlib
from pathlib import Path


def collect_static_if_changed() -> bool:
    """Bring the collected, hashed and compressed files up to date; True when there was something to do."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".sources"
    sources = _fingerprint()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == sources:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(sources, encoding="ascii")
    return True


def _fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            there = Path(storage.path(name)).stat()
            digest.update(f"{name} {there.st_size} {there.st_mtime_ns}\n".encode())
    return digest.hexdigest()
