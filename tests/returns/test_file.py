"""The department gets its own workbook back, filled cell by cell."""

import io

import openpyxl

from linli.returns.files import filled_file

from .making import AT, admitted, family, filled


def sheet_of(report, by) -> list[list]:
    made = filled_file(report=report, number=report.number, by=by, at=AT)
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    return [[cell.value for cell in row] for row in book["登记表"].iter_rows()]


def test_the_committee_takes_out_the_filled_workbook(who):
    family()
    rows = sheet_of(filled(admitted(who), who), who.committee)
    head, first, second = rows[1], rows[2], rows[3]
    assert head[:3] == ["序号", "姓名", "出生日期"]
    told = [dict(zip(head, row, strict=True)) for row in (first, second)]
    by_name = {row["姓名"]: row for row in told}
    assert set(by_name) == {"林大山", "王小妹"}
    him = by_name["林大山"]
    assert (him["年龄"], him["联系电话"], him["户主姓名"], him["配偶姓名"]) == (
        76,
        "13800130001",
        "林大山",
        "王小妹",
    )
    assert him["备注说明"] is None
    assert by_name["王小妹"]["配偶姓名"] == "林大山"
    assert [row["序号"] for row in told] == [1, 2]
