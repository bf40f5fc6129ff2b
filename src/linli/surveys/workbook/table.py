"""Reading a district's table back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from linli.base.imports.columns import Column, Kind, Schema
from linli.base.imports.filled import read_filled
from linli.base.imports.plan import ImportPlan, plan_import
from linli.base.imports.problems import Problem
from linli.base.imports.reader import Workbook
from linli.base.imports.table import ParsedTable
from linli.base.scope import Scope
from linli.core.questionnaire import FieldType, Questionnaire
from linli.surveys.fields import from_cell, import_column
from linli.surveys.queries.answers import Answer, stream_answers
from linli.surveys.queries.campaigns import questionnaire_of
from linli.surveys.states import ReturnState
from linli.surveys.workbook.community import template_version
from linli.surveys.workbook.district import CODE, COMMUNITIES, NAME


@dataclass(frozen=True, slots=True)
class ReadTable:
    """`plan` compares the rows with what is held, `answers` is what `record_answers` takes; both empty with a
    problem. `approved` are communities whose rows would change although their return is approved."""

    plan: ImportPlan | None
    answers: Mapping[str, Mapping[str, Any]]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """It may be carried out."""
        return self.plan is not None and all(problem.is_warning for problem in self.problems)


def read_district(workbook: Workbook, campaign_id: UUID, *, scope: Scope) -> ReadTable:
    """What the table changes. Never raises for what the file holds. Three queries."""
    questionnaire = questionnaire_of(campaign_id)
    filled = read_filled(
        workbook,
        version=template_version(questionnaire),
        campaign=str(campaign_id),
        place=scope.prefix,
    )
    if filled.problems:
        return ReadTable(None, {}, filled.problems)
    table = filled.table(table_schema(questionnaire, scope))
    if table is None:
        problem = Problem(workbook.name, "", 0, "", "sheet_missing", {"wanted": COMMUNITIES, "found": []})
        return ReadTable(None, {}, (problem,))
    return _compared(table, questionnaire, campaign_id)


def _compared(table: ParsedTable, questionnaire: Questionnaire, campaign_id: UUID) -> ReadTable:
    held, approved = {}, set()
    for found in stream_answers(campaign_id, states=list(ReturnState)):
        held[(found.division_code,)] = _as_read(questionnaire, found.values)
        if found.state is ReturnState.APPROVED:
            approved.add(found.division_code)
    table = table.with_problems(_unasked(table, held))
    plan = plan_import(table, held, fields=list(questionnaire.questions))
    if not plan.ok:
        return ReadTable(None, {}, plan.problems)
    late = tuple(
        table.problem_at(row.row, CODE, "surveys.row_approved")
        for row in plan.changed
        if row.key[0] in approved
    )
    if late:
        return ReadTable(None, {}, (*plan.problems, *late))
    answers = {
        str(row.key[0]): {
            "values": {
                change.field: from_cell(questionnaire.questions[change.field], change.after)
                for change in row.changes
            }
        }
        for row in plan.changed
    }
    return ReadTable(plan, answers, plan.problems)


def _as_read(questionnaire: Questionnaire, values: Mapping[str, Answer]) -> dict[str, Any]:
    """Held answers in the form the import kit reads them: percents as fractions."""
    questions = questionnaire.questions
    return {
        code: Decimal(str(answer.value)) / 100 if questions[code].type is FieldType.PERCENT else answer.value
        for code, answer in values.items()
    }


def _unasked(table: ParsedTable, held: Mapping[tuple[str], Any]) -> list[Problem]:
    return [
        table.problem_at(row.number, CODE, "surveys.row_not_asked", community=row.values[CODE])
        for row in table.rows
        if row.values.get(CODE) and (row.values[CODE],) not in held
    ]


def table_schema(questionnaire: Questionnaire, scope: Scope) -> Schema:
    """The district's sheet as the import kit reads it."""
    return Schema(
        COMMUNITIES,
        (
            Column(CODE, ("社区代码", "Community code"), Kind.DIVISION, required=True, within=scope.prefix),
            Column(NAME, ("社区", "Community"), expected=False),
            *(import_column(question) for question in questionnaire.questions.values()),
        ),
        key=(CODE,),
    )
