"""Kinds of readings, approvals, alarms and answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """What a reading was: how much of the values was shown, and to whom they went.

    COUNTED: a record was held against the conditions of a figure, and nothing of it was shown to anybody.
    """

    MASKED = "masked", _("遮蔽查看")
    REVEALED = "revealed", _("显示完整内容")
    LISTED = "listed", _("列表查看")
    SEARCHED = "searched", _("查找")
    EXPORTED = "exported", _("导出")
    SHARED = "shared", _("部门共享")
    COUNTED = "counted", _("计数")


class Guarded(models.TextChoices):
    """Classes that are read with an approval only.

    CHILD: under 14 (Personal Information Protection Law, article 28: all information on them is sensitive).
    MINOR: 14 to 17 (Regulation on the Protection of Minors Online, article 36: staff access is approved and
    recorded). AGE_UNKNOWN is treated as a child until the birth date is known.
    """

    CHILD = "child", _("不满14周岁")
    MINOR = "minor", _("14至17周岁")
    AGE_UNKNOWN = "age_unknown", _("出生日期不详")
    SENSITIVE = "sensitive", _("敏感个人信息")
    SEALED = "sealed", _("封存信息")


class ApprovalKind(models.TextChoices):
    """Standing duty for one's own place, or leave to read certain people for one matter."""

    STANDING = "standing", _("岗位常设")
    SINGLE = "single", _("一事一批")


class Verdict(models.TextChoices):
    """The second person's answer."""

    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")


class Stage(models.TextChoices):
    """How far an approval has come; worked out from the rows, never stored."""

    ASKED = "asked", _("待批准")
    IN_FORCE = "in_force", _("在有效期内")
    COMING = "coming", _("尚未开始")
    REFUSED = "refused", _("未批准")
    ENDED = "ended", _("已终止")
    EXPIRED = "expired", _("已到期")


class ReviewVerdict(models.TextChoices):
    """What the review of a break-glass session came to."""

    JUSTIFIED = "justified", _("确有必要")
    NOT_JUSTIFIED = "not_justified", _("没有必要")


class AlarmKind(models.TextChoices):
    """What was unusual about somebody's look-ups. Always about staff, never about residents."""

    VOLUME = "volume", _("查阅量明显超出本岗位平时")
    OWN_RECORD = "own_record", _("查阅了本人、家人或同住的人")
    OTHER_COMMUNITY = "other_community", _("查阅了职责之外或平时不去的社区")
    NIGHT = "night", _("夜间查阅")
    BREAK_GLASS = "break_glass", _("启用紧急查阅")


class AlarmVerdict(models.TextChoices):
    """What the supervisor found."""

    EXPLAINED = "explained", _("情况属实，属于工作需要")
    WARNED = "warned", _("已提醒")
    PASSED_ON = "passed_on", _("已移交处理")


class ObjectionVerdict(models.TextChoices):
    """The answer to a resident's objection."""

    UPHELD = "upheld", _("异议成立")
    NOT_UPHELD = "not_upheld", _("查阅符合规定")
    IN_PART = "in_part", _("部分成立")


class Origin(models.TextChoices):
    """Supplied with the product, or entered by somebody."""

    SEED = "seed", _("随产品提供")
    PERSON = "person", _("由人登记")
