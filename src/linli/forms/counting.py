"""Forms about communities: which ones they are by their headings, and what each column is proposed to count."""

from collections.abc import Sequence
from datetime import date

from linli.catalogue import queries as catalogue
from linli.core.figures import Figure, Proposer, figure_of, proposed
from linli.forms.models import FormField

ENOUGH, SHARE = 3, 0.4
COMMUNITY, SUB_DISTRICT = 12, 9
NAMES = {COMMUNITY: "community.community_name", SUB_DISTRICT: "community.street_name"}
PLACE_HEADS = {
    "填报单位": COMMUNITY,
    "社区名称": COMMUNITY,
    "社区": COMMUNITY,
    "村（社区）": COMMUNITY,
    "街道": SUB_DISTRICT,
    "街道名称": SUB_DISTRICT,
    "乡镇（街道）": SUB_DISTRICT,
}
"""Headings that ask for the name of the place itself, with the digits of the code that name it."""
ROW_HEADS = {"单位": COMMUNITY, "单位名称": COMMUNITY}
"""Headings that name the community in a form whose rows are communities, and something else in other forms."""
NAMED = frozenset({*PLACE_HEADS, *ROW_HEADS, "序号", "备注", "统计月份"})
"""Headings of such a form that count nothing."""


def place_digits(label: str) -> int:
    """Of a heading in a form about communities: the digits of the code that name the place it asks for, else 0."""
    told = label.strip("：: ")
    return PLACE_HEADS.get(told, 0) or ROW_HEADS.get(told, 0)


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
    asked = [field for field in fields if field.label.strip("：: ") not in NAMED]
    found = proposals(asked, title, today)
    return len(found) >= ENOUGH and len(found) >= SHARE * len(asked)
