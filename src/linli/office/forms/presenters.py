"""A field of a form as a row of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from linli.catalogue.queries import vocabulary
from linli.core.figures import say
from linli.forms.counting import OF_FORM, Asks, asks_for, proposals
from linli.forms.models import Form, FormField
from linli.forms.states import NONE, Answer, RowUnit
from linli.office.forms.picture import Mark

CHOICES = 3
SAID = ("community.", OF_FORM)  # what a row is called counts nothing, nor does who signs for it
PAPER = {
    Asks.DAY: gettext_lazy("平台填写：填报的日子"),
    Asks.PERIOD: gettext_lazy("平台填写：报送期"),
    Asks.SERIAL: gettext_lazy("行号"),
    Asks.HAND: gettext_lazy("留给手工填写"),
}
"""What becomes of a field that is about the sheet of paper, in a form about communities."""
DOUBTS = {
    "unknown_person": gettext_lazy("看不出是谁的"),
    "unsure_person": gettext_lazy("不能肯定是谁的"),
    "repeated": gettext_lazy("同一名称在表上出现多次"),
    "vague": gettext_lazy("名称太笼统"),
    "compound": gettext_lazy("一格问了两件事"),
    "qualified": gettext_lazy("括号里另有所指"),
    "loose": gettext_lazy("这个说法有时指别的"),
    "elsewhere": gettext_lazy("别的表上曾指别的"),
    "rival": gettext_lazy("与另一个数据元很接近"),
    "ambiguous": gettext_lazy("有两个数据元同样可能"),
    "contradicted": gettext_lazy("与以前的确认不一致"),
    "values": gettext_lazy("例子不像这个数据元的值"),
    "unlike": gettext_lazy("把握不大"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An element that may be meant; `key` is the digit that chooses it."""

    key: int
    element: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field: its label, its state in words, what it was settled as, and what else it may be."""

    position: int
    label: str
    group: str
    state: str
    look: str
    is_open: bool
    answer: str
    percent: int
    doubts: tuple[str, ...]
    choices: tuple[Choice, ...]
    counts: bool = False
    rule: str = ""
    """By which rule a column of a form about communities counts, in words: confirmed, or proposed."""


LOOKS = {
    Answer.OPEN: "warn",
    Answer.AUTOMATIC: "met",
    Answer.CONFIRMED: "met",
    Answer.LOCAL: "unknown",
    Answer.FIGURE: "met",
}


def field_line(
    field: FormField, names: Mapping[str, str], *, rule: str = "", counts: bool = False
) -> FieldLine:
    """Make the row; `counts` in a form about communities, where a rule can be given, `rule` that rule."""
    state = Answer(field.state)
    # A value of somebody is nothing that a community has.
    may_be = [(element, by) for element, _score, by in field.ranked if not counts or element.startswith(SAID)]
    ranked = [(element, by) for element, by in may_be if element != NONE][:CHOICES]
    first = 2 if rule else 1  # the rule is the first choice where there is one
    choices = tuple(
        Choice(number, element, names.get(element, element), by)
        for number, (element, by) in enumerate(ranked, start=first)
    )
    return FieldLine(
        field.position,
        field.label,
        field.group,
        str(state.label),
        LOOKS[state],
        state == Answer.OPEN,
        rule if state == Answer.FIGURE else _answer(field, names, counts),
        round(100 * field.confidence),
        tuple(str(DOUBTS.get(one, one)) for one in field.doubts)
        if state == Answer.OPEN and not counts
        else (),
        choices,
        counts and not field.element.startswith(SAID),
        rule,
    )


def _answer(field: FormField, names: Mapping[str, str], counts: bool) -> str:
    if counts and field.element.startswith(OF_FORM):
        return str(PAPER.get(asks_for(field.label, field.element), ""))
    if field.state == Answer.LOCAL:
        return _("目录里没有，按本部门指标登记")
    return names.get(field.element, field.element)


def rules_in_words(found: Form, fields: Sequence[FormField], today: date) -> dict[int, str]:
    """By position the rule of each column, in the reader's language; nothing for forms about other rows."""
    if found.row_unit != RowUnit.PLACE:
        return {}
    held, language = vocabulary(today), get_language() or "zh"
    return {
        position: say(one, language, held) for position, one in proposals(fields, found.title, today).items()
    }


def field_mark(line: FieldLine) -> Mark:
    """How a field stands on the picture."""
    return Mark("open" if line.is_open else "settled", "")


def twin_sheets(fields: Sequence[FormField]) -> tuple[str, ...]:
    """Names of sheets that ask exactly the same labels: the same form twice, perhaps by mistake."""
    by_sheet: dict[str, list[str]] = {}
    for field in fields:
        by_sheet.setdefault(field.sheet, []).append(field.label)
    asked: dict[tuple[str, ...], list[str]] = {}
    for sheet, labels in by_sheet.items():
        asked.setdefault(tuple(labels), []).append(sheet)
    return next((tuple(sheets) for sheets in asked.values() if len(sheets) > 1), ())


def settled(lines: Sequence[FieldLine]) -> tuple[int, int]:
    """How many fields are settled, of how many."""
    return sum(not line.is_open for line in lines), len(lines)
