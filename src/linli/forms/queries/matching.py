"""The matcher over the catalogue of a day, with the memory of every answer given so far."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from linli.catalogue import queries as catalogue
from linli.core.elements import Element
from linli.core.formmatch import (
    Catalogue,
    Confirmation,
    Matcher,
    Memory,
    catalogue_of,
    confirmations_of,
    form_of,
)
from linli.forms.models import Form, FormField
from linli.forms.states import Answer

KEPT = 2
ANSWERED = (Answer.CONFIRMED, Answer.LOCAL)


def matcher(as_of: date) -> Matcher:
    """Elements in force on the day; answers that people have confirmed. Two queries when nothing has changed."""
    made = _catalogue(as_of, len(catalogue.catalogue(as_of).shared))
    return Matcher(made, Memory.of(_confirmed(made)))


@lru_cache(maxsize=KEPT)
def _catalogue(as_of: date, size: int) -> Catalogue:
    elements = catalogue.catalogue(as_of).shared
    roles = {one.role.code: one.role.names.zh for one in elements}
    return catalogue_of({"roles": roles, "elements": [_record(one) for one in elements]})


def _record(one: Element) -> dict[str, Any]:
    own = one.property
    return {
        "id": one.code,
        "name": own.names.zh,
        "alias": list(own.aliases),
        "role": one.role.code,
        "property": own.code,
    }


def element_names(as_of: date) -> Mapping[str, str]:
    """What each element is called, for pages."""
    return {code: one.names.zh for code, one in catalogue.catalogue(as_of).by_code.items()}


def _confirmed(made: Catalogue) -> list[Confirmation]:
    """Every form with an answer, and its answers, as memory keeps them."""
    answered = FormField.objects.filter(state__in=ANSWERED).values("form_id")
    forms = list(Form.objects.defer("content").select_related("body").filter(pk__in=answered))
    if not forms:
        return []
    by_form: dict[Any, list[FormField]] = {}
    for field in FormField.objects.filter(form__in=forms).order_by("form_id", "position"):
        by_form.setdefault(field.form_id, []).append(field)
    gold = [
        {"form_id": str(field.form_id), "i": i, "accept": [field.element]}
        for fields in by_form.values()
        for i, field in enumerate(fields)
        if field.state in ANSWERED
    ]
    known = [form_of(record_of(one, by_form[one.pk])) for one in forms]
    return confirmations_of(gold, known, Matcher(made))


def record_of(one: Form, fields: Iterable[FormField]) -> dict[str, Any]:
    """A form as the engine reads it."""
    told = [
        {"label": field.label, "group": field.group, "unit": field.unit, "options": field.options}
        for field in fields
    ]
    return {
        "form_id": str(one.pk),
        "title": one.title,
        "dept": one.body.name,
        "kind": one.kind,
        "fields": told,
    }
