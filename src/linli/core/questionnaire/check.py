"""Holding answers against the checks of a questionnaire."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linli.core.questionnaire.model import Check, Questionnaire, Value

Rows = Sequence[tuple[int, Mapping[str, Value]]]
"""Rows of a group: (row number, values by column)."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check that does not hold; `row` is the row number of a group's check, 0 otherwise."""

    check: Check
    row: int = 0

    @property
    def key(self) -> str:
        """What a confirmation refers to: the check and, for a row, its number."""
        return f"{self.check.code}:{self.row}" if self.row else self.check.code


def run_checks(
    questionnaire: Questionnaire, values: Mapping[str, Value], groups: Mapping[str, Rows]
) -> tuple[CheckResult, ...]:
    """The checks that are broken. A check that needs an unknown answer does not apply: it is not reported."""
    return tuple(_broken(questionnaire.checks, values, groups))


def _broken(
    checks: Sequence[Check], values: Mapping[str, Value], groups: Mapping[str, Rows]
) -> Iterator[CheckResult]:
    for check in checks:
        if not check.group:
            if _fails(check, values):
                yield CheckResult(check)
            continue
        for row, cells in groups.get(check.group, ()):
            if _fails(check, cells):
                yield CheckResult(check, row)


def _fails(check: Check, values: Mapping[str, Value]) -> bool:
    if check.when is not None and check.when.holds(values) is not True:
        return False
    return check.rule.holds(values) is False
