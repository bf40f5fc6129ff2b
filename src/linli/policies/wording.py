"""Values, documents and refusals in words, in the language in force. Names come from the packs, sentences from here."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from linli.base.errors import NotFound, Refusal
from linli.core.policy import (
    UNITS,
    Amount,
    Dated,
    Document,
    Held,
    HeldValue,
    Listing,
    Names,
    PackError,
    PolicyError,
    Product,
    Range,
    Ratio,
    Rule,
    Sense,
    Term,
)
from linli.core.policy.units import Language
from linli.policies.schedules import schedule_words

TEN_THOUSAND = Decimal(10_000)


def language() -> Language:
    """The language of the names in packs that goes with the language in force."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def named(names: Names) -> str:
    """A name of the packs in the language in force."""
    return names.get(language())


def headed(names: Names) -> str:
    """The same where it stands alone: English begins with a capital."""
    name = named(names)
    return name[:1].upper() + name[1:]


def number_words(number: Decimal) -> str:
    """Digits with thousands separators and without trailing zeros."""
    whole = number.to_integral_value()
    return f"{int(whole):,}" if number == whole else f"{number.normalize():,f}"


def amount_words(amount: Decimal, unit: str) -> str:
    """An amount with its unit: 855元/月, 300万元, 3%, 1 person."""
    known = UNITS[unit]
    if unit == "share":
        return f"{number_words(amount * 100)}%"
    if language() == "en":
        name = known.one if known.one and amount == 1 else known.names.en
        return f"{number_words(amount)} {name}".strip()
    if known.money and amount >= TEN_THOUSAND and amount % 100 == 0:
        return f"{number_words(amount / TEN_THOUSAND)}万{known.names.zh}"
    return f"{number_words(amount)}{known.names.zh}"


def value_words(held: HeldValue, rule: Rule) -> str:
    """The value alone, without how it is compared."""
    return held_words(held.value, rule)


def held_words(value: Held, rule: Rule) -> str:
    """A number, range, list or schedule of the rule, with its unit."""
    if isinstance(value, Decimal):
        return amount_words(value, rule.unit)
    if isinstance(value, Range):
        return _range_words(value, rule.unit)
    if isinstance(value, Listing):
        return _("、").join(
            named(item.names) if item.count == 1 else f"{named(item.names)} × {item.count}"
            for item in value.items
        )
    return schedule_words(value, rule, amount_words, named)


def _range_words(value: Range, unit: str) -> str:
    """4至7个岗位, 3万至5万元/年, 2%至5%: the unit once, unless the two ends are written in different ones."""
    low, high = amount_words(value.minimum, unit), amount_words(value.maximum, unit)
    if unit != "share":
        short, large = low.removesuffix(UNITS[unit].names.zh), "万" in high
        if language() == "en":
            low = number_words(value.minimum)
        elif ("万" in low) == large:
            low = short
    return _("%(low)s至%(high)s") % {"low": low, "high": high}


def term_words(term: Term, rule: Rule, rules: Mapping[str, Rule]) -> str:
    """What a document says, before it is worked out: a ratio stays a ratio."""
    if isinstance(term, Amount):
        return amount_words(term.amount, rule.unit)
    if isinstance(term, Ratio):
        return f"{named(rules[term.of].names)} × {amount_words(term.factor, 'share')}"
    if isinstance(term, Product):
        times = next(one for one in rule.inputs if one.code == term.times)
        return f"{named(rules[term.each].names)} × {named(times.names)}"
    return held_words(term, rule)


def standard_words(held: HeldValue, rule: Rule) -> str:
    """The value with how it is compared: 不低于100平方米, about 300 households."""
    words = value_words(held, rule)
    sentences = {
        Sense.AT_LEAST: _("不低于%(value)s"),
        Sense.AT_MOST: _("不高于%(value)s"),
        Sense.ABOUT: _("%(value)s左右"),
    }
    if not isinstance(held.value, Decimal) or held.sense not in sentences:
        return words
    return sentences[held.sense] % {"value": words}


def document_words(document: Document) -> str:
    """Name, number and article, as far as the source gives them."""
    name = document.name_en if language() == "en" and document.name_en else document.name
    parts = [name, document.number, document.article]
    return " ".join(part for part in parts if part)


def day_words(day: date) -> str:
    """2008年7月1日 or 1 Jul 2008."""
    return f"{day.day} {day:%b} {day.year}" if language() == "en" else f"{day.year}年{day.month}月{day.day}日"


