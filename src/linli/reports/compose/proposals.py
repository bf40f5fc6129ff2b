"""Chapter: proposals, with what they cost."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from linli.core.tabulate.blocks import FigureCell, TableRow
from linli.core.tabulate.figures import Column, Figure
from linli.core.tabulate.units import COUNT, PIECE, YUAN
from linli.core.tabulate.words import Words
from linli.reports.compose.inputs import Cost, Guarantee
from linli.reports.compose.making import WHO, Making, who
from linli.reports.compose.proposal_texts import HEADINGS, NEW, TOTAL, UNPRICED, WAIVER, item_sentence
from linli.reports.compose.vocabulary import COSTS, GUARANTEES

_AMOUNT = Column(Words("金额", "Amount"), YUAN)
_BASIS = Column(Words("计算依据", "Basis"), wide=2.5)


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of cost, with the figures of how many communities it concerns and what it sums to."""

    label: Words
    first: Cost
    communities: Figure
    amount: Figure

    @property
    def guarantee(self) -> Guarantee:
        """Whose gap is closed."""
        return self.first.guarantee


def add_proposals(making: Making) -> None:
    """The chapter 对策建议."""
    items = _items(making)
    _sums(making, items)
    making.measured(
        "new.needed",
        Words("需新设社区", "New communities needed"),
        {one.code: one.new_communities for one in making.communities if one.new_communities is not None},
        query="surveys.answers.new_community_needed",
        unit=PIECE,
    )
    making.heading("proposals", 1, "对策建议", "Proposals")
    making.paragraph("proposals.total", TOTAL)
    for guarantee in Guarantee:
        sentences = [item_sentence(item.label, item.communities, item.amount, item.first)
                     for item in items if item.guarantee is guarantee and not item.first.offset]  # fmt: skip
        if guarantee is Guarantee.PLACE:
            sentences += [*WAIVER, *NEW]
        if any(sentence.may_appear(making.figures) for sentence in sentences):
            making.heading(f"proposals.{guarantee}", 2, *HEADINGS[guarantee])
            making.paragraph(f"proposals.{guarantee}.text", sentences)
    if items:
        _table(making, items)
        making.paragraph("proposals.unpriced", UNPRICED)


def _items(making: Making) -> list[Item]:
    groups: dict[tuple[int, str, str], list[Cost]] = defaultdict(list)
    order = list(Guarantee)
    for cost in making.inputs.costs:
        if cost.community in making.by_code:
            groups[order.index(cost.guarantee), cost.rule, cost.part].append(cost)
    return [_item(making, costs) for _, costs in sorted(groups.items())]


def _item(making: Making, costs: list[Cost]) -> Item:
    first = costs[0]
    label = COSTS.get(first.part if first.part in COSTS and first.rule == "office.floor_area" else first.rule)
    label = label or Words.same(first.part)
    code, query = f"costs.{first.rule}.{first.part}", f"guarantees.costs.{first.rule}"
    rows = tuple((*who(making.by_code[one.community]), one.amount, one.basis) for one in costs)
    communities = making.rows_figure(
        f"{code}.communities",
        Words(f"涉及社区：{label.zh}", f"Communities: {label.en}"),
        (*WHO, _AMOUNT, _BASIS),
        rows,
        query=query,
    )
    amount = making.measured(
        f"{code}.sum",
        Words(f"金额：{label.zh}", f"Amount: {label.en}"),
        {one.community: one.amount for one in costs},
        query=query,
        unit=YUAN,
    )
    return Item(label, first, communities, amount)


def _sums(making: Making, items: list[Item]) -> None:
    """What has to be paid once and every year; what could be waived; what comes from elsewhere."""
    paid = [item for item in items if not item.first.offset]
    _sum(making, "costs.once", Words("一次性所需资金", "Money needed once"),
         [item for item in paid if not item.first.yearly])  # fmt: skip
    _sum(making, "costs.yearly", Words("每年所需资金", "Money needed every year"),
         [item for item in paid if item.first.yearly])  # fmt: skip
    _sum(making, "costs.waivable", Words("可减免的规费", "Charges that could be waived"),
         [item for item in paid if item.first.waivable])  # fmt: skip
    _sum(making, "costs.offset", Words("可争取的上级补助", "Subsidy from above"),
         [item for item in items if item.first.offset])  # fmt: skip
    unpriced = {cost.community for cost in making.inputs.costs if cost.amount is None}
    making.count(
        "costs.unpriced",
        Words("部分费用无单价依据的社区", "Communities with a cost nobody has a price for"),
        [one for one in making.communities if one.code in unpriced],
        query="guarantees.costs",
    )


def _sum(making: Making, code: str, label: Words, items: list[Item]) -> None:
    """The sum of what has a price; unknown when nothing has."""
    values = [item.amount.value for item in items if item.amount.value is not None]
    total = sum(values, Decimal(0)) if values else None
    making.derived(code, label, total, [item.amount.code for item in items], unit=YUAN)


def _table(making: Making, items: list[Item]) -> None:
    rows: list[TableRow] = [
        (
            GUARANTEES[item.guarantee],
            item.label,
            FigureCell(item.communities.code),
            "" if item.first.yearly else FigureCell(item.amount.code),
            FigureCell(item.amount.code) if item.first.yearly else "",
        )
        for item in items
        if not item.first.offset
    ]
    totals: list[TableRow] = [
        (Words("合计", "Total"), "", "", FigureCell("costs.once"), FigureCell("costs.yearly"))
    ]
    if making.figures.value("costs.offset"):
        totals.append((Words("其中上级补助", "Of which subsidy"), "", "", FigureCell("costs.offset"), ""))
    making.table(
        "proposals.costs",
        Words("补齐短板所需资金", "What it costs to close the gaps"),
        (
            Column(Words("保障", "Guarantee"), wide=1.4),
            Column(Words("项目", "Item"), wide=2.4),
            Column(Words("社区数", "Communities"), COUNT, wide=1.1),
            Column(Words("一次性", "Once"), YUAN, wide=1.3),
            Column(Words("每年", "Every year"), YUAN, wide=1.3),
        ),
        rows,
        query="guarantees.costs",
        totals=tuple(totals),
    )
