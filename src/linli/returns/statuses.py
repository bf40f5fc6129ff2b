"""How a cell stands, from what the gate answered. The explanation page of the docs says the same in words."""

from collections.abc import Sequence
from datetime import date

from linli.core.elements import Element
from linli.register.gate.answering import Answer
from linli.register.gate.stops import Found
from linli.returns.models import FilledRow, Filling
from linli.returns.models.filling import FACT_BYTES
from linli.returns.plan import Column
from linli.returns.states import Cell

BY_FOUND = {
    Found.NOTHING: Cell.MISSING,
    Found.NOBODY: Cell.MISSING,
    Found.SEVERAL: Cell.CONFLICT,
    Found.DIFFERS: Cell.CONFLICT,
    Found.GUARDED: Cell.WITHHELD,
    Found.ELSEWHERE: Cell.WITHHELD,
}


def status(answer: Answer, element: Element | None, on: date) -> Cell:
    """Conflict before stale before fresh: a disagreement is said even where one of the values is new."""
    if answer.found is not Found.VALUE or answer.shown is None:
        return BY_FOUND.get(answer.found, Cell.MISSING)
    if answer.shown.is_disputed:
        return Cell.CONFLICT
    as_of = answer.shown.as_of or answer.shown.valid_from
    return Cell.STALE if element is not None and is_stale(element, as_of, on) else Cell.FRESH


def is_stale(element: Element, as_of: date | None, on: date) -> bool:
    """Older than the catalogue lets a value of this kind stand unconfirmed; what never changes is never stale."""
    months = element.property.months_until_checked
    if months is None:
        return False
    if as_of is None:
        return True
    whole = (on.year - as_of.year) * 12 + on.month - as_of.month - (on.day < as_of.day)
    return whole >= months


def packed(answers: Sequence[Answer]) -> bytes:
    """The facts of a row as they are kept: sixteen bytes a field."""
    return b"".join(
        one.shown.fact.bytes if one.shown is not None and one.shown.fact is not None else bytes(FACT_BYTES)
        for one in answers
    )


def put_in(row: FilledRow, said: Sequence[Answer], columns: Sequence[Column], on: date) -> FilledRow:
    """Put the status letters and the facts of a row on it."""
    row.statuses = "".join(
        Cell.FRESH if column.is_serial else status(one, column.element, on)
        for one, column in zip(said, columns, strict=True)
    )
    row.facts = packed(said)
    return row


def count(filling: Filling, statuses: Sequence[str]) -> None:
    """Put the numbers of cells by status on a filling."""
    joined = "".join(statuses)
    for cell, name in (
        (Cell.FRESH, "fresh"),
        (Cell.STALE, "stale"),
        (Cell.CONFLICT, "conflict"),
        (Cell.MISSING, "missing"),
        (Cell.WITHHELD, "withheld"),
    ):
        setattr(filling, name, joined.count(cell.value))
