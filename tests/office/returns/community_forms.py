"""Forms about communities of the shapes that departments send, and what stands in them for a small record.

The record: two couples born in 1950 and a boy born today live here, one such couple next door. So here: 2 households,
5 people, 3 of them male, 4 of 60 and more, 1 birth; next door 1, 2, 1, 2 and 0. No register knows of the 3 art groups.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.core.formmatch.drawing import Drawn, as_csv, as_docx, as_xls, as_xlsx, draw

TODAY, MONTH = "{today}", "{month}"

CARD = draw("""
社区人口情况表|<|<|<
填报单位：________|<|填报时间：    年  月  日|<
所属街道|_|统计月份|_
总户数|_|总人口|_
其中：男性|_|女性|_
60周岁以上老年人|_|本期出生人数|_
文艺队数|_|支|_
备注|_|<|<
填表人：________   审核人：________|<|<|<
""")
ITEMS = draw("""
社区基本情况统计表|<|<|<
填报单位：____________|<|<|<
序号|项目|计量单位|数量
1|总户数|户|_
2|常住人口|人|_
3|其中：男性|人|_
4|女性|人|_
5|60岁以上人口|人|_
6|本期出生人数|人|_
7|文艺队数|支|_
填表人：________   审核人：________|<|<|<
""")
CROSSED = draw("""
社区人口变动情况表|<|<|<
项目|合计|男|女
常住人口|_|_|_
60岁以上人口|_|_|_
本期出生人数|_|_|_
填表人：____|<|<|<
""")
LIST = draw("""
社区人口基本情况统计|<|<|<|<|<|<
填报单位：________|<|<|<|报告期：________|<|<
单位|总户数（户）|总人口（人）|<|<|60岁以上（人）|文艺队数（支）
^|^|合计|男|女|^|^
_|_|_|_|_|_|_
_|_|_|_|_|_|_
合计|_|_|_|_|_|_
填表人：________   审核人：________   填表日期：______|<|<|<|<|<|<
""")
NAMED = draw("""
社区人口基本情况统计|<|<|<|<|<
序号|社区名称|总户数（户）|总人口（人）|女性（人）|文艺队数（支）
1|东宝社区|_|_|_|_
2|东门社区|_|_|_|_
3|东风社区|_|_|_|_
合计|<|_|_|_|_
填表人：________   审核人：________|<|<|<|<|<
""")
FLAT = draw(
    """
社区名称,总户数,总人口,男性人口,女性人口,文艺队数
_,_,_,_,_,_
""".replace(",", "|")
)
QUESTIONS = draw("""
type|name|label
begin group|people|基本情况
text|community|社区名称
integer|homes|总户数
integer|total|总人口
integer|men|男性人口
integer|women|女性人口
integer|teams|文艺队数
end group|_|_
""")
SETTINGS = draw("form_title|form_id\n社区人口统计|people")


@dataclass(frozen=True)
class CommunityForm:
    """`rows` are the rows of the sheet or the document's table as they come back of one community, from `first` on;
    `{today}` and `{month}` stand for the day of filling and its month.
    """

    name: str
    make: Callable[[], bytes]
    first: int
    rows: tuple[tuple[object, ...], ...]
    typed: int = 1
    is_list: bool = False


def _words(*parts: Drawn | str) -> Callable[[], bytes]:
    return lambda: as_docx(*parts)


CARD_ROWS = (
    ("填报单位：东门社区居委会", None, "填报时间：{today}", None),
    ("所属街道", "东城街道", "统计月份", "{month}"),
    ("总户数", 2, "总人口", 5),
    ("其中：男性", 3, "女性", 2),
    ("60周岁以上老年人", 4, "本期出生人数", 1),
    ("文艺队数", 3, "支", None),
    ("备注", None, None, None),
)
ITEM_ROWS = (
    (1, "总户数", "户", 2),
    (2, "常住人口", "人", 5),
    (3, "其中：男性", "人", 3),
    (4, "女性", "人", 2),
    (5, "60岁以上人口", "人", 4),
    (6, "本期出生人数", "人", 1),
    (7, "文艺队数", "支", 3),
)
CROSSED_ROWS = (("常住人口", 5, 3, 2), ("60岁以上人口", 4, 2, 2), ("本期出生人数", 1, 1, 0))
OWN = ("东门社区居委会", 2, 5, 3, 2, 4, 3)
LIST_ROWS = (OWN, (None,) * 7, ("合计", *OWN[1:]))
NAMED_ROWS = (
    (1, "东宝社区", None, None, None, None),
    (2, "东门社区", 2, 5, 2, 3),
    (3, "东风社区", None, None, None, None),
    ("合计", None, 2, 5, 2, 3),
)
FLAT_ROWS = (("东门社区居委会", 2, 5, 3, 2, 3),)
FORMS = (
    CommunityForm("卡片.xlsx", lambda: as_xlsx(CARD), 2, CARD_ROWS),
    CommunityForm("项目.xlsx", lambda: as_xlsx(ITEMS), 4, ITEM_ROWS),
    CommunityForm("交叉.xlsx", lambda: as_xlsx(CROSSED), 3, CROSSED_ROWS, typed=0),
    CommunityForm("汇总.xlsx", lambda: as_xlsx(LIST), 5, LIST_ROWS, is_list=True),
    CommunityForm("汇总.xls", lambda: as_xls(LIST), 5, LIST_ROWS, is_list=True),
    CommunityForm("简表.csv", lambda: as_csv(FLAT), 2, FLAT_ROWS, is_list=True),
    CommunityForm(
        "问卷.xlsx", lambda: as_xlsx(QUESTIONS, SETTINGS, names=("survey", "settings")), 2, FLAT_ROWS
    ),
    CommunityForm("点名.xlsx", lambda: as_xlsx(NAMED), 3, NAMED_ROWS, is_list=True),
    CommunityForm("点名.docx", _words(NAMED), 3, NAMED_ROWS, is_list=True),
    CommunityForm("卡片.docx", _words(CARD), 2, CARD_ROWS),
    CommunityForm("项目.docx", _words(ITEMS), 4, ITEM_ROWS),
    CommunityForm("汇总.docx", _words(LIST), 5, LIST_ROWS, is_list=True),
)


def on_paper(value: object, today: date) -> str:
    """What a cell shows, as text."""
    told = "" if value is None else str(value)
    return told.format(
        today=f"{today.year}年{today.month}月{today.day}日", month=f"{today.year}年{today.month}月"
    )
