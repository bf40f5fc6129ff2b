"""The dry run: what an import would change, before it changes anything."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from linli.base.imports.number_cells import plain
from linli.base.imports.problems import Problem
from linli.base.imports.table import ParsedRow, ParsedTable

Key = tuple[Any, ...]


@dataclass(frozen=True)
class FieldChange:
    """One field of one object: what is held and what the file says."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class NewRow:
    """An object that is not held yet."""

    key: Key
    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ChangedRow:
    """An object that is held with other values."""

    key: Key
    row: int
    values: Mapping[str, Any]
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class ImportPlan:
    """What would happen. `same` counts rows that change nothing, `absent` are keys held but not in the file
    (never deleted). `digest` names exactly this change: show it with the dry run and compare it before writing.

    `problems` repeats those of the table and adds keys given twice; with any but warnings the plan is empty.
    """

    new: tuple[NewRow, ...]
    changed: tuple[ChangedRow, ...]
    same: int
    absent: tuple[Key, ...]
    problems: tuple[Problem, ...]
    problems_beyond: int
    digest: str

    @property
    def ok(self) -> bool:
        """Whether it may be carried out."""
        return not self.problems_beyond and all(problem.is_warning for problem in self.problems)

    @property
    def changes_nothing(self) -> bool:
        """The file says what is held already."""
        return self.ok and not self.new and not self.changed


def plan_import(
    table: ParsedTable,
    existing: Mapping[Key, Mapping[str, Any]],
    *,
    fields: Sequence[str] | None = None,
    clear_blanks: bool = False,
) -> ImportPlan:
    """Compares the table's rows with what is held.

    `existing` is keyed by the tuple of the schema's key values and gives the held values by column code; `fields`
    are the columns compared (default: those in the file, key aside). An empty cell leaves a held value as it is
    unless `clear_blanks`. Raises ValueError when the schema has no key.
    """
    if not table.schema.key:
        raise ValueError(f"schema {table.schema.code} has no key to compare by")
    table = table.with_problems(_keys_twice(table))
    if not table.ok:
        return ImportPlan((), (), 0, (), table.problems, table.problems_beyond, "")
    compared = [code for code in fields or table.places if code not in table.schema.key]
    new, changed, same = [], [], 0
    for row in table.rows:
        key = _key(table, row)
        held = existing.get(key)
        if held is None:
            new.append(NewRow(key, row.number, row.values))
            continue
        changes = tuple(_changes(row, held, compared, clear_blanks))
        if changes:
            changed.append(ChangedRow(key, row.number, row.values, changes))
        else:
            same += 1
    named = {_key(table, row) for row in table.rows}
    absent = tuple(key for key in existing if key not in named)
    digest = plan_digest(new, changed)
    return ImportPlan(tuple(new), tuple(changed), same, absent, table.problems, table.problems_beyond, digest)


def _key(table: ParsedTable, row: ParsedRow) -> Key:
    return tuple(row.values.get(code) for code in table.schema.key)


def _keys_twice(table: ParsedTable) -> Iterable[Problem]:
    first: dict[Key, int] = {}
    for row in table.rows:
        if not all(code in row.values for code in table.schema.key):
            continue  # the cell itself has a problem already
        key = _key(table, row)
        if key in first:
            shown = " ".join(canonical(part) for part in key)
            yield table.problem_at(row.number, table.schema.key[0], "key_twice", key=shown, first=first[key])
        first.setdefault(key, row.number)


def _changes(
    row: ParsedRow, held: Mapping[str, Any], fields: Sequence[str], clear_blanks: bool
) -> Iterable[FieldChange]:
    for code in fields:
        after, before = row.values.get(code), held.get(code)
        if after is None and not clear_blanks:
            continue
        if canonical(before) != canonical(after):
            yield FieldChange(code, before, after)


def canonical(value: Any) -> str:
    """A value as text in one form only: 12, 12.0 and Decimal("12.00") are the same, so are "" and None."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain(Decimal(value))
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    return value.isoformat() if isinstance(value, date) else str(value)


def plan_digest(new: Iterable[NewRow], changed: Iterable[ChangedRow]) -> str:
    """SHA-256 over the new objects and the changes, whatever order the rows stand in."""
    lines = [["new", *map(canonical, item.key), _values(item.values)] for item in new]
    for item in changed:
        for change in item.changes:
            before, after = canonical(change.before), canonical(change.after)
            lines.append(["changed", *map(canonical, item.key), change.field, before, after])
    ordered = sorted(json.dumps(line, ensure_ascii=False, sort_keys=True) for line in lines)
    return hashlib.sha256("\n".join(ordered).encode()).hexdigest()


def _values(values: Mapping[str, Any]) -> dict[str, str]:
    return {code: canonical(value) for code, value in values.items()}


def table_digest(table: ParsedTable) -> str:
    """SHA-256 of what the file says, whatever its format and order of rows: the same list sent twice is known."""
    lines = [json.dumps(_values(row.values), ensure_ascii=False, sort_keys=True) for row in table.rows]
    return hashlib.sha256("\n".join([table.schema.code, *sorted(lines)]).encode()).hexdigest()
