"""Kinds, states and transitions of what is asked of communities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.mandates import Demand, Frequency, Units


class Kind(models.TextChoices):
    """What a department wants of communities."""

    FORM = "form", _("填报表格")
    SURVEY = "survey", _("专项调查")
    TASK = "task", _("交办任务")
    PLAQUE = "plaque", _("挂牌")
    OFFICE = "office", _("设立机构")
    APPRAISAL = "appraisal", _("检查评比")
    TRAINING = "training", _("培训活动")
    SUBSCRIPTION = "subscription", _("征订")


class State(models.TextChoices):
    """Where a mandate stands. Whether one that was approved still holds depends on the day (see `rules.holds_on`)."""

    DRAFT = "draft", _("未提交")
    SUBMITTED = "submitted", _("待审核")
    SUSPENDED = "suspended", _("待补正")
    APPROVED = "approved", _("已准入")
    APPROVED_IN_PART = "approved_in_part", _("部分准入")
    REFUSED = "refused", _("不予准入")
    WITHDRAWN = "withdrawn", _("已撤回")
    EMERGENCY = "emergency", _("应急办理中")
    REPORTED = "reported", _("应急已报告")


ADMITTED = frozenset({State.APPROVED, State.APPROVED_IN_PART})
OPEN = frozenset({State.SUBMITTED, State.SUSPENDED})


class Step(models.TextChoices):
    """What moves a mandate on."""

    APPLY = "apply", _("起草")
    CHANGE = "change", _("修改")
    SUBMIT = "submit", _("提交")
    SUSPEND = "suspend", _("退回补正")
    EXTEND = "extend", _("延长审核")
    APPROVE = "approve", _("准予准入")
    APPROVE_IN_PART = "approve_in_part", _("部分准入")
    REFUSE = "refuse", _("不予准入")
    REFUSE_BY_RULE = "refuse_by_rule", _("依规定直接退回")
    WITHDRAW = "withdraw", _("撤回")
    CARRY_OUT = "carry_out", _("应急先行")
    REPORT = "report", _("事后报告")


DECIDING = frozenset({Step.APPROVE, Step.APPROVE_IN_PART, Step.REFUSE, Step.SUSPEND, Step.EXTEND})
# step -> (states it may start from, state it leads to); extending changes the clock only
TRANSITIONS: dict[Step, tuple[frozenset[State], State]] = {
    Step.CHANGE: (frozenset({State.DRAFT, State.SUSPENDED}), State.DRAFT),
    Step.SUBMIT: (frozenset({State.DRAFT, State.SUSPENDED}), State.SUBMITTED),
    Step.SUSPEND: (frozenset({State.SUBMITTED}), State.SUSPENDED),
    Step.EXTEND: (frozenset({State.SUBMITTED}), State.SUBMITTED),
    Step.APPROVE: (frozenset({State.SUBMITTED}), State.APPROVED),
    Step.APPROVE_IN_PART: (frozenset({State.SUBMITTED}), State.APPROVED_IN_PART),
    Step.REFUSE: (frozenset({State.SUBMITTED}), State.REFUSED),
    Step.REFUSE_BY_RULE: (frozenset({State.DRAFT, State.SUSPENDED}), State.REFUSED),
    Step.WITHDRAW: (frozenset({State.DRAFT, State.SUBMITTED, State.SUSPENDED, *ADMITTED}), State.WITHDRAWN),
    Step.REPORT: (frozenset({State.EMERGENCY}), State.REPORTED),
}


class Frequencies(models.TextChoices):
    """How often a community is asked."""

    ONCE = Frequency.ONCE.value, _("一次")
    WEEKLY = Frequency.WEEKLY.value, _("每周")
    MONTHLY = Frequency.MONTHLY.value, _("每月")
    QUARTERLY = Frequency.QUARTERLY.value, _("每季度")
    HALF_YEARLY = Frequency.HALF_YEARLY.value, _("每半年")
    YEARLY = Frequency.YEARLY.value, _("每年")


class UnitKinds(models.TextChoices):
    """What the minutes are counted for."""

    COMMUNITY = Units.COMMUNITY.value, _("每个社区")
    HOUSEHOLD = Units.HOUSEHOLD.value, _("每户")
    RESIDENT = Units.RESIDENT.value, _("每位居民")


class Ground(models.TextChoices):
    """Why a community refuses, or what it reports."""

    NO_NUMBER = "no_number", _("没有准入编号")
    EXPIRED = "expired", _("准入已到期")
    BEYOND_SCOPE = "beyond_scope", _("超出准入的范围")
    SHORT_NOTICE = "short_notice", _("临时要求，没有预留时间")
    NO_MONEY = "no_money", _("经费没有随事项到位")
    NEVER_ADMISSIBLE = "never_admissible", _("属于不得下达的事项")


class BurdenKind(models.TextChoices):
    """The five too-manys (五多) that survey report B counts."""

    PLAQUE = "plaque", _("挂牌")
    LEDGER = "ledger", _("台账表格")
    INSURANCE = "insurance", _("摊派保险")
    ACTIVITY = "activity", _("主题活动")
    INSPECTION = "inspection", _("检查评比")


DEMAND_WORDS = {
    Demand.ECONOMIC_TARGET: _("下达经济指标"),
    Demand.REVENUE_QUOTA: _("下达创收、收费任务"),
    Demand.CHARGE: _("向居民或社区收费、集资、摊派"),
    Demand.INSURANCE_QUOTA: _("按任务推销保险等产品"),
    Demand.SUBSCRIPTION_QUOTA: _("摊派征订报刊"),
    Demand.CERTIFICATE: _("要求社区出具不应出具的证明"),
}
DEMAND_BASIS = {
    Demand.ECONOMIC_TARGET: _("社区工作准入制：不得向社区下达经济指标"),
    Demand.REVENUE_QUOTA: _("社区工作准入制：不得向社区下达创收和收费任务"),
    Demand.CHARGE: _("社区工作准入制：不得向居民、社区违规收费和摊派"),
    Demand.INSURANCE_QUOTA: _("社区工作准入制：不得按任务向社区推销保险等产品"),
    Demand.SUBSCRIPTION_QUOTA: _("整治形式主义为基层减负若干规定：不得摊派征订"),
    Demand.CERTIFICATE: _("民发〔2020〕20号：不应由基层群众性自治组织出具证明事项清单（第一批）"),
}
