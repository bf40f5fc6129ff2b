"""Figures of findings in words: units, gaps, what is required."""

from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy, npgettext_lazy, pgettext
from django.utils.translation import gettext as _

from linli.guarantees.queries import FindingInfo, StandardInfo
from linli.guarantees.states import LABELS
from linli.ui.templatetags.ui_page import figure, money

UNITS: dict[str, Promise] = {
    "post": ngettext_lazy("%(n)s个岗位", "%(n)s个岗位", "number"),
    "person": ngettext_lazy("%(n)s人", "%(n)s人", "number"),
    "person_month": ngettext_lazy("%(n)s人·月", "%(n)s人·月", "number"),
    "m2": gettext_lazy("%(n)s平方米"),
    "household": ngettext_lazy("%(n)s户", "%(n)s户", "number"),
    "grid": ngettext_lazy("%(n)s个网格", "%(n)s个网格", "number"),
    "request": ngettext_lazy("%(n)s件诉求", "%(n)s件诉求", "number"),
    "payment": ngettext_lazy("%(n)s笔", "%(n)s笔", "number"),
    "meeting": ngettext_lazy("%(n)s次会议", "%(n)s次会议", "number"),
    "time": ngettext_lazy("%(n)s次", "%(n)s次", "number"),
    "item": ngettext_lazy("%(n)s件", "%(n)s件", "number"),
    "day": ngettext_lazy("%(n)s天", "%(n)s天", "number"),
    "office": gettext_lazy("%(n)s处"),
    "month": ngettext_lazy("%(n)s个月", "%(n)s个月", "number"),
    "year": npgettext_lazy("duration", "%(n)s年", "%(n)s年", "number"),
    "times_per_year": gettext_lazy("每年%(n)s次"),
    "yuan_per_month": gettext_lazy("每月%(n)s元"),
    "yuan_per_m2": gettext_lazy("每平方米%(n)s元"),
}

GAPS: dict[str, Promise] = {
    "people.posts_filled": ngettext_lazy("缺%(n)s人", "缺%(n)s人", "number"),
    "posts.per_community": ngettext_lazy("少%(n)s个岗位", "少%(n)s个岗位", "number"),
    "committee.members": ngettext_lazy("少%(n)s人", "少%(n)s人", "number"),
    "stipend.chief_floor": gettext_lazy("主干补贴每月差%(n)s元"),
    "stipend.member_floor": gettext_lazy("专职补贴每月差%(n)s元"),
    "training.chief_per_year": gettext_lazy("主任一年内未培训"),
    "office.floor_area": gettext_lazy("用房差%(n)s平方米"),
    "place.meeting_room": gettext_lazy("没有议事的房间"),
    "money.received_in_full": gettext_lazy("少到账%(n)s元"),
    "money.received_on_time": ngettext_lazy("%(n)s笔迟到", "%(n)s笔迟到", "number"),
    "money.spent_within_earmark": gettext_lazy("超出专款%(n)s元"),
    "office_funds.per_year": gettext_lazy("办公经费差%(n)s元"),
    "staff_funds.total": gettext_lazy("人员经费差%(n)s元"),
    "network.homes_in_grids": ngettext_lazy("%(n)s户没编入网格", "%(n)s户没编入网格", "number"),
    "grid.households": ngettext_lazy("少%(n)s个网格", "少%(n)s个网格", "number"),
    "network.officer_per_grid": ngettext_lazy("%(n)s格没有网格员", "%(n)s格没有网格员", "number"),
    "network.requests_answered": ngettext_lazy("%(n)s件诉求没答复", "%(n)s件诉求没答复", "number"),
    "network.service_centre": gettext_lazy("没有服务中心（站）"),
    "rules.duty_list": gettext_lazy("没公布职责清单"),
    "committee.term": gettext_lazy("换届超期%(n)s天"),
    "rules.deliberated": gettext_lazy("没开成员代表会议"),
    "rules.disclosed": gettext_lazy("没公开居务"),
    "rules.appraised": gettext_lazy("没做居民评议"),
    "rules.through_the_gate": gettext_lazy("%(n)s件未经准入"),
}
"""What falls short, in a few words."""

