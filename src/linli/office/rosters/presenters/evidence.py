"""Why two records may be about one person, in words."""

import math
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.catalogue import queries as catalogue
from linli.core.elements.kinds import GUARDED
from linli.register import gate
from linli.register.states import SubjectKind
from linli.rosters.queries import DoubtView

PURPOSE = "resident_register"
FIELDS = {
    "id": gettext_lazy("身份号码"),
    "name": gettext_lazy("姓名"),
    "sex": gettext_lazy("性别"),
    "birth": gettext_lazy("出生日期"),
    "phone": gettext_lazy("电话"),
    "dwelling": gettext_lazy("住处"),
}
WORDS = {
    ("id", "missing"): gettext_lazy("至少一边没有号码"),
    ("id", "equal"): gettext_lazy("号码相同"),
    ("id", "two_numbers"): gettext_lazy("两个不同的有效号码"),
    ("id", "equal_weak"): gettext_lazy("号码相同，但有一边与出生日期或性别对不上"),
    ("id", "hidden_agrees"): gettext_lazy("露出的几位相同"),
    ("id", "near"): gettext_lazy("只差一两位"),
    ("id", "else"): gettext_lazy("不同"),
    ("name", "mother"): gettext_lazy("一边写的是母亲之子（女）"),
    ("name", "newborn"): gettext_lazy("一边还没有起名"),
    ("name", "newborn_elsewhere"): gettext_lazy("一边还没有起名，又不住在一起"),
    ("name", "equal"): gettext_lazy("姓名相同"),
    ("name", "homophone"): gettext_lazy("读音相同，写法不同"),
    ("name", "slip"): gettext_lazy("漏写一字，或名字两字颠倒"),
    ("name", "one_character"): gettext_lazy("差一个字"),
    ("name", "given_name"): gettext_lazy("名相同，姓不同"),
    ("name", "given_of_two"): gettext_lazy("名相同，姓不同"),
    ("name", "surname"): gettext_lazy("只有姓相同"),
    ("name", "else"): gettext_lazy("不同"),
    ("sex", "missing"): gettext_lazy("至少一边没有写"),
    ("sex", "equal"): gettext_lazy("相同"),
    ("sex", "else"): gettext_lazy("不同"),
    ("birth", "same_number"): gettext_lazy("号码相同，不再比较"),
    ("birth", "newborn_without_a_date"): gettext_lazy("新生儿没有写出生日期"),
    ("birth", "missing"): gettext_lazy("至少一边没有写"),
    ("birth", "equal"): gettext_lazy("相同"),
    ("birth", "one_digit"): gettext_lazy("差一位数字"),
    ("birth", "first_of"): gettext_lazy("一边只写到年或月"),
    ("birth", "lunar"): gettext_lazy("像是农历与公历之差"),
    ("birth", "month_or_swap"): gettext_lazy("同年同月，或月日颠倒"),
    ("birth", "year"): gettext_lazy("只有年份相同"),
    ("birth", "else"): gettext_lazy("不同"),
    ("phone", "same_number"): gettext_lazy("号码相同，不再比较"),
    ("phone", "missing"): gettext_lazy("至少一边没有写"),
    ("phone", "equal"): gettext_lazy("相同"),
    ("phone", "near"): gettext_lazy("只差一位"),
    ("phone", "else"): gettext_lazy("不同"),
    ("dwelling", "same_number"): gettext_lazy("号码相同，不再比较"),
    ("dwelling", "incomparable"): gettext_lazy("无法比较"),
    ("dwelling", "equal"): gettext_lazy("同一套房"),
    ("dwelling", "unit_differs"): gettext_lazy("同一栋同一房号，单元不同"),
    ("dwelling", "else"): gettext_lazy("不同"),
}
# The elements shown on both sides, and the comparison that each belongs to.
SHOWN = (
    ("self.name", "name"),
    ("self.sex", "sex"),
    ("self.birth_date", "birth"),
    ("self.id_number", "id"),
    ("self.residence_address", "dwelling"),
)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One field: what both sides hold (masked), what the comparison says, and how much it weighs."""

    name: str
    left: str
    right: str
    words: str
    weight: float
    speaks: str


def likelihood(weight: float) -> str:
    """The odds in words."""
    if weight >= 0:
        return _("是同一个人的可能约为 %(odds)s 比 1") % {"odds": _rounded(2**weight)}
    return _("不是同一个人的可能约为 %(odds)s 比 1") % {"odds": _rounded(2**-weight)}


def _rounded(odds: float) -> str:
    if odds >= 1_000_000:
        return _("一百万以上")
    if odds >= 100:  # two places are all that the model knows
        odds = round(odds, 1 - int(math.log10(odds)))
    return f"{odds:.1f}" if odds < 10 else f"{odds:,.0f}"


def evidence_rows(view: DoubtView, *, by: Actor, at: datetime) -> tuple[list[EvidenceRow], bool]:
    """Both sides field by field; True when the gate withheld a side (a minor, or something sensitive)."""
    left, right, withheld = _sides(view, by, at)
    said = {comparison: (level, weight) for comparison, level, weight in view.evidence}
    rows = []
    for code, comparison in SHOWN:
        level, weight = said.pop(comparison, ("", 0.0))
        rows.append(_row(comparison, level, weight, left.get(code, "—"), right.get(code, "—")))
    rows += [_row(comparison, level, weight, "—", "—") for comparison, (level, weight) in said.items()]
    start = view.weight - sum(weight for _comparison, _level, weight in view.evidence)
    rows.append(EvidenceRow(_("起始"), "—", "—", _("随便两个人是同一个人的可能"), start, "unknown"))
    return rows, withheld


def _row(comparison: str, level: str, weight: float, left: str, right: str) -> EvidenceRow:
    words = WORDS.get((comparison, level))
    speaks = "met" if weight >= 0.5 else "short" if weight <= -0.5 else "unknown"
    name = str(FIELDS.get(comparison, comparison))
    return EvidenceRow(name, left, right, str(words) if words else level, weight, speaks)


def _sides(view: DoubtView, by: Actor, at: datetime) -> tuple[dict[str, str], dict[str, str], bool]:
    """What the gate shows of both. Sensitive elements are asked for apart: only they need an approval."""
    pair = [view.shown.get(view.one, view.one), view.shown.get(view.other, view.other)]
    readable = {
        found.code: found.property.sensitivity in GUARDED
        for found in gate.readable(PURPOSE, SubjectKind.PERSON, by=by, today=at.date())
    }
    values: dict[UUID, dict[str, str]] = {subject: {} for subject in pair}
    withheld = False
    for guarded in (False, True):
        asked = [code for code, _comparison in SHOWN if readable.get(code) is guarded]
        try:
            read = gate.read_list(pair, asked, purpose=PURPOSE, reason=_("核对存疑的记录"), by=by, at=at)
        except Refusal:
            withheld = True
            continue
        withheld = withheld or bool(read.withheld)
        for side in read.subjects:
            values[side.subject].update({code: side.text(code) for code in side.values})
    return _worded(values[pair[0]], at), _worded(values[pair[1]], at), withheld


def _worded(values: dict[str, str], at: datetime) -> dict[str, str]:
    """The code of the sex as its word."""
    words = catalogue.code_items("sex", at.date()).get(values.get("self.sex", ""))
    return values | {"self.sex": words.get(get_language() or "")} if words is not None else values
