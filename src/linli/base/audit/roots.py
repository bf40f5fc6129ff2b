"""A day's root: the one line that is published outside, and how it is read back."""

import re
from dataclasses import dataclass
from datetime import date

LINE = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d)\s+)?(?:seq=)?(?P<seq>\d+)\s+(?:count=)?(?P<count>\d+)\s+(?:sha256=)?(?P<digest>[0-9a-f]{64})"
)
DIGEST = re.compile(r"(?:sha256=)?(?P<digest>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Root:
    """The trail up to the end of `day`: its last entry, how many entries there are up to it, its digest.

    `seq` and `count` are None when only the digest was noted down.
    """

    digest: str
    day: date | None = None
    seq: int | None = None
    count: int | None = None

    def __str__(self) -> str:
        if self.seq is None:
            return f"sha256={self.digest}"
        return f"{self.day} seq={self.seq} count={self.count} sha256={self.digest}"


def parse_root(text: str) -> Root:
    """Read one published line, or a bare digest. ValueError when it is neither."""
    text = text.strip().lower()
    if found := LINE.fullmatch(text):
        day = date.fromisoformat(found["day"]) if found["day"] else None
        return Root(digest=found["digest"], day=day, seq=int(found["seq"]), count=int(found["count"]))
    if found := DIGEST.fullmatch(text):
        return Root(digest=found["digest"])
    raise ValueError(text)


def parse_roots(text: str) -> list[Root]:
    """Read a file of published lines; empty lines and lines that begin with # are left out."""
    lines = (line.strip() for line in text.splitlines())
    return [parse_root(line) for line in lines if line and not line.startswith("#")]
