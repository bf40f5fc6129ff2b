"""State of affairs: 理事有章, meetings, appraisal, the access gate, and the burden that is handed down."""

from linli.core.tabulate.blocks import FigureCell, TableRow
from linli.core.tabulate.figures import Column
from linli.core.tabulate.sentences import ALWAYS, Sentence, above, known
from linli.core.tabulate.units import COUNT, NUMBER, PERSON, PIECE, Unit
from linli.core.tabulate.words import Words
from linli.reports.compose.making import Making

_ANSWERS: tuple[tuple[str, Words, Unit], ...] = (
    ("meetings.representatives", Words("社区成员代表会议", "Representatives' meetings"), COUNT),
    ("meetings.hearings", Words("事务听证", "Hearings"), COUNT),
    ("meetings.disclosures", Words("居务公开", "Disclosures"), COUNT),
    ("appraisal.rated", Words("参加居民评议的工作人员", "Staff appraised by residents"), PERSON),
    ("appraisal.passed", Words("评议合格的工作人员", "Staff who passed"), PERSON),
    ("gate.asked", Words("各部门交办事项", "Things departments asked"), PIECE),
    ("gate.admitted", Words("经准入审批的事项", "Through the gate"), PIECE),
    ("gate.refused", Words("社区拒绝的未准入事项", "Refused for want of admission"), PIECE),
)
# B's "five too-manys": plaques, ledgers, insurance products, themed activities, inspections.
_BURDEN = (
    ("plaques", Words("门口挂牌", "Plaques on the door")),
    ("ledgers", Words("台账报表", "Ledgers and forms")),
    ("insurance_products", Words("摊派保险产品", "Insurance products with quotas")),
    ("themed_activities", Words("主题活动", "Themed activities")),
    ("inspections", Words("检查评比", "Inspections and appraisals")),
)
_SHORT = (
    (
        "rules.beside_gate",
        "rules.through_the_gate",
        Words("有事项未经准入的社区", "Things asked beside the gate"),
    ),
    ("rules.no_duty_list", "rules.duty_list", Words("未公布职责清单的社区", "No published list of duties")),
    ("rules.term_over", "committee.term", Words("未按期换届的社区", "Term of the committee is over")),
    ("rules.no_meeting", "rules.deliberated", Words("当年未开代表会议的社区", "No representatives' meeting")),
    ("rules.no_disclosure", "rules.disclosed", Words("当年未公开居务的社区", "No disclosure")),
)


def add_rules(making: Making) -> None:
    """The section 理事有章."""
    for code, label, unit in _ANSWERS:
        making.answered(code, label, code, unit=unit)
    for code, rule, label in _SHORT:
        making.short_of(code, label, rule)
    making.share("appraisal.rate", Words("居民评议合格率", "Share of staff who passed the residents' appraisal"),
                 "appraisal.passed", "appraisal.rated")  # fmt: skip
    making.share("gate.admitted_share", Words("经准入审批的比例", "Share through the gate"),
                 "gate.admitted", "gate.asked")  # fmt: skip
    making.heading("rules", 2, "理事有章：制度运行情况", "Rules: how affairs are run")
    making.paragraph("rules.meetings", _MEETINGS)
    making.paragraph("rules.gate", _GATE)
    _burden(making)


def _burden(making: Making) -> None:
    rows: list[TableRow] = []
    for element, label in _BURDEN:
        code = f"burden.{element}"
        making.answered(code, label, code)
        mean = Words(f"平均每社区{label.zh}", f"{label.en}, on average")
        making.answered(f"{code}_mean", mean, code, unit=NUMBER, mean=True, decimals=1)
        rows.append((label, FigureCell(code), FigureCell(f"{code}_mean")))
    if all(making.figures.value(f"burden.{element}") is None for element, _ in _BURDEN):
        return
    making.table(
        "rules.burden",
        Words("社区负担：“五多”情况", 'The burden: the "five too-manys"'),
        (
            Column(Words("项目", "Item"), wide=2),
            Column(Words("合计", "Total"), COUNT),
            Column(Words("平均每社区", "A community on average"), NUMBER, 1),
        ),
        rows,
        query="surveys.answers.burden",
    )


_MEETINGS = (
    Sentence(
        known("meetings.representatives", "meetings.hearings", "meetings.disclosures"),
        "当年各社区召开成员代表会议{meetings.representatives}次、事务听证{meetings.hearings}次，"
        "公开居务{meetings.disclosures}次。",
        "In the year the communities held {meetings.representatives} representatives' meetings and "
        "{meetings.hearings} hearings, and disclosed their affairs {meetings.disclosures} times.",
    ),
    Sentence(
        known("appraisal.rate"),
        "居民评议工作人员{appraisal.rated}，合格{appraisal.passed}，合格率{appraisal.rate}。",
        "Residents appraised {appraisal.rated} members of staff; {appraisal.passed} passed ({appraisal.rate}).",
    ),
)
_GATE = (
    Sentence(
        above("gate.asked"),
        "各部门交办事项{gate.asked:n}项",
        "Departments asked {gate.asked} things of the communities",
        clauses=(
            Sentence(
                ALWAYS,
                "，其中经准入审批{gate.admitted:n}项，占{gate.admitted_share}；社区拒绝{gate.refused:n}项",
                "; {gate.admitted} ({gate.admitted_share}) had passed the gate and {gate.refused} were refused",
            ),
            Sentence(
                above("rules.beside_gate"),
                "；{rules.beside_gate}社区仍有事项未经准入",
                "; in {rules.beside_gate} {rules.beside_gate#community|communities} some came in beside it",
            ),
        ),
    ),
    Sentence(
        above("rules.no_duty_list"),
        "{rules.no_duty_list}社区尚未公布职责清单。",
        "{rules.no_duty_list} {rules.no_duty_list#community has|communities have} published no list of duties.",
    ),
)
