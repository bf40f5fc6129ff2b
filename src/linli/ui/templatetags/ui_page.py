"""Small helpers for links that keep the query string, figures and days."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: Any) -> str:
    """The page's own query string with some parameters changed; None or "" removes one. Page number resets."""
    params = context["request"].GET.copy()
    if "page" not in changes:
        params.pop("page", None)
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = str(value)
    encoded = params.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.simple_tag(takes_context=True)
def asked(context: RequestContext, name: str) -> str:
    """A parameter of the page's own query string; "" where it is not there."""
    return str(context["request"].GET.get(name, ""))


@register.filter
def figure(value: Any, decimals: int | None = None) -> str:
    """A number with thousands separators; None is the word for unknown, never zero."""
    if value is None or value == "":
        return _("未知")
    number = _plain(value)
    # Thousands in both languages: the library's Chinese format groups by ten thousands, which no official table does.
    return f"{number:,}" if decimals is None else f"{number:,.{decimals}f}"


def _plain(value: Any) -> Decimal:
    number = Decimal(str(value)).normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


@register.filter
def money(value: Any) -> str:
    """An amount of yuan: 元 below ten thousand, 万元 from there on."""
    if value is None or value == "":
        return _("未知")
    amount = Decimal(str(value))
    if (get_language() or "").startswith("zh") and abs(amount) >= 10_000:
        return f"{figure((amount / 10_000).quantize(Decimal('0.01')))} 万元"
    return _("%(amount)s 元") % {"amount": figure(amount)}


@register.filter
def day(value: date | None) -> str:
    """2026年11月23日 in Chinese, 23 Nov 2026 in English."""
    if value is None:
        return "—"
    if (get_language() or "").startswith("zh"):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value.strftime('%b')} {value.year}"


@register.filter
def share(value: Any, decimals: int = 1) -> str:
    """A ratio 0..1 as a percentage."""
    return _("未知") if value is None else f"{float(value) * 100:.{decimals}f}%"


@register.filter
def joined(values: Iterable[Any], by: str = "、") -> str:
    """Words one after the other, with the mark that stands between such words in the reader's language."""
    return _(by).join(str(one) for one in values)
