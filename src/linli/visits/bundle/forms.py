"""Forms drawn from the catalogue: type, length, unit and code list of each element asked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from linli.base.reading.queries import purposes_named
from linli.catalogue.queries import catalogue, reference, words_of_lists
from linli.core.elements import ValueKind
from linli.visits.models import Collection
from linli.visits.states import ReportKind

FORM_VERSION = 1


def forms(elements: Iterable[str], day: date) -> dict[str, Any]:
    """`{"elements": {code: {...}}, "lists": {code: [[code, zh, en], ...]}}` for the elements asked."""
    held = catalogue(day)
    found: dict[str, Any] = {}
    lists: set[str] = set()
    for code in sorted(set(elements)):
        element = held.element(code)
        if element is None:
            continue
        own = element.property
        found[code] = {
            "zh": own.names.zh,
            "en": own.names.en,
            "kind": own.type.kind.value,
            "length": own.type.length,
            "decimals": own.type.decimals,
            "unit": own.type.unit,
            "list": own.type.code_list,
        }
        if own.type.kind is ValueKind.CODE:
            lists.add(own.type.code_list)
    words = words_of_lists(lists, day) if lists else {}
    return {
        "version": FORM_VERSION,
        "elements": found,
        "lists": {
            code: [[item, one.zh, one.en] for item, one in items.items()] for code, items in words.items()
        },
    }


def collection_words(rows: Iterable[Collection]) -> dict[str, Any]:
    """Who asks, what for, until when: what the officer tells at the door."""
    seed, wanted = reference(), list(rows)
    # What only one department asks is asked for its own request, which is a purpose of the register.
    requests = purposes_named(row.purpose for row in wanted if row.purpose not in seed.purposes)
    found = {}
    for row in wanted:
        department, purpose = seed.departments.get(row.department), seed.purposes.get(row.purpose)
        request = requests.get(row.purpose)
        named = [request.name_zh, request.name_en] if request else [row.purpose, row.purpose]
        found[str(row.pk)] = {
            "zh": row.title_zh,
            "en": row.title_en,
            "department": _pair(department) or [row.department, row.department],
            "purpose": _pair(purpose) or named,
            "closes": row.closes_date.isoformat(),
            "number": row.control_number,
        }
    return found


def _pair(named: Any) -> list[str]:
    return [named.names.zh, named.names.en] if named else []


def report_kinds() -> list[str]:
    """Codes of what can be reported; their words come with the app."""
    return [str(kind) for kind in ReportKind]
