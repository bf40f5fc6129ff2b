"""Forms of departments as files, and where their fields stand."""

import io

import openpyxl
from docx import Document
from openpyxl.worksheet.datavalidation import DataValidation

from linli.core.formmatch.layout import read_layout
from linli.forms.files import sheets_of
from linli.forms.writing import Place

HEADS = ("序号", "姓名", "性别", "出生日期", "身份证号", "月收入（元）", "年收入")


def places_in(content: bytes, name: str = "表.xlsx") -> list[Place]:
    """The places of all fields, as the layout reads them."""
    return [
        Place(position, laid.label, laid.sheet, *laid.at, *laid.value_at, laid.in_roster)
        for position, laid in enumerate(read_layout(sheets_of(content, name)).fields, start=1)
    ]


def ledger_with_a_total() -> bytes:
    """A list of three rows with running numbers, a formula in each row, a total below, and a place to sign."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "困难家庭"
    sheet["A1"] = "困难家庭登记表"
    sheet.merge_cells("A1:G1")
    sheet["A2"], sheet["D2"] = "填报单位：________", "填报日期：    年  月  日"
    sheet.merge_cells("A2:C2")
    sheet.merge_cells("D2:G2")
    for column, head in enumerate(HEADS, start=1):
        sheet.cell(3, column, head)
    for row in range(4, 7):
        sheet.cell(row, 1, row - 3)
        sheet.cell(row, 4).number_format = "yyyy/m/d"
        sheet.cell(row, 7, f"=F{row}*12")
        sheet.cell(row, 2).font = openpyxl.styles.Font(name="仿宋", size=14)
        sheet.row_dimensions[row].height = 28
    sheet["A7"] = "合计"
    sheet.merge_cells("A7:E7")
    sheet["F7"], sheet["G7"] = "=SUM(F4:F6)", "=SUM(G4:G6)"
    sheet["A9"] = "负责人签字："
    sheet.merge_cells("A9:C9")
    sheet.row_dimensions[9].height = 40
    drop = DataValidation(type="list", formula1='"男,女"')
    drop.add("C4:C6")
    sheet.add_data_validation(drop)
    sheet.print_area = "A1:G9"
    other = book.create_sheet("汇总")
    other["A1"] = "=困难家庭!F7"
    return saved(book)


def card() -> bytes:
    """A card for one household with a table of its members."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "家庭卡"
    rows = (
        ("家庭信息卡", "", "", ""),
        ("户主姓名", "", "联系电话", ""),
        ("住房性质", "□自有 □租赁", "面积", "平方米"),
        ("家庭成员", "", "", ""),
        ("姓名", "与户主关系", "出生年月", "是否残疾"),
        ("", "", "", ""),
        ("", "", "", ""),
        ("填表说明：如实填写。", "", "", ""),
    )
    for row, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                sheet.cell(row, column, text)
    for merged in ("A1:D1", "A4:D4", "A8:D8"):
        sheet.merge_cells(merged)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def document() -> bytes:
    """A Word form: a line to fill, a table of labels beside blanks, and a list."""
    made = Document()
    made.add_paragraph("居民信息表")
    made.add_paragraph("填报单位：________  填报日期：____年__月__日")
    table = made.add_table(2, 4)
    for row, texts in enumerate((("姓名", "", "性别", ""), ("电话", "", "婚姻状况", "□未婚 □已婚"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    made.add_paragraph("家庭成员")
    members = made.add_table(3, 3)
    for column, text in enumerate(("序号", "姓名", "出生日期")):
        members.cell(0, column).text = text
    for row in (1, 2):
        members.cell(row, 0).text = str(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def texts_of(content: bytes) -> list[list[list[str]]]:
    """The tables of a document as rows of texts."""
    made = Document(io.BytesIO(content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
