"""Reading and checking a list of divisions: rows ``code,name``, from one file or several. Pure."""

import csv
import gzip
import hashlib
import io
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from linli.territory.rules.names import unpadded
from linli.territory.states import LENGTH_OF_LEVEL, LEVEL_OF_LENGTH, Level, RowReason

# A national list has 665,276 rows and 14 MB; a file past these limits is no list of divisions.
MAX_BYTES = 256 * 2**20
MAX_ROWS = 3_000_000
MAX_NAME = 64

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row. `row` counts the lines of the file from 1; `reason` is a `RowReason`."""

    file: str
    row: int
    reason: RowReason
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A checked list: sound rows in order of their codes, and the rows that are not sound."""

    rows: list[Row]
    problems: list[Problem]


class NotAList(ValueError):
    """The bytes are no text, no gzip of text, or far too large. `reason`: text, gzip, size or rows."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file of a list: its name, its bytes (unpacked) and how they are to be read as text."""

    name: str
    content: bytes
    encoding: str


def list_file(name: str, content: bytes) -> ListFile:
    """Look at the bytes of a file: plain or gzip, UTF-8 (with or without mark) or GB18030."""
    if content.startswith(b"\x1f\x8b"):
        content = _unzipped(content)
    if len(content) > MAX_BYTES:
        raise NotAList("size")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if b"\x00" not in content[:4096]:
            return ListFile(name, content, encoding)
    raise NotAList("text")


def _unzipped(content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            return packed.read(MAX_BYTES + 1)
    except (OSError, EOFError, ValueError) as error:
        raise NotAList("gzip") from error


def read_listing(files: Sequence[ListFile]) -> Listing:
    """Read the files as one list, check each row, and sort by code.

    A list in which every code has twelve digits is read as filled up with zeros: 350802000000 is 350802.
    """
    padded = all(len(cells[0].strip()) == 12 for _file, _row, cells in _cells(files))
    problems: list[Problem] = []
    seen: set[str] = set()
    rows: list[Row] = []
    for file, number, cells in _cells(files):
        code, name = _code_and_name(cells, padded)
        reason = _reason(code, name, len(cells), seen)
        if reason:
            problems.append(Problem(file, number, reason, code, name))
            continue
        seen.add(code)
        rows.append((code, name))
        if len(rows) > MAX_ROWS:
            raise NotAList("rows")
    rows.sort()
    orphans = _orphans(rows)
    if orphans:
        rows = [row for row in rows if row[0] not in orphans]
        problems += _placed(orphans, files, padded)
        problems.sort(key=lambda problem: (problem.file, problem.row))
    return Listing(rows, problems)


def _cells(files: Iterable[ListFile]) -> Iterator[tuple[str, int, list[str]]]:
    for file in files:
        lines = io.TextIOWrapper(io.BytesIO(file.content), encoding=file.encoding, newline="")
        reader = csv.reader(lines)
        try:
            for cells in reader:
                if not cells or (reader.line_num == 1 and not cells[0].strip()[:1].isdigit()):
                    continue  # an empty line, or the heading
                yield file.name, reader.line_num, cells
        except csv.Error as error:
            raise NotAList("text") from error


def _code_and_name(cells: list[str], padded: bool) -> Row:
    code = cells[0].strip()
    return unpadded(code) if padded else code, " ".join(cells[1].split()) if len(cells) > 1 else ""


def _reason(code: str, name: str, columns: int, seen: set[str]) -> RowReason | None:
    if columns < 2:
        return RowReason.COLUMNS
    if not (code.isascii() and code.isdigit()):
        return RowReason.DIGITS
    if len(code) not in LEVEL_OF_LENGTH:
        return RowReason.LENGTH
    if code in seen:
        return RowReason.REPEATED
    if len(name) > MAX_NAME:
        return RowReason.NAME_LONG
    return None if name else RowReason.NAME


def _orphans(rows: list[Row]) -> set[str]:
    """Codes without a parent, and everything below them; `rows` are in order of codes."""
    known: set[str] = set()
    orphans: set[str] = set()
    for code, _name in rows:
        if len(code) == 2 or parent_of(code, known):
            if len(code) < 12:
                known.add(code)
        else:
            orphans.add(code)
    return orphans


def _placed(orphans: set[str], files: Sequence[ListFile], padded: bool) -> Iterator[Problem]:
    for file, number, cells in _cells(files):
        code, name = _code_and_name(cells, padded)
        if code in orphans:
            orphans.discard(code)  # a second row with this code is named as a repetition
            yield Problem(file, number, RowReason.PARENT, code, name)


_PARENT_LENGTH = {2: 0, 4: 2, 6: 4, 9: 6, 12: 9}


def parent_of(code: str, known: Container[str]) -> str:
    """The code above; "" for a province or when it is not `known`.

    A city without counties (东莞市) may keep its sub-districts right below the prefecture: county part 00.
    """
    above = code[: _PARENT_LENGTH[len(code)]]
    if above in known:
        return above
    if len(code) == LENGTH_OF_LEVEL[Level.SUB_DISTRICT] and above.endswith("00") and above[:4] in known:
        return above[:4]
    return ""


def with_parents(rows: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    """(code, name, parent code) of sound rows in order of their codes."""
    upper: set[str] = set()
    above = ""
    for code, name in rows:
        if len(code) == 12:
            if not code.startswith(above) or not above:
                above = code[:9]  # one string for all that share it: half a million would be 40 MB
            yield code, name, above
            continue
        if len(code) < 9:
            upper.add(code)
        yield code, name, parent_of(code, upper)


def counts_by_level(rows: Iterable[Row]) -> dict[str, int]:
    """Number of rows by level, as {"1": 31, ...}."""
    found = dict.fromkeys((str(level.value) for level in Level), 0)
    for code, _name in rows:
        found[str(LEVEL_OF_LENGTH[len(code)].value)] += 1
    return found


def packed(rows: list[Row]) -> tuple[bytes, str]:
    """The rows as gzip of ``code,name`` lines, and the SHA-256 of the lines in hex; `rows` are in order."""
    digest, out = hashlib.sha256(), io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=4, mtime=0) as file:
        for batch in _batched(rows, 50_000):
            lines = "".join(f"{code},{name}\n" for code, name in batch).encode()
            digest.update(lines)
            file.write(lines)
    return out.getvalue(), digest.hexdigest()


def _batched(rows: list[Row], size: int) -> Iterator[list[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def unpacked(content: bytes) -> Iterator[Row]:
    """The rows of `packed`, one at a time."""
    with gzip.open(io.BytesIO(content), "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            code, _comma, name = line.rstrip("\n").partition(",")
            yield code, name
