"""What subjects are, how facts came in, and what the projection says of people and households."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectKind(models.TextChoices):
    """Whom or what the record is about."""

    PERSON = "person", _("居民")
    HOUSEHOLD = "household", _("户")
    DWELLING = "dwelling", _("住房")
    ORGANISATION = "organisation", _("单位")
    THING = "thing", _("部件")


class Method(models.TextChoices):
    """How the facts of an entry came to be known."""

    ROSTER = "roster", _("部门名册")
    COLLECTED = "collected", _("上门采集")
    CORRECTED = "corrected", _("更正")
    LIFECYCLE = "lifecycle", _("变动登记")
    DERIVED = "derived", _("推算")
    UNDONE = "undone", _("撤销")


class Status(models.TextChoices):
    """Where a person stands with the place."""

    RESIDENT = "resident", _("常住")
    TEMPORARY = "temporary", _("暂住")
    MOVED_OUT = "moved_out", _("已迁出")
    DEAD = "dead", _("已故")


class HouseholdStatus(models.TextChoices):
    """Whether anybody is left in a household."""

    LIVE = "live", _("在册")
    EMPTY = "empty", _("已无成员")


LIVING_HERE = (Status.RESIDENT, Status.TEMPORARY)

# The sources that come along: code, Chinese and English name, the catalogue's code of the department.
SOURCES: tuple[tuple[str, str, str, str], ...] = (
    ("police", "公安户籍与居住登记", "Police register of residents", "police"),
    ("civil", "民政名册", "Civil affairs rosters", "civil_affairs"),
    ("labour", "人社名册", "Labour and social security rosters", "human_resources"),
    ("health", "卫生健康名册", "Family health rosters", "health"),
    ("grid", "网格采集", "Collected by grid officers", "residents_committee"),
    ("committee", "居委会登记", "Recorded by the residents' committee", "residents_committee"),
    ("resident", "居民本人", "The resident", "residents_committee"),
    ("market", "市场监管名册", "Register of organisations", "market_supervision"),
    ("housing", "住建名册", "Housing rosters", "housing"),
    ("urban", "城管部件普查", "Survey of public facilities", "urban_management"),
)
# Whose word counts first while no district has decided otherwise: by kind of information of the catalogue. Within
# a group, and where a kind is not named, the later date decides.
DEFAULT_PRECEDENCE: dict[str, tuple[tuple[str, ...], ...]] = {
    "class:identity": (("police",), ("civil",), ("labour", "health"), ("committee", "grid"), ("resident",)),
    "class:family": (("civil", "committee", "police"), ("grid", "resident"), ("labour", "health")),
    "class:education": (("labour",), ("police", "civil", "grid", "committee", "resident", "health")),
    "class:work": (("labour",), ("grid", "committee", "resident", "civil", "police", "health")),
    "class:housing": (("housing", "grid", "committee"), ("police", "resident")),
    "class:organisation": (("market",), ("grid", "committee")),
}
