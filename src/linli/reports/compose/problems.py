"""Chapter: the main problems, one for each guarantee that falls short somewhere."""

from dataclasses import dataclass

from linli.core.tabulate.blocks import ChartKind, Series
from linli.core.tabulate.figures import Column
from linli.core.tabulate.sentences import Sentence, above, both, known
from linli.core.tabulate.units import COUNT
from linli.core.tabulate.words import Words
from linli.reports.compose.inputs import Guarantee, State
from linli.reports.compose.making import NAME, SUB_DISTRICT, Making, listed, who
from linli.reports.compose.premises import AREA, has_no_office, is_too_small

_STUCK = Column(Words("审批卡在何处", "Where the approval is stuck"), wide=2.4)


def add_problems(making: Making) -> None:
    """The chapter 存在的主要问题. A guarantee that falls short nowhere is not mentioned."""
    _figures(making)
    making.heading("problems", 1, "存在的主要问题", "Main problems")
    facts = _facts(making)
    written = [_problem(making, problem, facts) for problem in _PROBLEMS]
    if making.paragraph("problems.unknown", _UNKNOWN):
        written.append(True)
    if not any(written):
        making.paragraph("problems.none", (Sentence(known("communities.all"), *_NO_PROBLEM),))
    _chart(making)


@dataclass(frozen=True, slots=True)
class Problem:
    """What falls short in one guarantee: the heading and what may be said below it."""

    guarantee: Guarantee
    zh: str
    en: str
    sentences: tuple[Sentence, ...]


def _problem(making: Making, problem: Problem, facts: dict[str, Words]) -> bool:
    guarantee = problem.guarantee
    if not making.figures.value(f"guarantees.{guarantee}.short"):
        return False
    making.heading(f"problems.{guarantee}", 2, problem.zh, problem.en)
    making.paragraph(f"problems.{guarantee}.text", problem.sentences, facts)
    if guarantee is Guarantee.PLACE and making.figures.value("offices.stuck"):
        _stuck_table(making)
    return True


def _figures(making: Making) -> None:
    making.count(
        "offices.stuck",
        Words("办公用房审批受阻社区", "Communities whose approvals are stuck"),
        [one for one in making.communities if one.office_stuck_at is not None],
        query="premises.permits",
        extra=((_STUCK, lambda one: one.office_stuck_at),),
    )
    making.count(
        "guarantees.any_short",
        Words("至少一项保障未达标的社区", "Communities short of at least one guarantee"),
        [one for one in making.communities if any(_is(making, one.code, g, State.SHORT) for g in Guarantee)],
        query="guarantees.verdicts",
    )
    making.count(
        "guarantees.any_unknown",
        Words("至少一项保障情况未知的社区", "Communities with at least one guarantee unknown"),
        [
            one
            for one in making.communities
            if any(_is(making, one.code, g, State.UNKNOWN) for g in Guarantee)
        ],
        query="guarantees.verdicts",
    )


def _is(making: Making, code: str, guarantee: Guarantee, state: State) -> bool:
    return making.inputs.verdicts.get((code, guarantee), State.UNKNOWN) is state


def _facts(making: Making) -> dict[str, Words]:
    none = [one.name for one in making.communities if has_no_office(one)]
    small = [one.name for one in making.communities if is_too_small(making, one)]
    return {"without_office": listed(none), "too_small": listed(small)}


def _stuck_table(making: Making) -> None:
    making.table(
        "problems.stuck",
        Words("办公用房审批受阻情况", "Approvals for offices, and where they are stuck"),
        (NAME, SUB_DISTRICT, AREA, _STUCK),
        [
            (*who(one)[1:], one.office_area, one.office_stuck_at)
            for one in making.communities
            if one.office_stuck_at is not None
        ],
        query="premises.permits",
    )


def _chart(making: Making) -> None:
    """The sub-districts with most communities short, guarantee by guarantee, are told by one chart."""
    groups: dict[tuple[str, str], int] = {}
    for one in making.communities:
        key = (one.sub_district_code, one.sub_district)
        short = sum(_is(making, one.code, guarantee, State.SHORT) for guarantee in Guarantee)
        groups[key] = groups.get(key, 0) + short
    worst = sorted(groups.items(), key=lambda item: (-item[1], item[0]))[:15]
    if not worst or worst[0][1] == 0:
        return
    making.chart(
        "problems.chart",
        ChartKind.BAR,
        Words("未达标项数最多的街道（镇）", "Sub-districts and towns with the most guarantees not met"),
        [Words.same(key[1]) for key, _ in worst],
        [Series(Words("未达标项数", "Guarantees not met"), tuple(float(number) for _, number in worst))],
        COUNT,
        query="guarantees.verdicts",
    )


