"""A form as an XLSForm: opened by ODK Collect, KoboToolbox and whatever else reads them."""

import io
from collections.abc import Sequence
from itertools import groupby

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from linli.core.elements import ValueKind
from linli.forms.schemas.questions import Question

SURVEY = (
    "type",
    "name",
    "label::中文 (zh)",
    "label::English (en)",
    "hint::中文 (zh)",
    "constraint",
    "constraint_message::中文 (zh)",
)
TYPES = {ValueKind.INTEGER: "integer", ValueKind.DECIMAL: "decimal", ValueKind.DATE: "date"}


def xlsform_of(
    title: str, form_id: str, version: str, questions: Sequence[Question], *, note: str = ""
) -> bytes:
    """The workbook: headings become groups, tables repeats, answers lists of choices. `note` (control number and
    expiry) stands first. `form_id` and `version` are those of the form, ASCII.
    """
    rows: list[tuple[str, ...]] = [("note", "number", note, note)] if note else []
    for table, members in groupby(questions, key=lambda one: one.table):
        columns = list(members)
        if table:
            # A table that is broken by single cells opens again under another name: names are unique in a form.
            rows.append(("begin repeat", f"{table}_{columns[0].name}", title, title))
        for number, (group, inside) in enumerate(groupby(columns, key=lambda one: one.group)):
            under = list(inside)
            if group:
                rows.append(("begin group", f"g{under[0].name}_{number}", group, group))
            rows += [_question(one) for one in under]
            if group:
                rows.append(("end group",))
        if table:
            rows.append(("end repeat",))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        _sheet(book.add_worksheet("survey"), SURVEY, rows)
        _sheet(book.add_worksheet("choices"), ("list_name", "name", *SURVEY[2:4]), _choices(questions))
        head = ("form_title", "form_id", "version", "default_language")
        _sheet(book.add_worksheet("settings"), head, [(title, form_id, version, "中文 (zh)")])
    return out.getvalue()


def _question(one: Question) -> tuple[str, ...]:
    kind = f"select_one {_list(one)}" if one.choices else TYPES.get(one.kind, "text")
    limit, told = "", ""
    if one.pattern:
        limit, told = f"regex(., '^{one.pattern}$')", "格式不对，请核对后再填。"
    elif one.length and kind == "text":
        limit, told = f"string-length(.) <= {one.length}", f"最多 {one.length} 个字。"
    elif one.is_count:
        limit, told = ". >= 0", "人数、户数等不能小于 0。"
    unit = f"单位：{one.unit}" if one.unit else ""
    return kind, one.name, one.label, one.label, unit, limit, told


def _list(one: Question) -> str:
    return f"{one.name}_answers"


def _choices(questions: Sequence[Question]) -> list[tuple[str, ...]]:
    return [(_list(one), *choice) for one in questions for choice in one.choices]


def _sheet(sheet: Worksheet, head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    for row, cells in enumerate([tuple(head), *rows]):
        for column, text in enumerate(cells):
            if text:
                sheet.write_string(row, column, text)
