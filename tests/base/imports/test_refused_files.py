"""Files that are refused whole: each by its own code, quickly, in bounded memory, in words."""

import contextlib
import io
import re
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from linli.base.imports.limits import Limits
from linli.base.imports.problems import problem_text
from linli.base.imports.reader import FileRefused, Sheet, read_workbook
from tests.base.imports import files

pytestmark = pytest.mark.one_database

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR_CELL = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty file": (lambda: b"", "kind_empty"),
    "only zero bytes": (lambda: bytes(4096), "kind_empty"),
    "only blanks and line ends": (lambda: b" \r\n\r\n\t", "kind_empty"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf", "kind_empty"),
    "a web page named .xls": (
        lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "kind_html",
    ),
    "a bare html table": (lambda: "\ufeff<table><tr><td>社区</td></tr></table>".encode(), "kind_html"),
    "a web page in UTF-16": (lambda: "<html><table></table></html>".encode("utf-16"), "kind_html"),
    "a drawing named .xls": (lambda: b'<?xml version="1.0"?><svg onload="x()"/>', "kind_svg"),
    "XML spreadsheet of 2003": (lambda: b'<?xml version="1.0"?><Workbook></Workbook>', "kind_xml"),
    "PDF": (lambda: b"%PDF-1.7\n1 0 obj", "kind_pdf"),
    "PNG": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "kind_image"),
    "JPEG": (lambda: b"\xff\xd8\xff\xe0" + bytes(50), "kind_image"),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(30), "kind_archive"),
    "RAR": (lambda: b"Rar!\x1a\x07\x00" + bytes(30), "kind_archive"),
    "a plain zip": (lambda: zipped("a.txt"), "kind_archive"),
    "a Word file": (lambda: zipped("[Content_Types].xml", "word/document.xml"), "kind_word"),
    "slides": (lambda: zipped("[Content_Types].xml", "ppt/presentation.xml"), "kind_slides"),
    "OpenDocument": (lambda: zipped("mimetype", "META-INF/manifest.xml"), "kind_opendocument"),
    "a binary workbook": (lambda: zipped("xl/workbook.bin"), "kind_xlsb"),
    "a workbook with macros": (lambda: files.rebuilt({"xl/vbaProject.bin": b"x"}), "kind_xlsx_macro"),
    "an old workbook with macros": (
        lambda: files.ole({"Workbook": b"", "_VBA_PROJECT_CUR": b""}),
        "kind_xls_macro",
    ),
    "an encrypted workbook": (
        lambda: files.ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"x" * 100}),
        "kind_encrypted",
    ),
    "an old workbook with a password": (
        lambda: files.biff(b"", b"\x2f\x00\x06\x00" + bytes(6)),
        "kind_encrypted",
    ),
    "a zip with a password": (files.flagged_encrypted, "kind_encrypted"),
    "an old Word file": (lambda: files.ole({"WordDocument": b"x"}), "kind_word"),
    "a container of something else": (lambda: files.ole({"Contents": b"x"}), "kind_unknown"),
    "Excel before 1997": (lambda: files.ole({"Book": b"x"}), "kind_old_excel"),
    "Excel 4": (lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "kind_old_excel"),
    "random bytes": (lambda: bytes(range(256)) * 8, "kind_unknown"),
    "a program": (lambda: b"MZ\x90\x00\x03" + bytes(200), "kind_unknown"),
    "zip bomb": (
        lambda: files.with_sheet(files.SHEET_START + " " * 60_000_000 + files.SHEET_END),
        "zip_bomb",
    ),
    "zip bomb in many parts": (files.bomb_of_parts, "zip_too_big"),
    "the directory lies about sizes": (files.lying_about_size, "zip_lies_about_size"),
    "too many parts": (lambda: files.many_entries(2_100), "zip_too_many_entries"),
    "a path out of the archive": (lambda: files.rebuilt({"../../etc/passwd": b"x"}), "zip_path"),
    "an absolute path": (lambda: files.rebuilt({"/etc/passwd": b"x"}), "zip_path"),
    "a drive letter": (lambda: files.rebuilt({"C:evil.xml": b"x"}), "zip_path"),
    "a path with backslashes": (lambda: files.rebuilt({"xl\\..\\..\\x.xml": b"x"}), "zip_path"),
    "a workbook inside": (lambda: files.rebuilt({"xl/embeddings/a.xlsx": b"x"}), "zip_inside_zip"),
    "a zip inside under another name": (
        lambda: files.rebuilt({"xl/media/a.png": zipped("x")}, method=zipfile.ZIP_STORED),
        "zip_inside_zip",
    ),
    "the same part twice": (
        lambda: files.rebuilt({"XL/worksheets/SHEET1.xml": b"<worksheet/>"}),
        "zip_name_twice",
    ),
    "entities in a sheet": (
        lambda: files.with_sheet(DOCTYPE + files.SHEET_START + files.SHEET_END),
        "xml_entities",
    ),
    "an outside entity in the texts": (
        lambda: files.rebuilt(
            {"xl/sharedStrings.xml": b'<!DOCTYPE s SYSTEM "http://x.invalid/e.dtd"><sst/>'}
        ),
        "xml_entities",
    ),
    "entities in UTF-16": (
        lambda: files.rebuilt({"xl/styles2.xml": ("\ufeff" + DOCTYPE + "<a/>").encode("utf-16-le")}),
        "xml_entities",
    ),
    "ten million rows, well packed": (
        lambda: files.with_sheet(
            files.SHEET_START.encode() + b"<row/>" * 10_000_000 + files.SHEET_END.encode()
        ),
        "zip_bomb",
    ),
    "ten million rows, badly packed": (lambda: files.many_short_rows(10_000_000), "too_many_rows"),
    "rows beyond the cap": (lambda: files.sheet_of_rows(201_000), "too_many_rows"),
    "one cell far away": (
        lambda: files.with_sheet(files.SHEET_START + ONE_CELL + FAR_CELL + files.SHEET_END),
        "too_much_memory",
    ),
    "a cell far to the right": (
        lambda: files.with_sheet(
            files.SHEET_START + '<row r="1"><c r="XFD1"><v>1</v></c></row>' + ONE_CELL + files.SHEET_END
        ),
        "too_many_columns",
    ),
    "a long text table": (lambda: b"a,b\r\n" * 200_001, "too_many_rows"),
    "a wide text table": (lambda: b"a," * 501 + b"\r\n", "too_many_columns"),
    "too many sheets": (
        lambda: files.xlsx(more=lambda book, page: [book.add_worksheet() for _ in range(60)] and None),
        "too_many_sheets",
    ),
    "XML that the cell reader skips": (
        lambda: files.with_sheet(
            f'<x:worksheet xmlns:x="{files.NAMESPACE}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c>'
            "</x:row></x:sheetData></x:worksheet>"
        ),
        "workbook_unusual",
    ),
    "error values without an address": (
        lambda: files.with_sheet(files.SHEET_START + '<row><c t="e"><v>#N/A</v></c></row>' + files.SHEET_END),
        "workbook_unusual",
    ),
    "no relations": (lambda: files.rebuilt({"xl/_rels/workbook.xml.rels": None}), "file_damaged"),
    "an old workbook of noise": (lambda: files.ole({"Workbook": b"\xff" * 600}), "file_damaged"),
    "an old workbook in a circle": (
        lambda: files.xls()[:512] + b"\x00\x00\x00\x00" * 128 + files.xls()[1024:],
        "file_damaged",
    ),
    "GBK with a UTF-8 tail": (
        lambda: "社区,面积\r\n永兴,1\r\n".encode("gb18030") + b"\xff\xff\r\n",
        "csv_encoding",
    ),
    "UTF-8 with a GBK tail": (
        lambda: b"\xef\xbb\xbf" + "社区,面积\r\n".encode() + "永兴社区\r\n".encode("gb18030"),
        "csv_encoding",
    ),
    "half a character of UTF-16": (lambda: "社区,面积".encode("utf-16") + b"\x00", "csv_encoding"),
    "a quote never closed": (lambda: '社区,"面积\r\n永兴,1\r\n'.encode(), "csv_quotes"),
    "text after a quote": (lambda: b'a,b\r\n"c"d,1\r\n', "csv_quotes"),
}


