"""What can be wrong with a file, and how that is told: place, reason, remedy.

Codes are stable: tests, the API and `docs/reference/import-problems.md` name them. A room adds its own with
`register_problems`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, pgettext

from linli.base.imports.catalogue import PROBLEMS as _BUILT_IN
from linli.base.imports.catalogue import ProblemKind

PROBLEMS: dict[str, ProblemKind] = dict(_BUILT_IN)


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place. `row` counts from 1 as in Excel, `column` is a letter; 0 and "" mean the whole.

    `params` fill the slots of the texts; `header` among them is the heading of the column.
    """

    file: str
    sheet: str
    row: int
    column: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        """A warning is told but does not stop the import."""
        return PROBLEMS[self.code].warning


@dataclass(frozen=True)
class ProblemText:
    """A problem in words. `place` ends with a colon (or is empty), so that the parts can be put side by side."""

    place: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        gap = "" if self.reason.endswith("。") else " "
        return f"{self.place}{self.reason}{gap}{self.remedy}"


def register_problems(kinds: Mapping[str, ProblemKind]) -> None:
    """Adds the problem codes of a room (`room.reason`). Raises ValueError for a code that has another text."""
    for code, kind in kinds.items():
        if PROBLEMS.setdefault(code, kind) != kind:
            raise ValueError(f"import problem {code} is already registered")


def problem_text(problem: Problem) -> ProblemText:
    """The problem in the language in force."""
    kind = PROBLEMS[problem.code]
    params = {name: _shown(value) for name, value in problem.params.items()}
    return ProblemText(_place(problem), _filled(kind.reason, params), _filled(kind.remedy, params))


def _filled(text: Any, params: Mapping[str, Any]) -> str:
    return str(text) % params


def _shown(value: Any) -> Any:
    """A list is joined as a list of names; text is cut so that no cell can fill the page."""
    if isinstance(value, list | tuple):
        return pgettext("between names in a list", "、").join(str(item)[:60] for item in value)
    return value[:120] + "…" if isinstance(value, str) and len(value) > 120 else value


def _place(problem: Problem) -> str:
    parts = []
    if problem.file:
        parts.append(gettext("文件《%(file)s》") % {"file": problem.file[:120]})
    if problem.sheet:
        parts.append(gettext("工作表“%(sheet)s”") % {"sheet": problem.sheet})
    if problem.row:
        parts.append(gettext("第 %(row)s 行") % {"row": problem.row})
    if problem.column:
        named = {"column": problem.column, "header": problem.params.get("header", "")}
        words = gettext("%(column)s 列“%(header)s”") if named["header"] else gettext("%(column)s 列")
        parts.append(words % named)
    if not parts:
        return ""
    return pgettext("between parts of a place in a file", "，").join(parts) + pgettext("after a place", "：")
