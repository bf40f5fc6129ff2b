"""How far a return has come, what may be done to it, why it is locked, and how a cell stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Who has it in hand: the community, the sub-district, the department, or nobody any more."""

    FILLED = "filled", _("已填，待报送")
    SENT = "sent", _("待街道审核")
    APPROVED = "approved", _("已报部门")
    SENT_BACK = "sent_back", _("已退回，待更正")
    ACCEPTED = "accepted", _("部门已接收")


class Step(models.TextChoices):
    """What can be done."""

    FILL = "fill", _("从登记填写")
    TYPE = "type", _("补填一格")
    BRING = "bring", _("整份交回")
    SEND = "send", _("报送")
    APPROVE = "approve", _("街道审核通过")
    SEND_BACK = "send_back", _("退回")
    ACCEPT = "accept", _("部门接收")
    CORRECT = "correct", _("报送后更正")


# step -> (states it may start from, state it leads to); None is a return that is not there yet
TRANSITIONS: dict[Step, tuple[frozenset[State | None], State]] = {
    Step.FILL: (frozenset({None, State.FILLED, State.SENT_BACK}), State.FILLED),
    Step.TYPE: (frozenset({State.FILLED}), State.FILLED),
    Step.BRING: (frozenset({State.FILLED}), State.FILLED),
    Step.SEND: (frozenset({State.FILLED}), State.SENT),
    Step.APPROVE: (frozenset({State.SENT}), State.APPROVED),
    Step.SEND_BACK: (frozenset({State.SENT, State.APPROVED, State.ACCEPTED}), State.SENT_BACK),
    Step.ACCEPT: (frozenset({State.APPROVED}), State.ACCEPTED),
    Step.CORRECT: (frozenset({State.APPROVED, State.ACCEPTED}), State.FILLED),
}
WITH_DEPARTMENT = (State.APPROVED, State.ACCEPTED)


class Lock(models.TextChoices):
    """The four reasons for which nothing can be changed."""

    SENT = "sent", _("已报送，正在审核")
    APPROVED = "approved", _("审核已通过")
    PERIOD_CLOSED = "period_closed", _("本期已截止")
    MANDATE_ENDED = "mandate_ended", _("准入事项已到期或已撤回")


class HandingState(models.TextChoices):
    """What became of a file that was handed in."""

    WAITING = "waiting", _("等待处理")
    TAKEN = "taken", _("已登记")
    REFUSED = "refused", _("没有登记")


class Cell(models.TextChoices):
    """How a cell stands: one letter each in `FilledRow.statuses`."""

    FRESH = "f", _("有效")
    STALE = "s", _("待核实")
    CONFLICT = "c", _("来源不一致")
    MISSING = "m", _("缺")
    WITHHELD = "w", _("不予提供")


class Timeliness(models.TextChoices):
    """How a return stands to its due day."""

    NOT_DUE = "not_due", _("未到期")
    DUE_SOON = "due_soon", _("即将到期")
    OVERDUE = "overdue", _("已逾期")
    IN_TIME = "in_time", _("按时")
    LATE = "late", _("迟报")
