"""A department's form as it is sent out: headings over headings, made here so that nobody's file is needed."""

import io

import xlsxwriter

TITLE = "高龄老人情况月报表（演示）"
# Heading over its columns; a heading alone stands over two rows.
HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("序号", ()),
    ("老人基本情况", ("姓名", "性别", "公民身份号码", "联系电话", "现住地址")),
    ("监护人", ("姓名", "联系电话")),
    ("健康状况", ("健康状况", "慢性病", "是否残疾")),
    ("领取高龄津贴情况", ()),
    ("结对干部", ()),
)
EMPTY_ROWS = 8


def demo_form() -> bytes:
    """A ledger with a title, two rows of headings and empty rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("月报")
    frame = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    width = sum(max(1, len(below)) for _head, below in HEADINGS)
    sheet.merge_range(0, 0, 0, width - 1, TITLE, frame)
    column = 0
    for head, below in HEADINGS:
        if not below:
            sheet.merge_range(1, column, 2, column, head, frame)
        else:
            sheet.merge_range(1, column, 1, column + len(below) - 1, head, frame)
            for place, name in enumerate(below):
                sheet.write_string(2, column + place, name, frame)
        column += max(1, len(below))
    for row in range(EMPTY_ROWS):
        for place in range(width):
            sheet.write_blank(3 + row, place, None, frame)
    book.close()
    return out.getvalue()
