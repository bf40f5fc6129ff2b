"""A department's workbook, made here."""

import io
from functools import cache

import openpyxl

ELEMENTS = (
    "self.name",
    "self.id_number",
    "self.phone",
    "self.residence_address",
    "self.sex",
    "self.birth_date",
)
TITLE = "独居老人情况登记表"
HEADS = ("序号", "姓名", "公民身份号码", "联系电话", "家庭住址", "结对反馈")


@cache  # a workbook says when it was saved: made twice it would be two files
def workbook(title: str = TITLE, heads: tuple[str, ...] = HEADS, rows: int = 5) -> bytes:
    """A ledger: a title over merged cells, one row of headings, empty rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "登记表"
    sheet["A1"] = title
    if heads:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heads))
    for column, head in enumerate(heads, start=1):
        sheet.cell(2, column, head)
    for row in range(3, 3 + rows):
        sheet.cell(row, 1, row - 2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
