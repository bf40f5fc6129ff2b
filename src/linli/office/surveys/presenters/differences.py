"""A dry run in words: what is new, changed, taken out, in conflict; and what is wrong with the file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.imports.plan import ImportPlan
from linli.base.imports.problems import Problem, problem_text
from linli.surveys import queries
from linli.surveys.fields import from_cell, language, worded
from linli.surveys.queries.preview import Difference, Preview
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.values import Key

MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: where, what it is now, what it becomes."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Differences by kind; `beyond` counts what is not listed."""

    new: list[Line]
    changed: list[Line]
    removed: list[Line]
    conflicts: list[Line]
    beyond: int = 0

    @property
    def nothing(self) -> bool:
        """The file says what is held already."""
        return not (self.new or self.changed or self.removed or self.conflicts)


def preview_lines(info: ReturnInfo, found: Preview) -> Lines:
    """A community's workbook."""
    return Lines(
        new=[_line(info, item) for item in found.new[:MOST]],
        changed=[_line(info, item) for item in found.changed[:MOST]],
        removed=[_line(info, item) for item in found.removed[:MOST]],
        conflicts=[
            Line(_place(info, c.key), _words(info, c.key, c.theirs.value), _words(info, c.key, c.mine))
            for c in found.conflicts[:MOST]
        ],
        beyond=sum(max(0, len(kind) - MOST) for kind in (found.new, found.changed, found.removed)),
    )


def _line(info: ReturnInfo, item: Difference) -> Line:
    place = _place(info, item.key, is_new_row=item.is_new_row)
    return Line(place, _words(info, item.key, item.before), _words(info, item.key, item.after))


def _place(info: ReturnInfo, key: Key, *, is_new_row: bool = False) -> str:
    group, row, code = key
    asked = info.questionnaire.field(code, group)
    label = asked.label.of(language()) if asked else code
    if not group:
        return label
    told = {"group": info.questionnaire.groups[group].title.of(language()), "row": row, "question": label}
    if is_new_row:
        return _("%(group)s，新的第 %(row)s 行：%(question)s") % told
    return _("%(group)s，第 %(row)s 行：%(question)s") % told


def _words(info: ReturnInfo, key: Key, value: Any) -> str:
    asked = info.questionnaire.field(key[2], key[0])
    return worded(asked, value) if asked else str(value)


def plan_lines(campaign_id: UUID, plan: ImportPlan) -> Lines:
    """A district's table."""
    questions = queries.questionnaire_of(campaign_id).questions
    new: list[Line] = []
    changed: list[Line] = []
    for row in plan.changed:
        for change in row.changes:
            asked = questions[change.field]
            line = Line(
                f"{row.key[0]} · {asked.label.of(language())}",
                worded(asked, from_cell(asked, change.before)),
                worded(asked, from_cell(asked, change.after)),
            )
            (new if change.before is None else changed).append(line)
    beyond = max(0, len(new) - MOST) + max(0, len(changed) - MOST)
    return Lines(new[:MOST], changed[:MOST], [], [], beyond)


def problem_lines(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Place, reason and remedy of each problem."""
    return [{"text": problem_text(problem), "warning": problem.is_warning} for problem in problems]
