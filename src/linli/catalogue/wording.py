"""Codes of the engine in the words of the language in force."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from linli.base.errors import Refusal
from linli.core.elements import (
    Banned,
    Finding,
    Information,
    Mask,
    Publish,
    Sensitivity,
    Store,
    Subject,
    Trigger,
    ValueKind,
    Volatility,
    Words,
)
from linli.core.elements.prohibited import BANS, How
from linli.core.elements.prohibited.classes import RED_LINES

SUBJECTS: dict[Subject, Any] = {
    Subject.PERSON: gettext_lazy("居民个人"),
    Subject.HOUSEHOLD: gettext_lazy("家庭户"),
    Subject.STAFF: gettext_lazy("在岗人员"),
    Subject.ORGANISATION: gettext_lazy("单位"),
    Subject.DWELLING: gettext_lazy("房屋"),
    Subject.THING: gettext_lazy("设施物品"),
    Subject.PLACE: gettext_lazy("地点"),
    Subject.CASE: gettext_lazy("事项"),
}
STORES: dict[Store, Any] = {
    Store.REGISTER: gettext_lazy("共用台账"),
    Store.PARTY_BRANCH: gettext_lazy("党支部自己的存放处"),
}
KINDS: dict[ValueKind, Any] = {
    ValueKind.TEXT: gettext_lazy("文字"),
    ValueKind.INTEGER: gettext_lazy("整数"),
    ValueKind.DECIMAL: gettext_lazy("小数"),
    ValueKind.DATE: gettext_lazy("日期"),
    ValueKind.YES_NO: gettext_lazy("是或否"),
    ValueKind.CODE: gettext_lazy("代码"),
    ValueKind.IDENTIFIER: gettext_lazy("号码"),
    ValueKind.PHONE: gettext_lazy("电话号码"),
    ValueKind.ADDRESS: gettext_lazy("地址"),
}
SENSITIVITIES: dict[Sensitivity, Any] = {
    Sensitivity.OPEN: gettext_lazy("公开"),
    Sensitivity.INTERNAL: gettext_lazy("内部"),
    Sensitivity.PERSONAL: gettext_lazy("个人信息"),
    Sensitivity.SENSITIVE: gettext_lazy("敏感个人信息"),
    Sensitivity.SEALED: gettext_lazy("封存"),
}
INFORMATION: dict[Information, Any] = {
    Information.IDENTITY: gettext_lazy("身份"),
    Information.CONTACT: gettext_lazy("联系方式"),
    Information.FAMILY: gettext_lazy("家庭"),
    Information.RESIDENCE: gettext_lazy("居住"),
    Information.EDUCATION: gettext_lazy("教育"),
    Information.WORK: gettext_lazy("工作"),
    Information.FINANCE: gettext_lazy("收入和账户"),
    Information.HEALTH: gettext_lazy("健康"),
    Information.DISABILITY: gettext_lazy("残疾"),
    Information.AID: gettext_lazy("救助和优待"),
    Information.SERVICE_RECORD: gettext_lazy("服务记录"),
    Information.JUSTICE: gettext_lazy("回归社区"),
    Information.PARTY_MEMBERSHIP: gettext_lazy("本支部党员"),
    Information.HOUSING: gettext_lazy("房屋"),
    Information.ORGANISATION: gettext_lazy("单位"),
    Information.THING: gettext_lazy("设施物品"),
    Information.PLACE: gettext_lazy("地点"),
    Information.PROCEDURE: gettext_lazy("办理过程"),
}
VOLATILITIES: dict[Volatility, Any] = {
    Volatility.FIXED: gettext_lazy("不变"),
    Volatility.RARE: gettext_lazy("很少变，五年核对一次"),
    Volatility.YEARLY: gettext_lazy("每年核对一次"),
    Volatility.QUARTERLY: gettext_lazy("每季核对一次"),
    Volatility.EVENT: gettext_lazy("有事才变"),
}
PUBLISHING: dict[Publish, Any] = {
    Publish.NEVER: gettext_lazy("不公开"),
    Publish.COUNTS: gettext_lazy("只公开合计数，小数不公开"),
    Publish.DISCLOSED: gettext_lazy("依法公示"),
    Publish.OPEN: gettext_lazy("可以公开"),
}
MASKS: dict[Mask, Any] = {
    Mask.NONE: gettext_lazy("不遮蔽"),
    Mask.NAME: gettext_lazy("姓名：张*丽"),
    Mask.ID_NUMBER: gettext_lazy("身份号码：3508**********001X"),
    Mask.DOCUMENT: gettext_lazy("证号：首位和末两位"),
    Mask.PHONE: gettext_lazy("电话：138****5678"),
    Mask.EMAIL: gettext_lazy("邮箱：首字母"),
    Mask.ACCOUNT: gettext_lazy("账号：末四位"),
    Mask.ADDRESS: gettext_lazy("地址：到路名为止"),
    Mask.YEAR: gettext_lazy("日期：只到年份"),
    Mask.AMOUNT: gettext_lazy("金额：首位和位数"),
    Mask.WITHHELD: gettext_lazy("全部遮蔽"),
}
TRIGGERS: dict[Trigger, Any] = {
    Trigger.LEFT: gettext_lazy("搬离或去世后"),
    Trigger.PURPOSE_ENDED: gettext_lazy("用途结束后"),
    Trigger.REPLACED: gettext_lazy("被新值取代后"),
    Trigger.POST_ENDED: gettext_lazy("离岗后"),
    Trigger.DISSOLVED: gettext_lazy("单位注销后"),
    Trigger.STANDING: gettext_lazy("长期保存（不涉及个人）"),
}
UNITS: dict[str, Any] = {
    "years": gettext_lazy("岁"),
    "persons": gettext_lazy("人"),
    "times": gettext_lazy("次"),
    "homes": gettext_lazy("户"),
    "hours": gettext_lazy("小时"),
    "yuan": gettext_lazy("元"),
    "10k_yuan": gettext_lazy("万元"),
    "m2": gettext_lazy("平方米"),
    "degrees": pgettext_lazy("angle", "度"),
}
BANNED: dict[Banned, Any] = {
    Banned.POLITICAL_OPINION: gettext_lazy("政治观点和党派"),
    Banned.RELIGION: gettext_lazy("宗教信仰"),
    Banned.LOYALTY: gettext_lazy("忠诚、表现、重点人员之类的评语和标签"),
    Banned.SCORING: gettext_lazy("给居民打分、评级、排名"),
    Banned.BIOMETRIC: gettext_lazy("人脸、声纹等身体特征"),
    Banned.MOVEMENT: gettext_lazy("个人行踪"),
    Banned.AUTOMATED_DECISION: gettext_lazy("由机器作出的关于人的决定"),
}
WHERE: dict[str, Any] = {
    "name": gettext_lazy("名称"),
    "code": gettext_lazy("代码"),
    "role": gettext_lazy("角色路径"),
    "definition": gettext_lazy("定义"),
    "alias": gettext_lazy("别名"),
    "purpose": gettext_lazy("用途"),
    "derivation": gettext_lazy("推算方法"),
    "code_item": gettext_lazy("代码表"),
}
FAULTS: dict[str, Any] = {
    "no_basis": gettext_lazy("个人信息须写明法律依据。"),
    "no_purpose": gettext_lazy("个人信息须写明用途。"),
    "kept_for_ever": gettext_lazy("个人信息须写明保存多久，不能长期保存。"),
    "guarded_without_mask": gettext_lazy("敏感和封存的信息须有遮蔽规则。"),
    "identifying_without_mask": gettext_lazy("号码、电话和地址须有遮蔽规则。"),
    "personal_is_published": gettext_lazy("个人信息不能公开。"),
    "guarded_is_disclosed": gettext_lazy("敏感和封存的信息不能公示。"),
    "sealed_is_counted": gettext_lazy("封存的信息不能统计公开。"),
    "not_guarded": gettext_lazy("健康、残疾、收入账户和回归社区的信息至少为敏感个人信息。"),
    "months_without_trigger": gettext_lazy("保存期限写得不完整。"),
    "code_without_list": gettext_lazy("代码类的数据元须选定代码表，其他的不选。"),
    "membership_outside_branch": gettext_lazy("党员信息只存放在党支部自己的存放处。"),
    "no_definition": gettext_lazy("中英文定义都要写清楚。"),
    "no_owner": gettext_lazy("须写明责任部门和管理部门。"),
    "person_without_protection": gettext_lazy("关于人的数据元至少为个人信息。"),
    "store_differs": gettext_lazy("角色路径与属性的存放处不一致。"),
}


def language() -> str:
    """The language in force, "zh" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def said(words: Words) -> str:
    """A pair of texts in the language in force."""
    return words.get(language())


