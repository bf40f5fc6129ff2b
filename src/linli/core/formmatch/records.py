"""Forms, catalogues and confirmed answers from the records of JSON files, and answers as records again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .catalogue import Catalogue
from .matcher import Matcher
from .memory import Confirmation
from .model import NONE, Element, Field, Form, Match

HEADING_KEYS = ("group", "section", "heading")


class RecordError(ValueError):
    """A record lacks what it must have; `code` is stable, `where` names the place in it."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code, self.where = code, where


def form_of(record: Mapping[str, Any]) -> Form:
    """A form from `form_id`, `fields` (each with `label`), and, where given, `title`, `dept`, `kind`."""
    form_id, fields = record.get("form_id"), record.get("fields")
    if not isinstance(form_id, str) or not form_id:
        raise RecordError("no_form_id", "form_id")
    if not isinstance(fields, list):
        raise RecordError("no_fields", form_id)
    return Form(
        form_id,
        tuple(_field(one, f"{form_id}[{i}]") for i, one in enumerate(fields)),
        _text(record.get("title")),
        _text(record.get("dept") or record.get("department")),
        _text(record.get("kind")),
    )


def _field(record: object, where: str) -> Field:
    if isinstance(record, str):
        return Field(record)
    if not isinstance(record, dict) or not isinstance(record.get("label"), str):
        raise RecordError("no_label", where)
    heading = next((record[key] for key in HEADING_KEYS if record.get(key)), "")
    return Field(
        record["label"],
        _text(heading),
        _text(record.get("unit")),
        tuple(map(_text, record.get("options") or ())),
        tuple(map(_text, record.get("values") or record.get("examples") or ())),
        tuple(map(_text, record.get("kinds") or ())),
    )


def catalogue_of(record: Mapping[str, Any], own_names_only: bool = False) -> Catalogue:
    """A catalogue from `roles` (code -> Chinese name) and `elements`."""
    roles, elements = record.get("roles"), record.get("elements")
    if not isinstance(roles, dict) or not isinstance(elements, list):
        raise RecordError("no_elements", "roles, elements")
    return Catalogue((_element(one, i) for i, one in enumerate(elements)), roles, own_names_only)


def _element(record: object, i: int) -> Element:
    if (
        not isinstance(record, dict)
        or not isinstance(record.get("id"), str)
        or not isinstance(record.get("name"), str)
    ):
        raise RecordError("bad_element", f"elements[{i}]")
    code = record["id"]
    return Element(
        code,
        record["name"],
        _text(record.get("role")),
        _text(record.get("property")) or code.rsplit(".", 1)[-1],
        tuple(map(_text, record.get("alias") or ())),
    )


def confirmations_of(
    gold: Iterable[Mapping[str, Any]], forms: Iterable[Form], matcher: Matcher
) -> list[Confirmation]:
    """Memory from confirmed answers (`form_id`, `i`, `accept`) and their forms. Answers of no form given here stand
    for a form of their own labels, in their order.
    """
    answers: dict[str, dict[int, Mapping[str, Any]]] = {}
    for record in gold:
        if not isinstance(record.get("form_id"), str) or not isinstance(record.get("i"), int):
            raise RecordError("bad_answer", str(record.get("form_id")))
        answers.setdefault(record["form_id"], {})[record["i"]] = record
    known = {form.form_id: form for form in forms}
    found: list[Confirmation] = []
    for form_id, given in answers.items():
        form = known.get(form_id) or _form_of_answers(form_id, given)
        accepted = [tuple(given[i]["accept"]) if i in given else () for i in range(len(form.fields))]
        found += matcher.confirmations(form, accepted)
    return found


def _form_of_answers(form_id: str, given: Mapping[int, Mapping[str, Any]]) -> Form:
    ordered = [given.get(i, {}) for i in range(max(given) + 1)]
    return Form(form_id, tuple(Field(_text(one.get("label")), _text(one.get("group"))) for one in ordered))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def prediction_of(match: Match) -> dict[str, Any]:
    """An answer as a line of PREDICTIONS.jsonl."""
    return {
        "form_id": match.form_id,
        "i": match.i,
        "label": match.label,
        "ranked": [one.element for one in match.ranked],
        "auto": match.auto,
        "confidence": round(match.confidence, 4),
        "person": match.person,
        "doubts": list(match.doubts),
    }


__all__ = ["NONE", "RecordError", "catalogue_of", "confirmations_of", "form_of", "prediction_of"]
