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
from linli.office.returns.presenters import head
from linli.register.gate.lists import PersonLine, SubjectLine
from linli.register.states import Status, SubjectKind
from linli.returns.plan import Column
from linli.returns.queries import Behind, FigureNotes, Opened, ShownCell, Table

CARDS = {
    SubjectKind.PERSON: "register:person",
    SubjectKind.HOUSEHOLD: "register:household",
    SubjectKind.DWELLING: "register:dwelling",
    SubjectKind.ORGANISATION: "register:organisation",
    SubjectKind.THING: "register:thing",
}


def numbers_context(report_id: UUID, found: Opened, shown: Table, told: FigureNotes) -> dict[str, Any]:
    """The numbers of a return about a community, one below the other, with their rules and what is said beside them."""
    labels = {
        column.field.position: label for column, label in zip(shown.columns, head(shown.columns), strict=True)
    }
    held, language = vocabulary(found.filling.on_date), get_language() or "zh"
    numbers = [
        {
            "label": labels[cell.position],
            "text": cell.text or str(cell.status.label),
            "href": _href(report_id, found, column, cell),
            "rule": say(column.figure, language, held) if column.figure else _typed(cell),
            "notes": _notes(cell, told),
        }
        for column, cell in zip(shown.columns, shown.rows[0].cells, strict=True)
    ]
    uneven = [
        {
            "whole": labels[one.whole],
            "parts": [labels[part] for part in one.parts],
            "difference": f"{abs(one.difference).normalize():f}",
        }
        for one in told.uneven
    ]
    return {"numbers": numbers, "uneven": uneven}


def _href(report_id: UUID, found: Opened, column: Column, cell: ShownCell) -> str:
    """Figures and what is typed have a page of their own; names and numbers of rows have nothing to explain."""
    if column.figure is None and not cell.is_number:
        return ""
    href = reverse("returns:cell", args=[report_id, 0, 1, cell.position])
    return f"{href}?version={found.filling.number}"


def _typed(cell: ShownCell) -> str:
    if not cell.is_number:
        return ""
    return _("由%(label)s填写") % {"label": cell.typed_by} if cell.typed_by else _("登记里算不出，由社区填写")


def _notes(cell: ShownCell, told: FigureNotes) -> list[str]:
    found = []
    if count := told.unjudged.get(cell.position):
        found.append(_("%(count)s个对象没有批准不能查阅，所以不填") % {"count": count})
    if count := told.unknown.get(cell.position):
        words = _("不含缺少登记的%(count)s个对象") if cell.text else _("%(count)s个对象缺少登记，数不出")
        found.append(words % {"count": count})
    return found


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
        "unknown": told.unknown,
        "gone": told.gone,
        "rows": _rows(told, today),
        "page": told.page,
        "is_listed": told.page is not None,
    }


def _rows(told: Behind, today: date) -> list[dict[str, Any]]:
    named = _named(told, today)
    return [
        {
            "href": reverse(CARDS[told.kind], args=[line.id]),
            "name": _name(line, told, named),
            "grid": line.grid or "—",
            "home": building_words(line.home) or "—",
        }
        for line in told.lines
    ]


def _name(line: SubjectLine, told: Behind, named: dict[UUID | None, str]) -> str:
    if line.id in told.kept_back:
        return _("需批准")
    return line.name or named.get(line.person, "") or building_words(line.home) or _("登记")


def _named(told: Behind, today: date) -> dict[UUID | None, str]:
    """Masked names of the people that lines name; of a household its head."""
    people = [_as_person(line) for line in told.lines if line.person and line.id not in told.kept_back]
    return {row.id: row.name for row in person_rows(told.read, people, today)}


def _as_person(line: SubjectLine) -> PersonLine:
    assert line.person is not None
    return PersonLine(line.person, Status.RESIDENT, line.grid, line.home)
