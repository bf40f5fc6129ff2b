"""What is written is what is read, whatever it is."""

import string
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.base.imports.addresses import column_index, column_letters
from linli.base.imports.biff import scan_workbook_stream
from linli.base.imports.cell_problem import CellProblem
from linli.base.imports.cells import parse_cell
from linli.base.imports.columns import Column, Kind
from linli.base.imports.csvtext import decode
from linli.base.imports.ole import OleFile
from linli.base.imports.problems import PROBLEMS
from linli.base.imports.reader import read_workbook
from linli.base.imports.refused import Refused
from linli.base.imports.sniff import READABLE, sniff
from linli.base.imports.zipdir import part_chunks, read_directory
from tests.base.imports import files

pytestmark = pytest.mark.one_database

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OPENING_FILES = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NUMBER = Column("n", ("数",), Kind.DECIMAL, unit="元")
DAY = Column("d", ("日",), Kind.DATE)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
CELL = st.one_of(
    st.none(),
    TEXT.filter(lambda text: text != ""),
    st.booleans(),
    st.decimals(-(10**9), 10**9, places=4).map(float),
    st.integers(-(10**14), 10**14),
)
FULL_WIDTH = str.maketrans(string.digits + ".,-", "０１２３４５６７８９．，－")


def trimmed(rows):
    """Rows as the reader gives them: without empty cells at the end, nor empty rows at the end."""
    shown = []
    for row in rows:
        cells = [None if cell == "" else cell for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        shown.append(tuple(cells))
    while shown and not shown[-1]:
        shown.pop()
    return tuple(shown)


@OPENING_FILES
@given(st.lists(st.lists(CELL, max_size=6), max_size=8))
def test_a_workbook_written_is_the_workbook_read(rows) -> None:
    import io

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, cell)
            elif isinstance(cell, bool):
                page.write_boolean(number, column, cell)
            elif cell is not None:
                page.write_number(number, column, cell)
    book.close()
    assert read_workbook(out.getvalue()).sheets[0].rows == trimmed(rows)


@QUICK
@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["", "元", " 元", "￥"]), st.booleans())
def test_a_number_rendered_is_the_number_parsed(number: Decimal, unit: str, wide: bool) -> None:
    shown = f"{number:,}"
    shown = shown + unit if unit != "￥" else shown
    shown = shown.translate(FULL_WIDTH) if wide else shown
    assert parse_cell(shown, NUMBER) == number


@QUICK
@given(st.dates(date(1930, 1, 1), date(2199, 12, 31)))
def test_a_date_rendered_is_the_date_parsed(day: date) -> None:
    for shown in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        (day - date(1899, 12, 30)).days,
        day,
    ):
        assert parse_cell(shown, DAY) == day


@QUICK
@given(st.integers(0, 100_000))
def test_letters_and_numbers_of_columns(index: int) -> None:
    assert column_index(column_letters(index)) == index


@QUICK
@given(st.sampled_from(list(Kind)), CELL)
def test_any_cell_in_any_column_is_a_value_or_a_problem(kind: Kind, cell) -> None:
    column = Column("x", ("列",), kind, unit="元")
    code, value = "", None
    try:
        value = parse_cell(cell, column)
    except CellProblem as problem:
        code = problem.code
    assert (
        code in PROBLEMS or value is None or type(value).__name__ in {"str", "int", "Decimal", "date", "bool"}
    )


@QUICK
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"\xff\xfe"]),
)
def test_sniffing_noise_answers_or_refuses(noise: bytes, start: bytes) -> None:
    try:
        answer = sniff(start + noise)
    except Refused as refused:
        answer = refused.code
    assert answer in {*READABLE, "file_damaged", "zip_too_many_entries"} or f"kind_{answer}" in PROBLEMS


# Made once: a workbook carries the time it was written, which changes its bytes and their number.
CONTAINERS = (files.xls(), files.xlsx())


@QUICK
@given(st.data())
def test_damaged_containers_refuse_and_never_run_away(data) -> None:
    whole = bytearray(data.draw(st.sampled_from(CONTAINERS)))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    code = ""
    try:
        _look_into(bytes(whole))
    except Refused as refused:
        code = refused.code
    assert code == "" or code in PROBLEMS


def _look_into(data: bytes) -> None:
    if data[:2] == b"PK":
        for entry in read_directory(data, 100):
            assert sum(map(len, part_chunks(data, entry))) == entry.size
    elif "Workbook" in OleFile(data).streams:
        assert isinstance(scan_workbook_stream(OleFile(data).stream("Workbook")), list)


@QUICK
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12))
def test_chinese_text_is_read_in_the_encoding_it_was_written_in(text: str) -> None:
    assert decode(f"区划,{text}\r\n".encode())[0] == f"区划,{text}\r\n"
    assert decode(f"区划,{text}\r\n".encode("gb18030"))[0] == f"区划,{text}\r\n"
