"""What a dry run found, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.imports.problems import problem_text
from linli.core.elements import Element
from linli.core.elements.kinds import GUARDED
from linli.register import gate
from linli.register.states import SubjectKind
from linli.rosters.planning.model import How
from linli.rosters.queries import DifferenceLine
from linli.rosters.reading.findings import Finding

PURPOSE = "resident_register"
HOWS = {
    How.ADDS: gettext_lazy("补充"),
    How.DIFFERS: gettext_lazy("与登记的不同"),
    How.PROPOSES: gettext_lazy("报告变化，待人确认"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of the result: how many rows, and what becomes of them."""

    name: str
    count: int
    hint: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A problem with its place, reason and remedy."""

    place: str
    reason: str
    remedy: str
    stops: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What a row changes."""

    row: int
    element: str
    how: str
    before: str
    after: str


def numbers(counts: Mapping[str, Any]) -> list[Number]:
    """The rows by what becomes of them; empty before the dry run."""
    if "new" not in counts:
        return []
    return [
        Number(_("新增的人"), counts["new"], _("登记库里没有这个人")),
        Number(_("一致"), counts["same"], _("与登记的一样")),
        Number(_("有变化"), counts["changed"], _("有补充或不同的内容，见下")),
        Number(_("存疑"), counts["doubtful"], _("可能是库里的某个人：先按新人登记，由人判断后合并")),
        Number(_("不能导入"), counts["stopped"], _("原因见下；改正后重新上传，或者跳过这些行")),
    ]


def finding_rows(findings: Sequence[Finding]) -> list[FindingRow]:
    """Problems in words."""
    rows = []
    for found in findings:
        text = problem_text(found.problem)
        rows.append(FindingRow(text.place, text.reason, text.remedy, found.stops_row))
    return rows


def difference_rows(
    lines: Sequence[DifferenceLine],
    elements: Mapping[str, Element],
    *,
    language: str,
    by: Actor,
    at: datetime,
) -> list[DifferenceRow]:
    """One page of differences. What is held is read through the gate, and so stands in the log of those people."""
    held = _held(lines, by, at)
    return [
        DifferenceRow(
            row=line.row,
            element=elements[line.element].names.get(language) if line.element in elements else line.element,
            how=str(HOWS[line.how]),
            before="—" if line.how is How.ADDS else held.get((line.subject, line.element), _("（未显示）")),
            after=line.after,
        )
        for line in lines
    ]


def _held(lines: Sequence[DifferenceLine], by: Actor, at: datetime) -> dict[tuple[Any, str], str]:
    """What is held of the elements that differ, as far as this post may read it; sensitive elements apart."""
    wanted = [line for line in lines if line.subject is not None and line.how is not How.ADDS]
    readable = {
        one.code: one.property.sensitivity in GUARDED
        for one in gate.readable(PURPOSE, SubjectKind.PERSON, by=by, today=at.date())
    }
    held: dict[tuple[Any, str], str] = {}
    for guarded in (False, True):
        some = [line for line in wanted if readable.get(line.element) is guarded]
        subjects = [line.subject for line in some if line.subject is not None]
        codes = sorted({line.element for line in some})
        if not codes:
            continue
        try:
            read = gate.read_list(subjects, codes, purpose=PURPOSE, reason=_("核对名册"), by=by, at=at)
        except Refusal:
            # Whoever may bring a roster may not always read the record: the difference is told without what is held.
            continue
        held.update({(one.subject, code): one.text(code) for one in read.subjects for code in one.values})
    return held
