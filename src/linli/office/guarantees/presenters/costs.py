"""Costs in words."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.core.gaps import Tally
from linli.ui.templatetags.ui_page import money


def cost_lines(tally: Tally) -> tuple[str, ...]:
    """What closing the gaps of a place costs; gaps that have no price are said to have none."""
    lines = []
    if tally.cost_once:
        lines.append(_("一次性%(amount)s") % {"amount": money(tally.cost_once)})
        if tally.cost_once_waived != tally.cost_once:
            lines.append(_("减免规费后%(amount)s") % {"amount": money(tally.cost_once_waived)})
    if tally.cost_yearly:
        lines.append(_("每年%(amount)s") % {"amount": money(tally.cost_yearly)})
    if tally.cost_offset:
        lines.append(_("可得上级补助%(amount)s") % {"amount": money(tally.cost_offset)})
    if tally.cost_unknown:
        unpriced = ngettext("另有%(n)s处没有价格，未计入", "另有%(n)s处没有价格，未计入", tally.cost_unknown)
        lines.append(unpriced % {"n": tally.cost_unknown})
    return tuple(lines)


def cost_cell(once: Decimal, yearly: Decimal, unknown: int) -> str:
    """The same for one community, in one line."""
    parts = []
    if once:
        parts.append(money(once))
    if yearly:
        parts.append(_("每年%(amount)s") % {"amount": money(yearly)})
    if unknown:
        parts.append(_("%(n)s处无价格") % {"n": unknown})
    return _("，").join(parts) or "—"
