"""A form as a JSON Schema (2020-12): what a department's own system may send or take."""

from collections.abc import Sequence
from typing import Any

from linli.core.elements import ValueKind
from linli.forms.schemas.questions import Question

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema_of(title: str, questions: Sequence[Question], *, number: str = "") -> dict[str, Any]:
    """The schema of one filled form. Single cells are properties, tables are arrays of rows; nothing further is
    allowed. `number` is the control number, which every answer has to bear when it is given.
    """
    single = [one for one in questions if not one.table]
    tables: dict[str, list[Question]] = {}
    for one in questions:
        if one.table:
            tables.setdefault(one.table, []).append(one)
    properties = {one.name: _property(one) for one in single}
    for name, columns in tables.items():
        properties[name] = {"type": "array", "items": _object({one.name: _property(one) for one in columns})}
    made = {"$schema": DRAFT, "title": title, **_object(properties)}
    if number:
        made["properties"]["control_number"] = {"const": number}
        made["required"] = ["control_number"]
    return made


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _property(one: Question) -> dict[str, Any]:
    made: dict[str, Any] = {"title": " / ".join(filter(None, [one.group, one.label]))}
    if one.element:
        made["x-element"] = one.element
    if one.unit:
        made["x-unit"] = one.unit
    return made | _type(one)


def _type(one: Question) -> dict[str, Any]:
    if one.choices:
        return {"oneOf": [{"const": value, "title": zh} for value, zh, _en in one.choices]}
    if one.kind is ValueKind.INTEGER:
        return {"type": "integer", "minimum": 0} if one.is_count else {"type": "integer"}
    if one.kind is ValueKind.DECIMAL:
        return {"type": "number"}
    if one.kind is ValueKind.DATE:
        return {"type": "string", "format": "date"}
    made: dict[str, Any] = {"type": "string"}
    if one.pattern:
        made["pattern"] = f"^{one.pattern}$"
    elif one.length:
        made["maxLength"] = one.length
    return made
