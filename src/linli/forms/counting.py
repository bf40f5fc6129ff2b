"""Forms about communities: which ones they are by their headings, and what each column is proposed to count."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from linli.catalogue import queries as catalogue
from linli.core.figures import Figure, Proposer, figure_of, proposed
from linli.forms.models import FormField
from linli.forms.models.form import SERIAL

ENOUGH, SHARE = 3, 0.4
COMMUNITY, SUB_DISTRICT = 12, 9
NAMES = {COMMUNITY: "community.community_name", SUB_DISTRICT: "community.street_name"}
PLACE_HEADS = {
    COMMUNITY: re.compile(r"^填报单位$|^(?:所属|所在)?(?:社区|村社区|社区村|居委会|村居)(?:名称)?$"),
    SUB_DISTRICT: re.compile(r"^(?:所属|所在)?(?:街道|乡镇街道|街道乡镇|镇街道|镇街)(?:名称|办事处)?$"),
}
"""By digits of the code: headings that ask for the name of the place itself, told without marks."""
ROW_HEADS = frozenset({"单位", "单位名称"})
"""Headings that name the community in a form whose rows are communities, and something else in other forms."""
MARKS = re.compile(r"[(（](?:盖章|公章|签章|章)[)）]|[\s()（）、/：:*]")
DAYS = re.compile(r"^(?:(?:填报|填表|上报|报送|制表)(?:时间|日期)|日期)$")
PERIODS = re.compile(
    r"^(?:统计|所属)?(?:月份|年月|年份|年度|季度|时期|期间)$|^统计时间$|^所属期$|^报告期别?$"
)
BY_HAND = re.compile(
    r"^(?:填表|填报|制表|审核|复核|经办|报送|联系)人(?:姓名)?$|^(?:单位|统计)?负责人$|^(?:主管|分管)领导$"
    r"|^联系(?:电话|方式)$|^(?:签字|备注|说明)$"
)
"""Headings of such a form that are about the sheet of paper: who signs it, what is remarked by hand."""
OF_FORM, RECORDED_ON, SERIAL_ELEMENT = "record.", "record.record_date", "record.record_serial"


class Asks(StrEnum):
    """What a cell of a form about communities asks for, beside names of places and figures."""

    NUMBER = "number"
    SERIAL = "serial"
    DAY = "day"
    PERIOD = "period"
    HAND = "hand"


def place_digits(label: str, *, in_row: bool = True) -> int:
    """Of a heading in a form about communities: the digits of the code that name the place it asks for, else 0.

    `in_row` is false for what stands once above a list of other rows, where "单位" need not be the community.
    """
    told = MARKS.sub("", label)
    if in_row and told in ROW_HEADS:
        return COMMUNITY
    return next((digits for digits, words in PLACE_HEADS.items() if words.match(told)), 0)


def asks_for(label: str, element: str = "") -> Asks:
    """What a heading that names no place asks for, if it counts nothing. A number is what is left.

    `element` is the data element it was confirmed as: those of the form itself are about the sheet of paper too.
    """
    told = MARKS.sub("", label)
    of_form = ((DAYS, Asks.DAY), (PERIODS, Asks.PERIOD), (BY_HAND, Asks.HAND))
    said = next((kind for words, kind in of_form if words.match(told)), Asks.NUMBER)
    if told in SERIAL:
        return Asks.SERIAL
    if said is Asks.NUMBER and element.startswith(OF_FORM):
        return {RECORDED_ON: Asks.DAY, SERIAL_ELEMENT: Asks.SERIAL}.get(element, Asks.HAND)
    return said


def proposals(fields: Sequence[FormField], title: str, today: date) -> dict[int, Figure]:
    """By position what each column counts: as it was confirmed, else as its heading and the form's title say.

    `fields` are all those of the form in their order: what a column counts may rest on the one before.
    """
    headings = [(one.label, one.group, one.unit) for one in fields]
    made = proposed(headings, title, Proposer(catalogue.vocabulary(today)))
    told = {
        field.position: figure_of(field.figure) if field.figure else one
        for field, one in zip(fields, made, strict=True)
    }
    return {position: one for position, one in told.items() if one is not None}


def is_about_communities(fields: Sequence[FormField], title: str, today: date) -> bool:
    """Whether two in five of what a form asks, and three columns at least, are headings of counts."""
    asked = [one for one in fields if asks_for(one.label) is Asks.NUMBER and not place_digits(one.label)]
    found = proposals(asked, title, today)
    return len(found) >= ENOUGH and len(found) >= SHARE * len(asked)
