"""A figure of a return for its page: the number, the rule in words, and the subjects behind it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.catalogue.queries import vocabulary
from linli.core.figures import say
from linli.core.smallcells import THRESHOLD
from linli.office.register.presenters.people import building_words, person_rows
from linli.register.gate.lists import PersonLine, SubjectLine
from linli.register.states import Status, SubjectKind
from linli.returns.plan import Column
from linli.returns.queries import Behind, Opened, ShownCell

CARDS = {
    SubjectKind.PERSON: "register:person",
    SubjectKind.HOUSEHOLD: "register:household",
    SubjectKind.DWELLING: "register:dwelling",
    SubjectKind.ORGANISATION: "register:organisation",
    SubjectKind.THING: "register:thing",
}


def figure_context(found: Opened, column: Column, cell: ShownCell, told: Behind) -> dict[str, Any]:
    """What the page of a figure shows."""
    today = timezone.localdate()
    return {
        "found": found,
        "column": column,
        "number": cell.text or "—",
        "rule": say(told.figure, get_language() or "zh", vocabulary(today)),
        "unjudged": told.unjudged,
        "is_hidden": told.is_hidden,
        "least": THRESHOLD,
        "counted": told.counted,
        "rows": _rows(told, today),
        "page": told.page,
        "is_listed": told.page is not None,
    }


def _rows(told: Behind, today: date) -> list[dict[str, Any]]:
    named = _named(told, today)
    return [
        {
            "href": reverse(CARDS[told.kind], args=[line.id]),
            "name": line.name or named.get(line.person, "") or building_words(line.home) or _("登记"),
            "grid": line.grid or "—",
            "home": building_words(line.home) or "—",
        }
        for line in told.lines
    ]


def _named(told: Behind, today: date) -> dict[UUID | None, str]:
    """Masked names of the people that lines name; of a household its head."""
    people = [_as_person(line) for line in told.lines if line.person]
    return {row.id: row.name for row in person_rows(told.read, people, today)}


def _as_person(line: SubjectLine) -> PersonLine:
    assert line.person is not None
    return PersonLine(line.person, Status.RESIDENT, line.grid, line.home)
