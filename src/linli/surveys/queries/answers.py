"""Answers of many communities at once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.scope import Scope
from linli.core.questionnaire import Value
from linli.surveys.models import Return
from linli.surveys.models import Value as ValueRow
from linli.surveys.queries.campaigns import questionnaire_of
from linli.surveys.queries.sheet import EMPTY, Answer, answers_in, typed
from linli.surveys.states import COUNTED, ReturnState

__all__ = ["Answer", "CommunityAnswers", "QuestionValue", "answers", "stream_answers", "values_of_question"]


@dataclass(frozen=True, slots=True)
class CommunityAnswers:
    """What one community answered. A question that is not in `values` is unanswered: unknown, never zero."""

    division_code: str
    name: str
    sub_district_code: str
    sub_district_name: str
    state: ReturnState
    values: Mapping[str, Answer]
    groups: Mapping[str, tuple[Mapping[str, Value], ...]]

    def value(self, question: str) -> Value | None:
        """The value of a question, None when it is unknown."""
        answer = self.values.get(question)
        return answer.value if answer else None


@dataclass(frozen=True, slots=True)
class QuestionValue:
    """One community's answer to one question; `value` is None when it is unknown."""

    division_code: str
    name: str
    state: ReturnState
    value: Value | None
    source: str
    recorded_at: datetime | None


def answers(
    campaign_id: UUID,
    *,
    codes: Collection[str] | None = None,
    states: Collection[ReturnState] = COUNTED,
) -> dict[str, CommunityAnswers]:
    """Answers by community code, of returns in `states` (default: handed in). Two queries."""
    return {found.division_code: found for found in stream_answers(campaign_id, codes=codes, states=states)}


def stream_answers(
    campaign_id: UUID,
    *,
    codes: Collection[str] | None = None,
    states: Collection[ReturnState] = COUNTED,
    chunk: int = 500,
) -> Iterator[CommunityAnswers]:
    """The same one by one in order of codes, at most `chunk` returns in memory. Two queries."""
    questionnaire = questionnaire_of(campaign_id)
    rows = Return.objects.filter(campaign_id=campaign_id, state__in=sorted(states))
    if codes is not None:
        rows = rows.filter(division_code__in=sorted(codes))
    found = rows.order_by("division_code").values_list(
        "division_code", "name", "sub_district_code", "sub_district_name", "state", "sheet__payload"
    )
    for code, name, above, above_name, state, payload in found.iterator(chunk_size=chunk):
        sheet = answers_in(questionnaire, payload or EMPTY)
        groups = {group: tuple(cells for _row, cells in held) for group, held in sheet.groups.items()}
        yield CommunityAnswers(code, name, above, above_name, ReturnState(state), sheet.values, groups)


def values_of_question(campaign_id: UUID, *, question: str, scope: Scope) -> tuple[QuestionValue, ...]:
    """One question's answers, a row for every community asked in scope, in order of codes. Three queries.

    Raises NotFound for a question that the campaign does not ask.
    """
    questionnaire = questionnaire_of(campaign_id)
    field = questionnaire.field(question)
    if field is None:
        raise NotFound("surveys.question_unknown", _("这次调查没有这个问题。"))
    returns = Return.objects.in_scope(scope).filter(campaign_id=campaign_id).order_by("division_code")
    values = ValueRow.objects.filter(
        community_return__in=returns.order_by().values("id"),
        group="",
        row=0,
        question=question,
        superseded_at=None,
    )
    held = {
        row[0]: (typed(field.type, row[1], row[2], row[3]), row[4], row[5])
        for row in values.values_list("community_return_id", "number", "text", "day", "note", "recorded_at")
    }
    nothing = (None, "", None)
    return tuple(
        QuestionValue(code, name, ReturnState(state), *held.get(pk, nothing))
        for pk, code, name, state in returns.values_list("id", "division_code", "name", "state")
    )
