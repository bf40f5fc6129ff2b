"""The five guarantees of a place as five rows."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.core.gaps import Tally
from linli.guarantees.queries import PlacePage, RuleTally
from linli.guarantees.states import ASKED, FindingState, Guarantee
from linli.office.guarantees import words
from linli.office.guarantees.presenters.costs import cost_lines
from linli.office.guarantees.presenters.head import title_of
from linli.office.guarantees.presenters.links import Links
from linli.ui.templatetags.ui_page import figure, share

STIPENDS = ("stipend.chief_floor", "stipend.member_floor")
# Gaps that can be added over communities and still mean something.
ADDED_UP = (
    "people.posts_filled",
    "money.received_in_full",
    "money.spent_within_earmark",
    "office_funds.per_year",
    "staff_funds.total",
    "network.homes_in_grids",
    "grid.households",
    "network.officer_per_grid",
    "network.requests_answered",
    "rules.through_the_gate",
)
FIGURES_SHOWN = 3


@dataclass(frozen=True)
class RuleFigure:
    """A key figure against its rule. `href` opens the communities behind it."""

    label: str
    value: str
    words: str
    document: str
    by_document: bool
    state: str
    href: str


@dataclass(frozen=True)
class GuaranteeRow:
    """One of the five rows. Percentages are of the communities to which it applies."""

    code: str
    name: str
    question: str
    state: str
    state_words: str
    counts: str
    met: str
    short: str
    trend: str
    figures: tuple[RuleFigure, ...]
    more: int
    costs: tuple[str, ...]
    next_words: str
    next_href: str
    href: str


def guarantee_rows(page: PlacePage, links: Links) -> tuple[GuaranteeRow, ...]:
    """The five rows, in order."""
    return tuple(_row(page, guarantee, links) for guarantee in Guarantee)


def rule_figures(page: PlacePage, guarantee: Guarantee, links: Links) -> tuple[RuleFigure, ...]:
    """Every rule of a guarantee that applies to somebody here."""
    return tuple(_figure(page, found, links) for found in page.now.rules_of(guarantee))


def _row(page: PlacePage, guarantee: Guarantee, links: Links) -> GuaranteeRow:
    prefix, tally = page.frame.prefix, page.now.guarantees[guarantee]
    rules = page.now.rules_of(guarantee)
    ranked = sorted(rules, key=lambda found: (found.tally.short == 0, found.tally.unknown == 0))[
        :FIGURES_SHOWN
    ]
    shown = [found for found in rules if found in ranked]
    state = state_of(tally)
    next_words, wanted = _next(tally)
    return GuaranteeRow(
        code=str(guarantee),
        name=str(guarantee.label),
        question=str(ASKED[guarantee]),
        state=str(state),
        state_words=verdict_words(tally),
        counts=counts(tally),
        met=percent(tally.met, tally.judged),
        short=percent(tally.short, tally.judged),
        trend=_trend(page, guarantee),
        figures=tuple(_figure(page, found, links) for found in shown),
        more=len(rules) - len(shown),
        costs=cost_lines(tally),
        next_words=next_words,
        next_href=links.below("guarantees:guarantee", prefix, str(guarantee), state=wanted),
        href=links.below("guarantees:guarantee", prefix, str(guarantee)),
    )


def state_of(tally: Tally) -> FindingState:
    """A place is as its communities are: short if any is short, else unknown if any is unknown, else met."""
    if tally.short:
        return FindingState.SHORT
    if tally.unknown:
        return FindingState.UNKNOWN
    return FindingState.MET if tally.met else FindingState.NOT_APPLICABLE


def verdict_words(tally: Tally) -> str:
    """The verdict in words: how many communities fall short, or are unknown."""
    told = {"n": tally.short or tally.unknown, "all": tally.judged}
    if tally.short:
        return ngettext("%(all)s个社区中%(n)s个未达标", "%(all)s个社区中%(n)s个未达标", tally.short) % told
    if tally.unknown:
        return ngettext("%(all)s个社区中%(n)s个未知", "%(all)s个社区中%(n)s个未知", tally.unknown) % told
    return _("全部达标") if tally.met else str(FindingState.NOT_APPLICABLE.label)


def counts(tally: Tally) -> str:
    """How many communities stand where; what is zero is left out."""
    if not tally.judged:
        return _("没有适用的社区")
    parts = [
        ngettext("%(n)s个社区达标", "%(n)s个社区达标", tally.met) % {"n": tally.met},
        ngettext("%(n)s个未达标", "%(n)s个未达标", tally.short) % {"n": tally.short} if tally.short else "",
        ngettext("%(n)s个未知", "%(n)s个未知", tally.unknown) % {"n": tally.unknown} if tally.unknown else "",
    ]
    return _("，").join(part for part in parts if part)


def percent(part: int, whole: int) -> str:
    """A share of a bar, 0 to 100, written for an attribute."""
    return f"{100 * part / whole:.2f}" if whole else "0"


def _trend(page: PlacePage, guarantee: Guarantee) -> str:
    if page.before is None or page.frame.before is None:
        return ""
    then, now = page.before.guarantees[guarantee].met, page.now.guarantees[guarantee].met
    told = {"title": title_of(page.frame.before), "then": then, "n": abs(now - then)}
    if now > then:
        return _("比“%(title)s”的%(then)s个多%(n)s个") % told
    if now < then:
        return _("比“%(title)s”的%(then)s个少%(n)s个") % told
    return _("与“%(title)s”相同") % told


def _next(tally: Tally) -> tuple[str, str]:
    if tally.short:
        told = ngettext("看这%(n)s个社区差在哪里", "看这%(n)s个社区差在哪里", tally.short)
        return told % {"n": tally.short}, "short"
    if tally.unknown:
        told = ngettext("看这%(n)s个社区缺什么答案", "看这%(n)s个社区缺什么答案", tally.unknown)
        return told % {"n": tally.unknown}, "unknown"
    return _("看各项依据"), ""


def _figure(page: PlacePage, found: RuleTally, links: Links) -> RuleFigure:
    held, tally = page.standards.get(found.rule, ()), found.tally
    told = [
        _("%(met)s / %(judged)s个社区达标（%(share)s）")
        % {"met": tally.met, "judged": tally.judged, "share": share(tally.share_met, 0)},
        *_further(found),
    ]
    return RuleFigure(
        label=words.label(found.rule),
        value=words.standard_value(held),
        words=_("，").join(told),
        document=words.document(held[0] if held else None),
        by_document=bool(held),
        state=str(state_of(tally)),
        href=links.below("guarantees:rule", page.frame.prefix, str(found.guarantee), found.rule),
    )


def _further(found: RuleTally) -> list[str]:
    tally = found.tally
    if found.rule == "office.floor_area":
        return _areas(tally)
    if found.rule in STIPENDS and tally.short:
        lowest = _("最低每月%(n)s元") % {"n": figure(tally.lowest)}
        return [lowest, ngettext("%(n)s人不足", "%(n)s人不足", tally.rows_short) % {"n": tally.rows_short}]
    if found.rule in ADDED_UP and tally.short_sum:
        return [words.gap(found.rule, tally.short_sum)]
    return []


def _areas(tally: Tally) -> list[str]:
    told = []
    if tally.nothing:
        told.append(ngettext("%(n)s个没有用房", "%(n)s个没有用房", tally.nothing) % {"n": tally.nothing})
    too_small = tally.short - tally.nothing
    if too_small:
        told.append(ngettext("%(n)s个面积不足", "%(n)s个面积不足", too_small) % {"n": too_small})
    if tally.mean is not None:
        mean = tally.mean.quantize(Decimal("0.1"))
        told.append(_("有用房的平均%(n)s平方米") % {"n": figure(mean)})
    return told
