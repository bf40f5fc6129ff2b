"""Small makers of figures and reports for the tests."""

from datetime import date
from decimal import Decimal

from linli.core.tabulate.blocks import (
    Chart,
    ChartKind,
    FigureCell,
    Heading,
    Note,
    NoteKind,
    Paragraph,
    Point,
    PointMap,
    Series,
    Table,
)
from linli.core.tabulate.checks import row_checks, sum_check
from linli.core.tabulate.figures import Column, Figure, FigureSet, Measure
from linli.core.tabulate.report import Report
from linli.core.tabulate.units import COUNT, PIECE, YUAN
from linli.core.tabulate.words import Words

DAY = date(2009, 6, 30)
NAME = Column(Words("社区", "Community"))


def counted(code: str = "offices.none", names: tuple[str, ...] = ("永兴", "东宝")) -> Figure:
    rows = tuple((name,) for name in names)
    label = Words("无办公用房社区", "Communities without an office")
    return Figure(
        code, label, Decimal(len(rows)), PIECE, "premises.offices", DAY, (NAME,), rows, 0, Measure.COUNT
    )


def summed(code: str = "funds.due", amounts: tuple[int | None, ...] = (10_000, 8_000)) -> Figure:
    rows = tuple((f"社区{n}", amount) for n, amount in enumerate(amounts))
    columns = (NAME, Column(Words("应拨", "Due"), YUAN))
    total = Decimal(sum(amount for amount in amounts if amount is not None))
    label = Words("办公经费", "Office funds")
    return Figure(code, label, total, YUAN, "surveys.funds", DAY, columns, rows, None, Measure.SUM, 1)


def stated(code: str, value: int | None) -> Figure:
    return Figure(code, Words(code, code), None if value is None else Decimal(value), PIECE, f"q.{code}", DAY)


def small_report() -> Report:
    figures = FigureSet([counted(), summed()])
    table = Table(
        "table", Words("经费", "Funds"), (NAME, Column(Words("应拨", "Due"), YUAN)), (("永兴", 10_000), ("东宝", None)),
        "surveys.funds", DAY, totals=((Words("合计", "Total"), FigureCell("funds.due")),),
    )  # fmt: skip
    chart = Chart("chart", ChartKind.BAR, Words("各社区经费", "Funds"), (Words.same("永兴"), Words.same("东宝")),
                  (Series(Words("应拨", "Due"), (10_000.0, None)),), YUAN, "surveys.funds", DAY)  # fmt: skip
    points = PointMap("map", Words("分布", "Map"), (Point(Words.same("永兴"), 117.02, 25.1, "none"),),
                      (("none", Words("无", "None")),), "premises.offices", DAY)  # fmt: skip
    blocks = (
        Heading("one", 1, Words("现状", "State")),
        Paragraph("text", Words("有{offices.none}社区无办公用房。", "{offices.none} communities have no office.")),
        Note("note", NoteKind.WARNING, Words("注意", "Mind")),
        table, chart, points,
    )  # fmt: skip
    check = sum_check("c", Words("合计", "Sum"), Decimal(3), [(Words("甲", "a"), Decimal(1))], COUNT, "table")
    title = Words("报告", "Report")
    return Report(title, title, Words("区", "District"), DAY, blocks, figures, (check, *row_checks(figures)))
