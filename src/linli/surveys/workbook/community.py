"""Writing the workbook of one community, with what is known filled in."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from linli.base.days import local_day
from linli.base.exports.template import template_bytes
from linli.base.exports.template_parts import (
    FieldKind,
    FillField,
    FillList,
    FillSection,
    FillTable,
    TemplateAbout,
)
from linli.core.questionnaire import Group, Questionnaire, Value
from linli.surveys.fields import fill_field, language, to_cell
from linli.surveys.queries.known import known_values
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.values import Key, held_values
from linli.surveys.states import ReturnState

ANSWERS = "answers"
# The version of the return that the workbook was made from, and the row number of a group's row.
BASE = "_base"
ROW = "_row"


def community_workbook(info: ReturnInfo, *, at: datetime) -> bytes:
    """The workbook: a sheet of questions, a sheet for each group. Up to four queries."""
    filled = prefilled(info, as_of=local_day(at))
    sheets: list[FillList | FillTable] = [_questions(info, filled)]
    sheets += [_rows(group, filled) for group in info.questionnaire.groups.values()]
    return template_bytes(about(info), sheets, at)


def about(info: ReturnInfo) -> TemplateAbout:
    """Whose workbook it is; upload compares the first three."""
    return TemplateAbout(
        version=template_version(info.questionnaire),
        campaign=str(info.campaign_id),
        place=info.division_code,
        title=info.campaign_title_en if language().startswith("en") else info.campaign_title_zh,
        place_label=f"{info.sub_district_name} {info.name}（{info.division_code}）".strip(),
        instructions=(
            _("截止日期：%(day)s。") % {"day": info.closes_date.isoformat()},
            _("不知道的请空着，空着表示“未知”；确实是零的请填 0。"),
            _("居委会成员逐人填写，不填姓名。"),
        ),
    )


def template_version(questionnaire: Questionnaire) -> str:
    """Names the questionnaire and its version."""
    return f"{questionnaire.code}/{questionnaire.version}"


def prefilled(info: ReturnInfo, *, as_of: date) -> Mapping[Key, tuple[Value, str]]:
    """What stands in the workbook from the start, with its source: the draft, or what is known before it."""
    if info.state is ReturnState.NOT_STARTED:
        return {known.key: (known.value, known.source) for known in known_values(info, as_of=as_of)}
    held = held_values(info.questionnaire, [info.id])[info.id]
    return {key: (found.value, found.note) for key, found in held.items() if found.value is not None}


def _questions(info: ReturnInfo, filled: Mapping[Key, tuple[Value, str]]) -> FillList:
    sections = [
        FillSection(
            section.title.of(language()),
            tuple(
                fill_field(question, *filled.get(("", 0, question.code), (None, "")))
                for question in section.questions
            ),
        )
        for section in info.questionnaire.sections
        if section.questions
    ]
    base = FillField(
        BASE, _("填报表制作时的版本（请勿改动）"), FieldKind.INTEGER, known=info.version, locked=True
    )
    return FillList(ANSWERS, _("问题"), (*sections, FillSection(_("系统用"), (base,))))


def _rows(group: Group, filled: Mapping[Key, tuple[Value, str]]) -> FillTable:
    numbers = sorted({key[1] for key in filled if key[0] == group.code})
    known = tuple(
        {
            ROW: number,
            **{
                column.code: to_cell(column, filled[group.code, number, column.code][0])
                for column in group.columns
                if (group.code, number, column.code) in filled
            },
        }
        for number in numbers
    )
    number_field = FillField(ROW, _("序号"), FieldKind.INTEGER, locked=True)
    return FillTable(
        code=group.code,
        name=sheet_title(group),
        fields=(*(fill_field(column, None) for column in group.columns), number_field),
        known=known,
        blank_rows=max(0, min(group.max_rows - len(known), 60)),
        hint=_("一行一条；多余的空行不用管。删去一条，请把那一行的内容清空。"),
    )


def sheet_title(group: Group) -> str:
    """The sheet's name: the title without its remark in brackets."""
    return group.title.of(language()).split("（")[0].split(" (")[0]