def since_words(valid_from: date, dated: Dated) -> str:
    """From when, no more exactly than the source says."""
    names = {"year": valid_from.year, "month": valid_from.month}
    if dated is Dated.DAY:
        return _("%(day)s起") % {"day": day_words(valid_from)}
    if dated is Dated.MONTH:
        return _("%(year)s年%(month)s月起") % names
    if dated is Dated.YEAR:
        return _("%(year)s年起，文件未载月日") % names
    return _("不晚于%(year)s年，文件未载起始日") % names


def place_words(scope: str) -> str:
    """The scope of a value as a code; the whole country in words."""
    return scope or _("全国，或所选用的任何地方")


POLICY_REFUSALS: dict[str, tuple[Any, Any]] = {
    "unknown_rule": (
        gettext_lazy("没有“%(rule)s”这条规则。"),
        gettext_lazy("相近的规则：%(near)s。全部规则见政策包页面。"),
    ),
    "nothing_in_force": (
        gettext_lazy("%(day)s在%(place)s没有施行中的“%(rule)s”。"),
        gettext_lazy("请换一天或换一个地点，或选用别的政策包。"),
    ),
    "only_proposed": (
        gettext_lazy("%(day)s在%(place)s，“%(rule)s”只有建议，尚未施行。"),
        gettext_lazy("要看建议的数值，请注明“含建议”。"),
    ),
    "missing_input": (gettext_lazy("算出“%(rule)s”还需要：%(inputs)s。"), ""),
    "bad_input": (gettext_lazy("“%(input)s”的值“%(given)s”不能用：%(reason)s。"), ""),
    "bad_place": (
        gettext_lazy("“%(place)s”不是区划代码。"),
        gettext_lazy("请填2、4、6、9或12位数字，12位之后可带网格号。"),
    ),
    "unknown_pack": (gettext_lazy("没有名为“%(pack)s”的政策包。"), gettext_lazy("现有：%(known)s。")),
    "not_a_number": (gettext_lazy("“%(rule)s”不是一个单一的数。"), ""),
}
REASONS: dict[str, Any] = {
    "not_a_number": gettext_lazy("不是数"),
    "negative": gettext_lazy("不能是负数"),
    "not_whole": gettext_lazy("应为整数"),
    "too_large": gettext_lazy("数太大"),
}


def policy_refusal(error: PolicyError, rules: Mapping[str, Rule]) -> Refusal:
    """The engine's code as a refusal in words."""
    message, remedy = POLICY_REFUSALS[error.code]
    params = {key: _told(key, value, error, rules) for key, value in error.params.items()}
    if not error.params.get("near", True):
        remedy = gettext_lazy("全部规则见政策包页面。")
    made = NotFound if error.code in ("unknown_rule", "unknown_pack") else Refusal
    return made(f"policies.{error.code}", message, remedy, **params)


def _told(key: str, value: object, error: PolicyError, rules: Mapping[str, Rule]) -> str:
    rule = rules.get(str(error.params.get("rule", "")))
    inputs = {one.code: named(one.names) for one in rule.inputs} if rule else {}
    if key == "rule":
        return named(rule.names) if rule else str(value)
    if key == "day":
        return day_words(date.fromisoformat(str(value)))
    if key == "reason":
        return str(REASONS[str(value)])
    if isinstance(value, list):
        return _("、").join(f"{inputs[one]}（{one}）" if one in inputs else str(one) for one in value)
    return inputs.get(str(value), str(value)) if key == "input" else str(value)


PACK_REFUSALS: dict[str, Any] = {
    "overlap": gettext_lazy("这段时间里已经有一个本地数值。"),
    "circular": gettext_lazy("按这个数值，规则会绕回自己：%(detail)s。"),
    "result_falls": gettext_lazy("按这样的分档，数额会在分界处变小（%(detail)s）。"),
    "negative": gettext_lazy("数值不能是负数。"),
    "not_whole": gettext_lazy("数值应为整数。"),
    "not_a_number": gettext_lazy("“%(detail)s”不是数。"),
    "too_large": gettext_lazy("数太大。"),
    "range_upside_down": gettext_lazy("范围的上限小于下限：%(detail)s。"),
    "steps_not_rising": gettext_lazy("各档的起点应从小到大：%(detail)s。"),
    "first_step_not_zero": gettext_lazy("第一档应从0开始。"),
}
REMEDIES: dict[str, Any] = {"overlap": gettext_lazy("请先撤回原有的数值，或改从它终止之日起。")}


def pack_refusal(error: PackError) -> Refusal:
    """A value that cannot stand, in words."""
    known = PACK_REFUSALS.get(error.code)
    if known is None:
        words = gettext_lazy("数值写法有误（%(slip)s）：%(detail)s。")
        return Refusal("policies.bad_value", words, slip=error.code, detail=error.detail or error.where)
    return Refusal(f"policies.{error.code}", known, REMEDIES.get(error.code, ""), detail=error.detail)