class Watched(subprocess.Popen):
    """A child whose own peak memory (kB) is followed; the kernel's account of it begins with that of its parent."""

    peaks: ClassVar[list[int]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # returns when the new program has begun
        threading.Thread(target=self._follow, args=(Path(f"/proc/{self.pid}/status"),), daemon=True).start()

    def _follow(self, status: Path) -> None:
        with contextlib.suppress(OSError):
            while peak := re.search(r"VmHWM:\s+(\d+) kB", status.read_text()):
                self.peaks.append(int(peak[1]))
                time.sleep(0.002)


@pytest.fixture
def peaks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the children that open files in this test have taken at most."""
    monkeypatch.setattr(Watched, "peaks", [])
    monkeypatch.setattr("linli.base.imports.process.subprocess.Popen", Watched)
    return Watched.peaks


@pytest.mark.parametrize("name", REFUSED)
def test_refused_quickly_in_bounded_memory_and_in_words(name: str, peaks: list[int]) -> None:
    make, code = REFUSED[name]
    data = make()
    started = time.monotonic()
    with pytest.raises(FileRefused) as refusal:
        read_workbook(data, name="坏.xlsx")
    assert time.monotonic() - started < 10
    assert peaks or code == "file_too_big"  # too big a file is refused before a child is started
    assert max(peaks, default=0) < 512 * 1024
    problem = refusal.value.problem
    assert problem.code == code
    words = problem_text(problem)
    assert words.place.startswith("文件《坏.xlsx》")
    assert words.reason
    assert words.remedy
    assert "%(" not in str(words)


def test_a_file_beyond_the_size_limit_is_not_even_handed_over(tmp_path) -> None:
    small = Limits(file_size=100)
    path = tmp_path / "大.xlsx"
    path.write_bytes(files.xlsx())
    for source in (path, path.read_bytes()):
        with pytest.raises(FileRefused) as refusal:
            read_workbook(source, limits=small)
        assert refusal.value.problem.code == "file_too_big"


def test_time_ends_a_child_that_is_too_slow() -> None:
    with pytest.raises(FileRefused) as refusal:
        read_workbook(files.sheet_of_rows(60_000), limits=Limits(wall=0.03))
    assert refusal.value.problem.code == "too_slow"


def test_the_refusal_names_the_row() -> None:
    with pytest.raises(FileRefused) as refusal:
        read_workbook('社区,面积\r\n永兴,1\r\n东宝,"2\r\n'.encode(), name="表.csv")
    assert refusal.value.problem.row == 3
    assert "第 3 行" in refusal.value.message


def outcome(data: bytes) -> tuple[str, tuple[Sheet, ...]]:
    """(code of the refusal, sheets read)."""
    try:
        return "", read_workbook(data).sheets
    except FileRefused as refusal:
        return refusal.problem.code, ()


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_cut_off_anywhere_is_refused_and_never_crashes(kind: str) -> None:
    """A cut .xlsx has no directory; a cut .xls misses a sector it needs, or only padding behind its end."""
    whole = files.xlsx() if kind == "xlsx" else files.xls()
    honest = read_workbook(whole).sheets
    for share in (0.003, 0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.97, 0.999):
        code, sheets = outcome(whole[: int(len(whole) * share)])
        assert code in {"file_damaged", "kind_unknown"} or (kind == "xls" and sheets == honest)


def test_a_flipped_byte_never_changes_a_figure_unseen() -> None:
    """The cell reader does not look at check sums; the guard does."""
    whole = files.xlsx()
    honest = read_workbook(whole).sheets
    refused = 0
    for at in range(60, len(whole), len(whole) // 24):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        code, sheets = outcome(bytes(broken))
        refused += bool(code)
        assert code or sheets == honest
    assert refused > 15
