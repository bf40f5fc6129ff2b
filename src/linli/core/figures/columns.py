"""What the columns of one form count: each heading by itself, and what the title and the column before add to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linli.core.scopes import Condition, Operator, Scope, Unit

from .label import AGE, FEMALE, SEX, Proposer, narrowing
from .model import Figure

CHILDREN = "self.children_count"
WOMEN = Condition(SEX, Operator.IS, (FEMALE,))
# 0孩, 1孩 ... 多孩: how many children the women have that the column before counts; 多孩 begins where the numbers end.
PARITY, MORE = re.compile(r"^(\d)孩(?:人数|数)?$"), re.compile(r"^多孩(?:人数|数)?$")
DECADE = re.compile(r"^年龄段(\d{2,3})(?:周?岁)?$")
CENTENARY = 100
# In tens of thousands a number would have to be divided.
SCALED = re.compile(r"[万千百]")
# A title about some people makes every figure of its form one about them ...
TOPICS = {
    "老龄津贴": Condition("self.old_age_allowance", Operator.IS, (True,)),
    "高龄津贴": Condition("self.old_age_allowance", Operator.IS, (True,)),
}
# ... and where it does not say which people those are on the record, nothing can be proposed.
NARROW = re.compile(
    "津贴|补贴|低保|救助|特困|残疾|优抚|退役|老年|老人|老龄|儿童|学生|妇女|流动|租赁|志愿|党员|失业|就业|优待|矫正|信访|抽样"
)


def proposed(columns: Sequence[tuple[str, str, str]], title: str, by: Proposer) -> tuple[Figure | None, ...]:
    """A figure for each column (heading, heading above it, unit); None where it is not wholly understood."""
    topic = next((one for word, one in TOPICS.items() if word in title), None)
    if topic is None and NARROW.search(title):
        return (None,) * len(columns)
    most = max(
        (int(found[1]) for label, _group, _unit in columns if (found := PARITY.match(label))), default=0
    )
    made: list[Figure | None] = []
    whole: Figure | None = None
    for label, heading, unit in columns:
        # What stands on every column says nothing about one of them.
        group = " / ".join(part for part in heading.split(" / ") if part != title)
        children = _children(label, most)
        if children is not None:
            one = _among(by.proposed("小计", group) if narrowing(group) else whole, children)
        else:
            one = None if SCALED.search(unit) else _decade(label) or by.proposed(label, group)
            one = _about(one, topic) if one and topic else one
            whole = one or whole
        made.append(one)
    return tuple(made)


def _children(label: str, most: int) -> Condition | None:
    told = label.strip()
    if found := PARITY.match(told):
        return Condition(CHILDREN, Operator.IS, (int(found[1]),))
    return Condition(CHILDREN, Operator.AT_LEAST, (most + 1,)) if MORE.match(told) and most else None


def _among(whole: Figure | None, one: Condition) -> Figure | None:
    """Of whom the children are: of the women counted just before, else nobody says."""
    if whole is None or WOMEN not in whole.scope.where or whole.within:
        return None
    return replace(whole, scope=replace(whole.scope, where=(*whole.scope.where, one)))


def _decade(label: str) -> Figure | None:
    """年龄段80 are those from 80 to 89; the last one, 100, has no end."""
    found = DECADE.match(label.strip())
    if found is None:
        return None
    low = int(found[1])
    ages = (
        Condition(AGE, Operator.AT_LEAST, (low,))
        if low >= CENTENARY
        else Condition(AGE, Operator.BETWEEN, (low, low + 9))
    )
    return Figure(Scope(Unit.PERSON, (ages,)))


def _about(figure: Figure, topic: Condition) -> Figure | None:
    if figure.scope.unit is not Unit.PERSON:
        return None
    return replace(figure, scope=replace(figure.scope, where=(topic, *figure.scope.where)))
