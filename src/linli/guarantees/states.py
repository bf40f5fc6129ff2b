"""The five guarantees, states of a finding, and how figures are called."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core.gaps import GUARANTEES as GUARANTEE_CODES


class Guarantee(models.TextChoices):
    """What every community should have."""

    PEOPLE = "people", _("管事有人")
    PLACE = "place", _("议事有场")
    MONEY = "money", _("办事有钱")
    NETWORK = "network", _("服务有网")
    RULES = "rules", _("理事有章")


class FindingState(models.TextChoices):
    """How a figure stands. Unknown is never counted as met."""

    MET = "met", _("达标")
    SHORT = "short", _("未达标")
    UNKNOWN = "unknown", pgettext_lazy("finding", "未知")
    NOT_APPLICABLE = "not_applicable", _("不适用")


class CostKind(models.TextChoices):
    """Paid once, or again every year; empty where closing the gap is not a matter of money."""

    ONCE = "once", _("一次性")
    YEARLY = "yearly", _("每年")


ASKED = {
    Guarantee.PEOPLE: _("岗位配齐了吗？人培训过吗？补贴够规定吗？"),
    Guarantee.PLACE: _("有没有达到标准的办公用房和议事的地方？"),
    Guarantee.MONEY: _("钱足额、按时到账了吗？用在该用的地方了吗？"),
    Guarantee.NETWORK: _("每一户都在一个有网格员的网格里吗？诉求有答复吗？"),
    Guarantee.RULES: _("工作是否经准入才进社区？居民能否选举、议事、知情、评议？"),
}
"""The question each guarantee answers."""

LABELS = {
    "people.posts_filled": _("核定岗位配齐"),
    "posts.per_community": _("每个社区岗位数"),
    "committee.members": _("居委会成员人数"),
    "stipend.chief_floor": _("主任、副主任生活补贴"),
    "stipend.member_floor": _("专职委员生活补贴"),
    "training.chief_per_year": _("主任一年内受过培训"),
    "office.floor_area": _("办公用房面积"),
    "place.meeting_room": _("有议事的房间"),
    "money.received_in_full": _("应到经费足额到账"),
    "money.received_on_time": _("应到经费按时到账"),
    "money.spent_within_earmark": _("支出不超出专款"),
    "office_funds.per_year": _("全年办公经费"),
    "staff_funds.total": _("全年人员经费"),
    "network.homes_in_grids": _("每户编入网格"),
    "grid.households": _("网格个数"),
    "network.officer_per_grid": _("每格有网格员"),
    "network.requests_answered": _("居民诉求有答复"),
    "network.service_centre": _("有社区服务中心（站）"),
    "rules.duty_list": _("职责清单已公布"),
    "committee.term": _("居委会按期换届"),
    "rules.deliberated": _("开过成员代表会议"),
    "rules.disclosed": _("公开过居务"),
    "rules.appraised": _("居民评议过工作人员"),
    "rules.through_the_gate": _("部门交办未经准入的事项"),
}
"""What the figure of each rule is called."""

RULE_CODES = tuple(LABELS)
assert tuple(Guarantee.values) == tuple(str(code) for code in GUARANTEE_CODES)
