"""Figures as they are kept: `{"unit": "person", "where": [], "measure": "count", "element": "", "within": ""}`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from linli.core import scopes

from .model import Figure, Measure

PREFIX = "figure:"


def record_of(figure: Figure) -> dict[str, Any]:
    """The record of a figure."""
    return {
        **scopes.record_of(figure.scope),
        "measure": str(figure.measure),
        "element": figure.element,
        "within": figure.within,
    }


def figure_of(record: Mapping[str, Any]) -> Figure:
    """A figure from its record. Raises ScopeError or ValueError with the part that is wrong."""
    return Figure(
        scopes.scope_of(record),
        Measure(record.get("measure", Measure.COUNT)),
        str(record.get("element") or ""),
        str(record.get("within") or ""),
    )


def key_of(record: Mapping[str, Any]) -> str:
    """What two columns have in common that count the same: the record in one spelling, conditions in any order."""
    where = sorted(json.dumps(one, ensure_ascii=False) for one in record.get("where", []))
    return PREFIX + json.dumps({**record, "where": where}, ensure_ascii=False, sort_keys=True)
