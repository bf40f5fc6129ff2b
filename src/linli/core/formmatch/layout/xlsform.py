"""XLSForms: the sheet `survey` is the form; groups are its sections, repeats its rosters, `choices` its answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .laid import LaidField
from .sheet import Sheet

# Rows of these types are not answered by anybody.
NOT_ASKED = frozenset(
    (
        *(
            "",
            "note",
            "calculate",
            "start",
            "end",
            "today",
            "deviceid",
            "username",
            "audit",
            "hidden",
            "imei",
        ),
        *("phonenumber", "simserial", "subscriberid", "email", "start-geopoint", "background-audio"),
        *("background-geopoint", "xml-external", "csv-external"),
    )
)
# Labels in this order: a plain one, then Chinese, then English, then whatever there is.
LANGUAGES = (r"^label$", r"^label::.*(?:chinese|zh|中文)", r"^label::.*(?:english|en)", r"^label::")


def is_xlsform(sheets: Sequence[Sheet]) -> bool:
    """True where a sheet `survey` has the columns `type` and `name`."""
    survey = _named(sheets, "survey")
    return survey is not None and {"type", "name"} <= set(_columns(survey))


def fields_of_xlsform(sheets: Sequence[Sheet]) -> tuple[list[LaidField], str]:
    """The questions that somebody answers, and the title."""
    survey, choices = _named(sheets, "survey"), _named(sheets, "choices")
    if survey is None:
        return [], ""
    columns = _columns(survey)
    label_at = _label_column(columns)
    answers = _answers(choices) if choices else {}
    found: list[LaidField] = []
    stack: list[tuple[str, bool]] = []
    for row in range(1, survey.height):
        kind = re.sub(r"\s+", " ", _value(survey, row, columns.get("type"))).replace("_", " ").lower()
        label = " ".join((_value(survey, row, label_at) or _value(survey, row, columns.get("name"))).split())
        if kind.startswith("begin"):
            stack.append((_value(survey, row, label_at), kind.startswith("begin repeat")))
        elif kind.startswith("end ") or kind in ("end group", "end repeat"):
            if stack:
                stack.pop()
        elif kind.split(" ")[0] not in NOT_ASKED and kind not in NOT_ASKED:
            group = " / ".join(" ".join(name.split()) for name, _ in stack if name)
            place = (row, label_at or 0)
            options = _offered(kind, answers)
            found.append(
                LaidField(
                    label, group, survey.name, place, place, any(many for _, many in stack), options=options
                )
            )
    return found, _title(sheets)


def _offered(kind: str, answers: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """`select one yes no` offers the list `yes no`."""
    found = re.match(r"select (?:one|multiple)(?: external)? (\S+)", kind)
    return answers.get(found[1], ()) if found else ()


def _named(sheets: Sequence[Sheet], name: str) -> Sheet | None:
    return next((sheet for sheet in sheets if sheet.name.strip().lower() == name), None)


def _value(sheet: Sheet, row: int, column: int | None) -> str:
    cell = sheet.at(row, column) if column is not None else None
    return cell.text.strip() if cell else ""


def _columns(sheet: Sheet) -> dict[str, int]:
    return {
        cell.text.strip().lower(): cell.column
        for cell in sheet.begun_in(0, 0, sheet.width)
        if cell.text.strip()
    }


def _label_column(columns: Mapping[str, int]) -> int | None:
    for pattern in LANGUAGES:
        for name, column in columns.items():
            if re.search(pattern, name):
                return column
    return columns.get("name")


def _answers(choices: Sheet) -> dict[str, tuple[str, ...]]:
    columns = _columns(choices)
    label_at = _label_column(columns)
    list_at = columns.get("list_name", columns.get("list name"))
    found: dict[str, list[str]] = {}
    for row in range(1, choices.height):
        name, label = _value(choices, row, list_at).lower().replace("_", " "), _value(choices, row, label_at)
        if name and label:
            found.setdefault(name.split(" ")[0], []).append(label)
    return {name: tuple(labels) for name, labels in found.items()}


def _title(sheets: Sequence[Sheet]) -> str:
    settings = _named(sheets, "settings")
    return _value(settings, 1, _columns(settings).get("form_title")) if settings else ""
