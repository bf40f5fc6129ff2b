"""States of campaigns and returns, and the transitions between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignState(models.TextChoices):
    """Where a campaign stands."""

    DRAFT = "draft", _("未开放")
    OPEN = "open", _("进行中")
    CLOSED = "closed", _("已截止")


class ReturnState(models.TextChoices):
    """Where the return of one community stands."""

    NOT_STARTED = "not_started", _("未开始")
    DRAFT = "draft", _("填写中")
    SUBMITTED = "submitted", _("已提交")
    SENT_BACK = "sent_back", _("已退回")
    APPROVED = "approved", _("已核定")


# Answers that count: handed in by the community, whether approved yet or not.
COUNTED = frozenset({ReturnState.SUBMITTED, ReturnState.APPROVED})
# States in which the community may write.
WRITABLE = frozenset({ReturnState.NOT_STARTED, ReturnState.DRAFT, ReturnState.SENT_BACK})


class Step(models.TextChoices):
    """What moves a return from one state to another."""

    START = "start", _("开始填写")
    SUBMIT = "submit", _("提交")
    WITHDRAW = "withdraw", _("撤回修改")
    REVIEW = "review", _("街道审核通过")
    APPROVE = "approve", _("核定")
    UNDO_APPROVE = "undo_approve", _("撤销核定")
    SEND_BACK = "send_back", _("退回")
    UNDO_SEND_BACK = "undo_send_back", _("撤销退回")
    RECORD = "record", _("批量录入")


# step -> (states it may start from, state it leads to)
TRANSITIONS: dict[Step, tuple[frozenset[ReturnState], ReturnState]] = {
    Step.START: (frozenset({ReturnState.NOT_STARTED}), ReturnState.DRAFT),
    Step.SUBMIT: (frozenset({ReturnState.DRAFT, ReturnState.SENT_BACK}), ReturnState.SUBMITTED),
    Step.WITHDRAW: (frozenset({ReturnState.SUBMITTED}), ReturnState.DRAFT),
    Step.REVIEW: (frozenset({ReturnState.SUBMITTED}), ReturnState.SUBMITTED),
    Step.APPROVE: (frozenset({ReturnState.SUBMITTED}), ReturnState.APPROVED),
    Step.UNDO_APPROVE: (frozenset({ReturnState.APPROVED}), ReturnState.SUBMITTED),
    Step.SEND_BACK: (frozenset({ReturnState.SUBMITTED}), ReturnState.SENT_BACK),
    Step.UNDO_SEND_BACK: (frozenset({ReturnState.SENT_BACK}), ReturnState.SUBMITTED),
}


class LockReason(models.TextChoices):
    """Why nothing can be written. Each reason has somebody who can lift it (see `rules.UNLOCKERS`)."""

    NOT_OPEN = "not_open", _("尚未开放")
    CLOSED = "closed", _("已经截止")
    APPROVED = "approved", _("已经核定")
    OTHER = "other", _("另有原因")


class Means(models.TextChoices):
    """By which door a value came in."""

    PAGE = "page", _("网页")
    WORKBOOK = "workbook", _("填报表")
    RECORDED = "recorded", _("批量录入")
    KNOWN = "known", _("已有数据")


class PresentRole(models.TextChoices):
    """Who took part in a visit or talk. Roles and numbers only: no names are kept."""

    CHIEF = "chief", _("居委会主任、副主任")
    MEMBER = "member", _("居委会委员")
    GRID_OFFICER = "grid_officer", _("网格员")
    GROUP_LEADER = "group_leader", _("居民小组长、楼栋长")
    RESIDENT = "resident", _("居民")
    UNIT = "unit", _("驻区单位")
    SUB_DISTRICT = "sub_district", _("街道（镇）干部")
    DEPARTMENT = "department", _("职能部门人员")
    DISTRICT = "district", _("区社区办人员")
