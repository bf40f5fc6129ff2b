"""The columns of a roster as a table of choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.imports.addresses import column_letters
from linli.core.elements import Element
from linli.core.rosters import Reason
from linli.rosters.queries import ColumnView

REASONS = {
    Reason.REMEMBERED: gettext_lazy("上次这个来源的这一列是它"),
    Reason.HEADING: gettext_lazy("按列名"),
    Reason.PART_OF_HEADING: gettext_lazy("列名的一部分，请核对"),
    Reason.VALUES: gettext_lazy("按内容猜测，请核对"),
    Reason.TWICE: gettext_lazy("有两列像同一项，请选一列"),
    Reason.VALUES_DIFFER: gettext_lazy("列名与内容对不上，请核对"),
    Reason.SOMEBODY_ELSE: gettext_lazy("像是另一个人的信息，不读取"),
    Reason.UNKNOWN: gettext_lazy("没有认出，不读取"),
}
GROUPS = {
    "self": gettext_lazy("居民"),
    "household": gettext_lazy("户"),
    "community": gettext_lazy("社区"),
    "dwelling": gettext_lazy("住房"),
    "building": gettext_lazy("楼栋"),
    "grid": gettext_lazy("网格"),
    "self.household.head": gettext_lazy("户主"),
    "org": gettext_lazy("单位"),
    "org.legal_representative": gettext_lazy("法定代表人"),
}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One line of the table."""

    field: str
    letter: str
    heading: str
    samples: str
    element: str
    why: str
    sure: bool
    banned: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Elements of one role, as options."""

    name: str
    options: list[tuple[str, str]]


def column_rows(
    columns: Sequence[ColumnView], elements: Mapping[str, Element], language: str
) -> list[ColumnRow]:
    """Those that a person has to look at come first."""
    rows = [
        ColumnRow(
            field=f"column-{column.index}",
            letter=column_letters(column.index),
            heading=column.heading,
            samples=_("、").join(column.samples),
            element=column.element if column.element in elements else "",
            why=_("属于不采集的内容，不读取") if column.banned else str(REASONS[column.reason]),
            sure=column.sure,
            banned=column.banned,
        )
        for column in columns
    ]
    return sorted(rows, key=lambda row: row.sure)


def element_groups(elements: Mapping[str, Element], language: str) -> list[Group]:
    """What a column may hold, by whom it is about."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, element in elements.items():
        found.setdefault(element.role.code, []).append((code, element.names.get(language)))
    return [Group(str(GROUPS.get(role, role)), options) for role, options in found.items()]
