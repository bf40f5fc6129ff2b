"""The table that the import tests read."""

from datetime import date

from linli.base.imports.columns import Choice, Column, Kind, Schema

COMMUNITIES = Schema(
    code="communities",
    columns=(
        Column("code", ("区划代码", "Division code"), Kind.DIVISION, required=True, within="350802"),
        Column("name", ("社区", "社区名称", "Community"), required=True, max_length=40),
        Column("area", ("办公面积", "Office area"), Kind.DECIMAL, unit="平方米", minimum=0, places=2),
        Column("approval", ("合格率", "Approval"), Kind.PERCENT),
        Column(
            "founded",
            ("成立日期", "Founded"),
            Kind.DATE,
            minimum=date(1949, 10, 1),
            maximum=date(2026, 11, 24),
        ),
        Column("chief_id", ("证件号码", "ID number"), Kind.IDENTITY, max_length=18),
        Column("funds", ("办公经费", "Office funds"), Kind.DECIMAL, expected=False, unit="元"),
        Column(
            "staff", ("工作人员数", "Staff"), Kind.INTEGER, expected=False, unit="人", minimum=0, maximum=30
        ),
        Column("owned", ("是否自有", "Owned"), Kind.YES_NO, expected=False),
        Column(
            "kind",
            ("类型", "Kind"),
            Kind.CHOICE,
            expected=False,
            choices=(Choice("urban", ("纯居型", "Urban")), Choice("converted", ("村改居", "Converted"))),
        ),
    ),
    key=("code",),
    sheet_names=("社区", "Communities"),
)
HEAD = ("区划代码", "社区", "办公面积", "合格率", "成立日期", "证件号码")
GOOD = ("350802001001", "永兴社区", 160, "96%", "2008-03-15", "35080219600101001X")