_PEOPLE = (
    Sentence(
        above("guarantees.people.short"),
        "{guarantees.people.short}社区在岗位、培训或补贴方面未达到规定。",
        "{guarantees.people.short} {guarantees.people.short#community falls|communities fall} short in posts, "
        "training or stipends.",
    ),
    Sentence(
        both(above("stipend.chief.gap"), above("stipend.member.gap")),
        "生活补贴低于规定比例，主任、副主任每人每月少{stipend.chief.gap}，专职委员少{stipend.member.gap}，"
        "影响队伍稳定。",
        "Stipends lie below the ratio laid down, by {stipend.chief.gap} a month for a chief and "
        "{stipend.member.gap} for a full-time member, which makes it hard to keep people.",
    ),
    Sentence(
        above("people.posts_short"),
        "岗位未配齐的社区有{people.posts_short}。",
        "{people.posts_short} {people.posts_short#community has|communities have} posts to fill.",
    ),
)
_PLACE = (
    Sentence(
        above("offices.none"),
        "{offices.none}社区至今无办公用房，即{@without_office}。",
        "{offices.none} {offices.none#community has|communities have} no office at all: {@without_office}.",
    ),
    Sentence(
        above("offices.small"),
        "{offices.small}社区办公用房面积不足，即{@too_small}。",
        "{offices.small} {offices.small#has an office that is|have offices that are} too small: {@too_small}.",
    ),
    Sentence(
        above("offices.stuck"),
        "{offices.stuck}社区的用房建设卡在审批环节。",
        "In {offices.stuck} {offices.stuck#community|communities} the approval for an office is stuck.",
    ),
)
_MONEY = (
    Sentence(
        above("guarantees.money.short"),
        "{guarantees.money.short}社区的经费保障未达到要求。",
        "In {guarantees.money.short} {guarantees.money.short#community|communities} the money does not meet the "
        "rules.",
    ),
    Sentence(
        above("money.in_full_short"),
        "未足额到位的有{money.in_full_short}",
        "In {money.in_full_short} it did not arrive in full",
        clauses=(
            Sentence(above("money.on_time_short"), "，未按时到位的有{money.on_time_short}",
                     ", in {money.on_time_short} not on time"),
        ),
    ),
    Sentence(
        above("money.office_short"),
        "办公经费低于标准的有{money.office_short}。",
        "{money.office_short} {money.office_short#receives|receive} too little office money.",
    ),
)  # fmt: skip
_NETWORK = (
    Sentence(
        above("guarantees.network.short"),
        "{guarantees.network.short}社区的服务网络还有缺口。",
        "In {guarantees.network.short} {guarantees.network.short#community|communities} the network of services "
        "has gaps.",
    ),
    Sentence(
        above("network.homes_short"),
        "有住户未编入网格的社区{network.homes_short}。",
        "In {network.homes_short} some homes lie outside every grid.",
    ),
    Sentence(
        above("network.officers_short"),
        "有网格未配网格员的社区{network.officers_short}。",
        "In {network.officers_short} some grids have no officer.",
    ),
    Sentence(
        above("network.requests_short"),
        "有居民诉求未答复的社区{network.requests_short}。",
        "In {network.requests_short} some requests got no answer.",
    ),
)
_RULES = (
    Sentence(
        above("guarantees.rules.short"),
        "{guarantees.rules.short}社区在准入、公开、评议等制度执行上存在缺口。",
        "{guarantees.rules.short} {guarantees.rules.short#community falls|communities fall} short in "
        "keeping to the access gate, disclosure or appraisal.",
    ),
    Sentence(
        above("rules.beside_gate"),
        "{rules.beside_gate}社区有部门交办事项未经准入。",
        "In {rules.beside_gate} {rules.beside_gate#community|communities} departments came in beside the gate.",
    ),
    Sentence(
        above("burden.plaques_mean", 10),
        "“五多”负担仍重，平均每个社区门口挂牌{burden.plaques_mean}块、台账报表{burden.ledgers_mean}种、"
        "检查评比{burden.inspections_mean}次。",
        "The burden stays heavy: a community has on average {burden.plaques_mean} plaques on its door, "
        "{burden.ledgers_mean} kinds of ledgers and {burden.inspections_mean} inspections.",
    ),
)
_UNKNOWN = (
    Sentence(
        above("guarantees.any_unknown"),
        "另有{guarantees.any_unknown}社区至少一项保障情况未知，应先补齐数据，再作判断。",
        "For {guarantees.any_unknown} {guarantees.any_unknown#community|communities} at least one guarantee is "
        "unknown: the data must come first, the judgement after.",
    ),
)
_NO_PROBLEM = (
    "{communities.all}社区五项保障均达到现行标准。",
    "All {communities.all} communities meet the five guarantees.",
)
_PROBLEMS = (
    Problem(Guarantee.PEOPLE, "队伍待遇和配备不足", "Staff: too few and paid too little", _PEOPLE),
    Problem(
        Guarantee.PLACE, "办公用房不足，审批受阻", "Offices: missing, small, or stuck in approvals", _PLACE
    ),
    Problem(Guarantee.MONEY, "经费保障不到位", "Money: not in full, not on time", _MONEY),
    Problem(Guarantee.NETWORK, "服务网络有缺口", "Services: gaps in the network", _NETWORK),
    Problem(Guarantee.RULES, "制度执行不严", "Rules: not kept to", _RULES),
)
