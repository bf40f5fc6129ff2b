"""Reading the rows of a filling again, as they were known when they were filled."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from linli.register.gate.answering import Answer, Request, answer
from linli.returns.models import FilledRow, Filling
from linli.returns.plan import Column


def read_again(
    rows: Sequence[FilledRow], columns: Sequence[Column], request: Request, filling: Filling
) -> dict[UUID, tuple[Answer, ...]]:
    """The answers of each row, by the row's id. Rows that were typed into are read as known after the typing."""
    found: dict[UUID, tuple[Answer, ...]] = {}
    routes = [one.route for one in columns]
    for is_typed, known in ((False, filling.known_at), (True, filling.typed_at)):
        part = [row for row in rows if row.is_typed is is_typed]
        if not part:
            continue
        subjects = list(dict.fromkeys(row.subject for row in part))
        said = answer(subjects, routes, replace(request, known=known))
        found |= {row.pk: said[row.subject] for row in part}
    return found
