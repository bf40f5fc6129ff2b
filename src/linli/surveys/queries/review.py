"""Whether a return is ready to be handed in: what blocks it, what must be confirmed."""

from dataclasses import dataclass
from uuid import UUID

from linli.core.questionnaire import (
    CheckResult,
    Finding,
    Questionnaire,
    Severity,
    check_value,
    run_checks,
)
from linli.surveys.models import AnswerSheet
from linli.surveys.queries.sheet import EMPTY, Answers, answers_in


@dataclass(frozen=True, slots=True)
class OddValue:
    """A value outside the usual range of its question."""

    group: str
    row: int
    question: str
    finding: Finding

    @property
    def key(self) -> str:
        """What a confirmation refers to."""
        place = f"{self.group}.{self.question}:{self.row}" if self.group else self.question
        return f"range:{place}"


@dataclass(frozen=True, slots=True)
class Review:
    """`missing` as in `Completeness.required_missing`; `blocking` and `warnings` are broken checks."""

    version: int
    missing: tuple[str, ...]
    blocking: tuple[CheckResult, ...]
    warnings: tuple[CheckResult, ...]
    odd: tuple[OddValue, ...]

    @property
    def blocked(self) -> bool:
        """It cannot be handed in."""
        return bool(self.missing or self.blocking)

    @property
    def keys(self) -> frozenset[str]:
        """Everything that must be confirmed."""
        return frozenset([*(found.key for found in self.warnings), *(found.key for found in self.odd)])


def review(questionnaire: Questionnaire, return_id: UUID) -> Review:
    """Hold the current answers of a return against what is required and checked. One query."""
    row = AnswerSheet.objects.filter(pk=return_id).values_list("payload", "version").first()
    payload, version = row if row else (EMPTY, 0)
    return review_answers(questionnaire, answers_in(questionnaire, payload), version)


def review_answers(questionnaire: Questionnaire, answers: Answers, version: int) -> Review:
    """The same for answers at hand."""
    broken = run_checks(questionnaire, answers.plain(), answers.groups)
    return Review(
        version=version,
        missing=answers.completeness(questionnaire).required_missing,
        blocking=tuple(found for found in broken if found.check.severity is Severity.BLOCK),
        warnings=tuple(found for found in broken if found.check.severity is Severity.WARN),
        odd=tuple(_odd(questionnaire, answers)),
    )


def _odd(questionnaire: Questionnaire, answers: Answers) -> list[OddValue]:
    found = []
    for code, answer in answers.values.items():
        for finding in check_value(questionnaire.questions[code], answer.value):
            found.append(OddValue("", 0, code, finding))
    for group, rows in answers.groups.items():
        columns = questionnaire.groups[group].columns_by_code
        for number, cells in rows:
            for code, value in cells.items():
                found.extend(
                    OddValue(group, number, code, each) for each in check_value(columns[code], value)
                )
    return found
