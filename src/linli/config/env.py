"""Typed readers of environment variables; every name read here is listed in docs/reference/settings.md."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse


def text(name: str, default: str = "") -> str:
    """The variable as text, or the default."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off or empty; anything else is an error."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    lowered = raw.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError(f"{name} must be 1 or 0, not {raw!r}")


def number(name: str, default: float) -> float:
    """A number; anything else is an error."""
    raw = os.environ.get(name, "")
    try:
        return float(raw) if raw.strip() else default
    except ValueError as error:
        raise ValueError(f"{name} must be a number, not {raw!r}") from error


def choice(name: str, known: tuple[str, ...]) -> str:
    """One of the known words, by default the first; anything else is an error."""
    raw = os.environ.get(name, "").strip().lower() or known[0]
    if raw not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, not {raw!r}")
    return raw


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A comma-separated list."""
    raw = os.environ.get(name)
    return list(default) if raw is None else [part.strip() for part in raw.split(",") if part.strip()]


def secret(path: Path) -> str:
    """The secret key kept in `path`, made on first use; readable by the owner only."""
    import secrets

    if path.exists():
        return path.read_text(encoding="ascii").strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    value = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(value)
    return value


def database(name: str, sqlite_path: Path) -> dict[str, Any]:
    """Django's database settings from a `postgres://` URL, or SQLite at `sqlite_path` when unset."""
    raw = os.environ.get(name, "")
    if not raw:
        return sqlite(sqlite_path)
    url = urlparse(raw)
    if url.scheme == "sqlite":
        return sqlite(Path(unquote(url.path)))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"{name}: only postgres:// and sqlite:// are known, not {url.scheme}://")
    query = dict(part.split("=", 1) for part in url.query.split("&") if "=" in part)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(query.get("host", url.hostname or "")),
        "PORT": str(url.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as a server database: WAL, IMMEDIATE transactions (the default mode fails under two writers)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456; "
                "PRAGMA cache_size=-65536; PRAGMA foreign_keys=ON;"
            ),
        },
    }
