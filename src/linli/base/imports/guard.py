"""What is looked at before a workbook is handed to the cell reader.

First the zip directory, then each XML part in pieces of 1 MiB: document types and entities, sizes that were
lied about, rows without end, and two facts that the cell reader does not pass on (error values, percent
formats).
"""

import re

from linli.base.imports.addresses import column_index, column_letters
from linli.base.imports.refused import Refused
from linli.base.imports.zipdir import Entry, part_chunks, part_start, read_part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from linli.base.imports.limits import Limits

    _Pattern = re.Pattern[bytes] | None

EXCEL_ROWS = 1_048_576
_INNER_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xls", ".docx", ".rar", ".7z", ".gz", ".jar", ".exe", ".dll")
_DOCTYPE = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
# Attributes are looked for in the first 500 bytes of a tag: a pattern without an end could be made to run for ever.
_FORMULA = rb"(?:<f\b[^>]{0,500}/>|<f\b[^>]{0,500}>[^<]{0,60000}</f>)"
_ERROR_CELL = re.compile(
    rb"<c\b([^>]{0,500}\bt=[\"']e[\"'][^>]{0,500})>" + _FORMULA + rb"?(?:<v>([^<]*)</v>)?"
)
# A formula that was written but never worked out: Excel gives it a value as soon as it saves the file.
_UNCALCULATED = re.compile(
    rb"<c\b(?![^>]{0,500}\bt=[\"']str[\"'])([^>]{0,500})>" + _FORMULA + rb"(?:<v>\s*</v>|<v\s*/>)?</c>"
)
UNCALCULATED = "#UNCALCULATED"
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_MOST_ERRORS = 10_000


def check_directory(data: bytes, entries: "list[Entry]", limits: "Limits") -> None:
    """Raises Refused for a path that leads outside, a file inside, a password, a bomb, a name given twice."""
    seen: set[str] = set()
    total = 0
    for entry in entries:
        _check_name(entry.name)
        if entry.name.lower() in seen:
            raise Refused("zip_name_twice", part=entry.name)
        seen.add(entry.name.lower())
        if entry.flags & 1:
            raise Refused("kind_encrypted")
        total += entry.size
        if total > limits.unpacked:
            raise Refused("zip_too_big", most=limits.unpacked // (1 << 20))
        if entry.size > limits.part_ratio_from and entry.size > limits.part_ratio * max(entry.packed, 1):
            raise Refused("zip_bomb", part=entry.name, size=entry.size // (1 << 20))
        if _is_archive(data, entry):
            raise Refused("zip_inside_zip", part=entry.name)


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name[:1] in ("/", "\\") or ".." in parts or ":" in name or "\0" in name or not name:
        raise Refused("zip_path", part=name[:80])


def _is_archive(data: bytes, entry: "Entry") -> bool:
    if entry.name.lower().endswith(_INNER_ARCHIVES):
        return True
    start = part_start(data, entry)
    return entry.method == 0 and data[start : start + 4] == b"PK\x03\x04"


class SheetFacts:
    """What the scan of one sheet found: error values by (row, column), percent cells by row; all from 0."""

    def __init__(self) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self.percent: dict[int, list[int]] = {}


def scan_parts(data: bytes, entries: "list[Entry]", limits: "Limits") -> "dict[str, SheetFacts]":
    """Looks through every XML part; facts by part name for the worksheets. Raises Refused."""
    percent = _percent_pattern(data, entries)
    facts = {}
    cells = 0
    for entry in entries:
        if not entry.name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        if entry.name.startswith("xl/worksheets/") and "/_rels/" not in entry.name:
            scan = _SheetScan(entry, limits, percent, cells)
            facts[entry.name] = scan.run(data)
            cells = scan.cells
        else:
            for chunk in part_chunks(data, entry):
                _refuse_doctype(chunk, entry)
    return facts


def _refuse_doctype(chunk: bytes, entry: "Entry") -> None:
    if any(mark in chunk for mark in _DOCTYPE):
        raise Refused("xml_entities", part=entry.name)


class _SheetScan:
    """One worksheet part, read in pieces that are cut before a tag so that no tag is split."""

    def __init__(self, entry: "Entry", limits: "Limits", percent: "_Pattern", cells: int) -> None:
        self.entry = entry
        self.limits = limits
        self.percent = percent
        self.cells = cells
        self.facts = SheetFacts()
        self._rows = 0

    def run(self, data: bytes) -> SheetFacts:
        rest = b""
        first = True
        for chunk in part_chunks(data, self.entry):
            piece = rest + chunk
            if first and not re.search(rb"<worksheet[\s>]", piece[:4096]):
                raise Refused("workbook_unusual", part=self.entry.name)
            first = False
            cut = _cut(piece)
            rest = piece[cut:]
            self._look(piece[:cut])
        self._look(rest)
        return self.facts

    def _look(self, piece: bytes) -> None:
        _refuse_doctype(piece, self.entry)
        self._rows += piece.count(b"<row")
        filled = piece.count(b"<v>") + piece.count(b"<is>")
        self.cells += filled
        too_many = self._rows > self.limits.rows and filled
        if too_many or self._rows > EXCEL_ROWS:
            raise Refused("too_many_rows", most=self.limits.rows)
        if self.cells > self.limits.cells:
            raise Refused("too_many_cells", most=self.limits.cells)
        if b't="e"' in piece or b"t='e'" in piece:
            self._errors(_ERROR_CELL.findall(piece))
        if b"<f" in piece:
            self._errors([(attributes, UNCALCULATED.encode()) for attributes in _UNCALCULATED.findall(piece)])
        if self.percent is not None:
            for letters, digits in self.percent.findall(piece):
                self.facts.percent.setdefault(int(digits) - 1, []).append(column_index(letters.decode()))

    def _errors(self, found: "list[tuple[bytes, bytes]]") -> None:
        for attributes, text in found:
            place = _REFERENCE.search(attributes)
            if place is None:
                raise Refused("workbook_unusual", part=self.entry.name)
            row, column = int(place[2]) - 1, column_index(place[1].decode())
            self.facts.errors[row, column] = text.decode("ascii", "replace")[:20] or "#N/A"
            if len(self.facts.errors) > _MOST_ERRORS:
                letters = column_letters(column)
                raise Refused("too_many_errors", row=row + 1, column=letters, most=_MOST_ERRORS)


def _cut(piece: bytes) -> int:
    """Where the last cell or row begins: what follows is kept for the next piece."""
    at = max(piece.rfind(b"<c "), piece.rfind(b"<row"))
    return at if at > 0 else max(piece.rfind(b"<"), 0)


def _percent_pattern(data: bytes, entries: "list[Entry]") -> "_Pattern":
    """A pattern for cells whose style shows them as percent, or None when the workbook has no such style."""
    styles = next((entry for entry in entries if entry.name == "xl/styles.xml"), None)
    if styles is None:
        return None
    xml = read_part(data, styles)
    formats = {b"9", b"10"}
    for number, code in re.findall(
        rb'<numFmt\b[^>]{0,500}\bnumFmtId="(\d+)"[^>]{0,500}\bformatCode="([^"]{0,500})"', xml
    ):
        if b"%" in code:
            formats.add(number)
    block = xml.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0]
    used = re.findall(rb'<xf\b[^>]{0,500}\bnumFmtId="(\d+)"', block)
    wanted = [str(index).encode() for index, number in enumerate(used) if number in formats]
    if not wanted:
        return None
    return re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(?:' + b"|".join(wanted) + rb')"')