STEPS: dict[str, Promise] = {
    "people.posts_filled": gettext_lazy("请街道按核定职数补人，写明空缺的岗位。"),
    "posts.per_community": gettext_lazy("向区社区办申请按规模增加核定岗位。"),
    "committee.members": gettext_lazy("下次换届或补选时补足成员。"),
    "stipend.chief_floor": gettext_lazy("请区财政把主任、副主任补贴提到下限。"),
    "stipend.member_floor": gettext_lazy("请区财政把专职委员补贴提到下限。"),
    "training.chief_per_year": gettext_lazy("向街道报名本年度主任培训。"),
    "office.floor_area": gettext_lazy("把用房缺口、可用地块和卡住的审批报给街道和区社区办。"),
    "place.meeting_room": gettext_lazy("在现有用房中腾出一间，或与驻区单位商量共用。"),
    "money.received_in_full": gettext_lazy("按来源列出未到账的款项，向拨款单位催要。"),
    "money.received_on_time": gettext_lazy("把迟到的款项和日期报给区社区办督查。"),
    "money.spent_within_earmark": gettext_lazy("核对超支的专款，说明垫付来源并归还。"),
    "office_funds.per_year": gettext_lazy("请区财政按居民人数补足办公经费。"),
    "staff_funds.total": gettext_lazy("请区财政按专职人数补足人员经费。"),
    "network.homes_in_grids": gettext_lazy("把没编入的住户补进相邻网格。"),
    "grid.households": gettext_lazy("按户数重新划分网格。"),
    "network.officer_per_grid": gettext_lazy("为空着的网格确定一名网格员并公示。"),
    "network.requests_answered": gettext_lazy("逐件答复积压的诉求，办不了的转街道。"),
    "network.service_centre": gettext_lazy("在办公用房内设一门式服务窗口。"),
    "rules.duty_list": gettext_lazy("按区里的清单公布社区职责。"),
    "committee.term": gettext_lazy("请街道安排换届选举。"),
    "rules.deliberated": gettext_lazy("召开居民代表会议，并留下记录。"),
    "rules.disclosed": gettext_lazy("按规定公开居务和财务。"),
    "rules.appraised": gettext_lazy("组织居民评议工作人员。"),
    "rules.through_the_gate": gettext_lazy("未经准入的事项可以拒绝，并报区社区办。"),
}
"""What to do next about a gap."""

PARTS: dict[str, Promise] = {
    "building.unit_cost": gettext_lazy("造价"),
    "office_charges.infrastructure": gettext_lazy("基础设施配套费"),
    "office_charges.civil_defence": gettext_lazy("人防费"),
    "new_office.city_subsidy": gettext_lazy("市级补助"),
    "stipend.chief_floor": gettext_lazy("主任、副主任补贴差额"),
    "stipend.member_floor": gettext_lazy("专职委员补贴"),
    "staff_funds.per_member": gettext_lazy("人员经费"),
    "office_funds.per_year": gettext_lazy("办公经费差额"),
    "staff_funds.total": gettext_lazy("人员经费差额"),
}
"""What a part of a cost is called."""


def label(rule: str) -> str:
    """What the figure of a rule is called."""
    return str(LABELS[rule])


def quantity(value: Decimal | None, unit: str) -> str:
    """A figure with its unit; the word for unknown where there is none."""
    if value is None:
        return pgettext("figure", "未知")
    if unit == "yes_no":
        return _("有") if value else _("没有")
    if unit in ("yuan", "yuan_per_year"):
        return money(value) if unit == "yuan" else _("每年%(amount)s") % {"amount": money(value)}
    return _with_number(UNITS[unit], value)


def gap(rule: str, short_by: Decimal | None) -> str:
    """What falls short, in a few words."""
    return _with_number(GAPS[rule], short_by) if short_by is not None else ""


def _with_number(words: Promise, value: Decimal) -> str:
    """The words with their number; `number` chooses between one and many where the language tells them apart."""
    filled: Any = words % {"n": figure(value), "number": 1 if value == 1 else 2}
    return str(filled)


def required(found: FindingInfo) -> str:
    """What the rule asks for."""
    if found.state == "not_applicable":
        return _("本地没有这项规定，或没有可核对的对象")
    if found.required is None:
        return pgettext("figure", "未知")
    if found.sense == "yes":
        return _("应有")
    if found.required_max is not None:
        low, high = figure(found.required), quantity(found.required_max, found.unit)
        return _("%(low)s至%(high)s") % {"low": low, "high": high}
    amount = quantity(found.required, found.unit)
    return (
        _("不超过%(amount)s") % {"amount": amount}
        if found.sense == "at_most"
        else _("不少于%(amount)s") % {"amount": amount}
    )


def standard_value(held: tuple[StandardInfo, ...]) -> str:
    """The value of a rule in a place: one amount, or from the lowest to the highest that its communities have."""
    if not held:
        return ""
    low, high = min(one.minimum for one in held), max(one.maximum for one in held)
    if low == high:
        return quantity(low, held[0].unit)
    return _("%(low)s至%(high)s") % {"low": figure(low), "high": quantity(high, held[0].unit)}


def document(held: StandardInfo | None) -> str:
    """The document in the language of the page, with number and article where the source gives them."""
    if held is None:
        return _("“五个有”本身的含义")
    name = held.name_en if (get_language() or "").startswith("en") and held.name_en else held.name
    return " ".join(part for part in (name, held.number, held.article) if part)


def part_name(code: str) -> str:
    """What a part of a cost is called."""
    return str(PARTS[code]) if code in PARTS else label(code)


def plain(value: Any) -> Decimal | None:
    """A figure kept as text."""
    return None if value is None else Decimal(str(value))