def rule_words(banned: Banned) -> str:
    """The rule a refusal cites: the section of the red lines, and the laws with their articles."""
    return _("红线第%(section)s条（%(page)s）；%(laws)s") % {
        "section": BANS[banned].section,
        "page": RED_LINES,
        "laws": laws_words(banned),
    }


def laws_words(banned: Banned) -> str:
    """The laws behind a prohibited class, each with its articles."""
    articles: dict[str, list[str]] = {}
    for one in BANS[banned].laws:
        articles.setdefault(one.law, []).extend([one.article] if one.article else [])
    return _("；").join(
        _("《%(law)s》第%(article)s条") % {"law": law_name(law), "article": _("、").join(numbers)}
        if numbers
        else titled(law_name(law))
        for law, numbers in articles.items()
    )


def titled(law: str) -> str:
    """A law's name as it stands in a sentence: in title marks in Chinese."""
    return law if language() == "en" else f"《{law}》"


def law_name(law: str) -> str:
    """A cited law's name; the prohibited classes name laws in Chinese."""
    known = {
        "个人信息保护法": gettext_lazy("个人信息保护法"),
        "宪法": gettext_lazy("宪法"),
        "宗教事务条例": gettext_lazy("宗教事务条例"),
        "民法典": gettext_lazy("民法典"),
        "人脸识别技术应用安全管理办法": gettext_lazy("人脸识别技术应用安全管理办法"),
    }
    return str(known[law])


def finding_words(finding: Finding) -> str:
    """Why an element is refused, in one sentence with the rule."""
    slots = {"banned": str(BANNED[finding.banned]), "rule": rule_words(finding.banned)}
    if finding.how is How.DECLARED:
        return _("所选类别“%(banned)s”永不采集。依据：%(rule)s。") % slots
    slots |= {"where": str(WHERE[finding.where]), "words": finding.words}
    return _("%(where)s里的“%(words)s”属于“%(banned)s”，永不采集。依据：%(rule)s。") % slots


def prohibited_refusal(findings: Iterable[Finding]) -> Refusal:
    """The refusal of an element that is never held."""
    return Refusal(
        "catalogue.prohibited",
        "%(reasons)s",
        gettext_lazy("这是产品本身的规定，任何岗位都不能放开。请改为登记本人提出的需要，或不登记。"),
        reasons=" ".join(finding_words(one) for one in findings),
    )
