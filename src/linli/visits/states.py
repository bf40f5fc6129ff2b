"""Kinds and states of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.sync import Fate, Outcome, Reason


class DeviceKind(models.TextChoices):
    """What the phone runs."""

    APP = "app", _("走访应用")
    ODK = "odk", "ODK Collect"


class Form(models.TextChoices):
    """What an entry is about."""

    VISIT = "visit", _("走访")
    REPORT = "report", _("上报")
    PHOTO = "photo", _("照片")


class TaskState(models.TextChoices):
    """Where a household's task stands."""

    OPEN = "open", _("待走访")
    DONE = "done", _("已完成")
    REFUSED = "refused", _("住户不愿提供")
    MOVED = "moved", _("已搬走")
    ENDED = "ended", _("事项已终止，不再问")


class VisitOutcome(models.TextChoices):
    """How a visit went."""

    DONE = "done", _("已走访")
    NOBODY = "nobody", _("家中无人")
    REFUSED = "refused", _("住户不愿提供")
    MOVED = "moved", _("已搬走")


# Of these the task is over; somebody who was not at home is visited again.
ENDS_TASK = {VisitOutcome.REFUSED: TaskState.REFUSED, VisitOutcome.MOVED: TaskState.MOVED}


class ReportKind(models.TextChoices):
    """What an officer reports from the street."""

    ROAD = "road", _("道路、井盖破损")
    RUBBISH = "rubbish", _("垃圾堆放")
    FIRE = "fire", _("消防隐患")
    LIGHT = "light", _("路灯、线缆")
    DISPUTE = "dispute", _("邻里纠纷")
    HELP = "help", _("有人需要帮助")
    OTHER = "other", _("其他")


class ClashVerdict(models.TextChoices):
    """Which of two values a person chose."""

    HELD = "held", _("保留原值")
    BROUGHT = "brought", _("采用带回的值")
    NEITHER = "neither", _("重新上门核实")


class AsideVerdict(models.TextChoices):
    """What became of an entry that was set aside."""

    USED = "used", _("已采用")
    DROPPED = "dropped", _("不采用")


class GoneWhy(models.TextChoices):
    """Why a collected value was emptied."""

    EXPIRED = "expired", _("保存期限已到")
    FORGOTTEN = "forgotten", _("本人已从登记中删除")


class SignalKind(models.TextChoices):
    """What is worth a second look at a submission."""

    SAME_ANSWERS = "same_answers", _("多户内容完全相同")
    TOO_FAST = "too_fast", _("相邻两次走访间隔过短")
    SAME_PHOTO = "same_photo", _("同一张照片重复使用")
    HOLE = "hole", _("手机上缺少之前的记录")


class CallBackResult(models.TextChoices):
    """What a household says when it is called back."""

    CONFIRMED = "confirmed", _("确有走访")
    DENIED = "denied", _("住户说没有来过")
    NOT_REACHED = "not_reached", _("没有联系上")


OUTCOME_WORDS = {
    Outcome.TAKEN: _("已收到"),
    Outcome.CLASH: _("已收到，有内容待核对"),
    Outcome.ASIDE: _("已收到，由社区处理"),
}
REASON_WORDS = {
    Reason.NONE: "",
    Reason.TWO_BODIES: _("同一条记录收到了两种内容，两份都已保存。"),
    Reason.SEQUENCE_USED: _("这部手机恢复过旧备份，编号重复，内容已保存。"),
    Reason.DEVICE_LOST: _("这部手机已挂失，内容已保存，由社区核对。"),
    Reason.UNREADABLE: _("内容打不开，原件已保存，请联系社区。"),
    Reason.OTHER_GRID: _("这一户不在您的网格内，内容已保存，转社区处理。"),
    Reason.EXPIRED: _("这项任务已经结束，内容已保存，由社区决定是否采用。"),
    Reason.BAD_VALUE: _("有一项内容不合要求，整条已保存，由社区核对。"),
    Reason.BAD_PHOTO: _("这张照片打不开，原件已保存，请重新拍摄。"),
    Reason.FORM_UNKNOWN: _("不认识这种表，内容已保存，请更新应用。"),
}
FATES = [(one.value, one.value) for one in Fate]
OUTCOMES = [(one.value, one.value) for one in Outcome]
REASONS = [(one.value, one.value) for one in Reason]
