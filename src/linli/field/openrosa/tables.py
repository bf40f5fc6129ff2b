"""What is known, as tables beside the form: homes and people of the grid under their masks, with versions."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from linli.field.openrosa.names import BASE, node

NOBODY = "—"


def homes_csv(content: Mapping[str, Any], door: Any) -> str:
    """One line for each home: its id, what it is called, and the version each answer rests on."""
    elements = [code for code in content["forms"]["elements"] if not code.startswith("self.")]
    rows = []
    for household in content["order"]:
        home = content["homes"][household]
        head = next((one for one in home["people"] if one["head"]), None)
        label = f"{door(home['where'])} {(head['name'] if head else '') or NOBODY}"
        bases = {ask["element"]: ask["base"] for ask in home["asks"]}
        rows.append([household, label, *(bases.get(code, "") for code in elements)])
    return _table(["name", "label", *(BASE + node(code) for code in elements)], rows)


def people_csv(content: Mapping[str, Any]) -> str:
    """One line for each person whose values may be asked."""
    elements = [code for code in content["forms"]["elements"] if code.startswith("self.")]
    rows = []
    for household in content["order"]:
        home = content["homes"][household]
        for number, one in enumerate(home["people"], 1):
            if one["withheld"]:
                continue
            bases = {ask["element"]: ask["base"] for ask in home["asks"] if ask["subject"] == one["id"]}
            label = one["name"] or f"{NOBODY} {number}"
            rows.append([one["id"], label, household, *(bases.get(code, "") for code in elements)])
    return _table(["name", "label", "household", *(BASE + node(code) for code in elements)], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
