"""Levels and kinds of divisions, states of an edition, categories of a comparison, elements of a profile."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.IntegerChoices):
    """The five levels of the list; a code has 2, 4, 6, 9 or 12 digits."""

    PROVINCE = 1, _("省级")
    PREFECTURE = 2, _("地级")
    COUNTY = 3, _("县级")
    SUB_DISTRICT = 4, _("乡级")
    COMMITTEE = 5, _("村级")


LEVEL_OF_LENGTH = {
    2: Level.PROVINCE,
    4: Level.PREFECTURE,
    6: Level.COUNTY,
    9: Level.SUB_DISTRICT,
    12: Level.COMMITTEE,
}
LENGTH_OF_LEVEL = {level: length for length, level in LEVEL_OF_LENGTH.items()}


class DivisionKind(models.TextChoices):
    """What kind of committee a 12-digit code stands for, by its last three digits; AREA for all others.

    001-199 residents' committee, 200-399 villagers' committee, 400-599 bodies alike (statistical division codes).
    """

    AREA = "area", pgettext_lazy("division", "行政区域")
    RESIDENTS = "residents", _("居民委员会")
    VILLAGERS = "villagers", _("村民委员会")
    ALIKE = "alike", _("类似居（村）委会")
    OTHER = "other", pgettext_lazy("division", "其他")


class EditionState(models.TextChoices):
    """Where an edition of the list stands."""

    LOADING = "loading", _("载入中")
    INACTIVE = "inactive", _("未启用")
    ACTIVE = "active", _("已启用")
    SUPERSEDED = "superseded", _("已被取代")


class RowReason(models.TextChoices):
    """What can be wrong with a row of a list."""

    COLUMNS = "columns", _("这一行不足两列（代码、名称）")
    DIGITS = "digits", _("代码含有数字以外的字符")
    LENGTH = "length", _("代码位数不对，应为 2、4、6、9 或 12 位")
    NAME = "name", _("缺少名称")
    NAME_LONG = "name_long", _("名称超过 64 个字")
    REPEATED = "repeated", _("代码重复")
    PARENT = "parent", _("找不到上级区划")


class ChangeCategory(models.TextChoices):
    """What happened to a division between two editions, as far as codes, names and parents tell."""

    ADDED = "added", _("新设")
    GONE = "gone", _("撤销")
    RENAMED = "renamed", _("更名")
    MOVED = "moved", _("划转")
    MERGED = "merged", _("合并")
    SPLIT = "split", _("拆分")


class ChangeReason(models.TextChoices):
    """Why a comparison says what it says."""

    SAME_CODE = "same_code", _("代码相同，名称不同")
    SAME_STEM = "same_stem", _("上级和简名相同，代码和全称不同")
    NAME_ELSEWHERE = "name_elsewhere", _("名称相同，上级不同")
    NAME_RECODED = "name_recoded", _("名称和上级相同，代码不同")
    OTHER_PARENT = "other_parent", _("代码和名称相同，上级不同")
    NAME_OF_BOTH = "name_of_both", _("同一上级下撤销，新设区划的名称取自其名")
    ONLY_ONE_NEW = "only_one_new", _("同一上级下撤销数个，只新设一个")
    INTO_RENAMED = "into_renamed", _("同一上级下撤销，另一区划同时更名并含其名")
    NAMES_FROM_IT = "names_from_it", _("撤销后同一上级下新设数个，名称都含其名")
    BESIDE_IT = "beside_it", _("原区划保留，同一上级下新设的名称以其名开头")
    NOT_IN_NEW = "not_in_new", _("新版本中没有，也没有可以对应的区划")
    NOT_IN_OLD = "not_in_old", _("原版本中没有，也没有可以对应的区划")


class CommunityKind(models.TextChoices):
    """Kinds of community by origin."""

    URBAN = "urban", _("纯居型")
    CONVERTED = "converted", _("村改居")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a profile may say about a community: `type` is number, day, kind or point."""

    key: str
    words: Promise | str
    type: str
    unit: str = ""
    unit_words: Promise | str = ""


ELEMENTS: dict[str, Element] = {
    element.key: element
    for element in (
        Element("kind", _("社区类型"), "kind"),
        Element("area", _("辖区面积"), "number", "km2", _("平方公里")),
        Element("residents", _("居民人数"), "number", "person", _("人")),
        Element("households", _("户数"), "number", "household", _("户")),
        Element("founded", _("成立日期"), "day"),
        Element("point", _("坐标"), "point", "deg", _("经度、纬度")),
    )
}

# Kinds of jobs.
LOAD = "territory.load_edition"
COMPARE = "territory.compare_edition"
ACTIVATE = "territory.activate_edition"
