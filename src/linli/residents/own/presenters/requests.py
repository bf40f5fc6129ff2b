"""Requests of a resident in one list: corrections and objections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.base.reading.queries import ObjectionLine
from linli.catalogue.queries import Catalogue
from linli.residents.own.presenters.readings import element_name, moment
from linli.rights.queries import CorrectionLine
from linli.rights.states import CorrectionState


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as the page shows it."""

    at: datetime
    what: str
    wish: str
    asked: date
    state: str
    due: date | None
    answer: str
    withdraw_href: str = ""


def request_rows(
    corrections: Sequence[CorrectionLine], objections: Sequence[ObjectionLine], known: Catalogue
) -> list[RequestRow]:
    """Both kinds, latest first."""
    rows = [_correction(one, known) for one in corrections] + [_objection(one) for one in objections]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def _correction(one: CorrectionLine, known: Catalogue) -> RequestRow:
    is_open = one.state == CorrectionState.OPEN
    return RequestRow(
        at=one.asked_at,
        what=_("更正：%(name)s") % {"name": element_name(one.element, known)},
        wish="",
        asked=timezone.localdate(one.asked_at),
        state=str(one.state.label),
        due=one.due_date if is_open else None,
        answer=one.answer,
        withdraw_href=reverse("mine:withdraw", args=[one.id]) if is_open else "",
    )


def _objection(one: ObjectionLine) -> RequestRow:
    return RequestRow(
        at=one.made_at,
        what=_("异议：%(reader)s在%(when)s的查阅") % {"reader": one.reader, "when": moment(one.read_at)},
        wish=one.words,
        asked=timezone.localdate(one.made_at),
        state=str(one.verdict.label) if one.verdict else _("等待答复"),
        due=None if one.verdict else one.due_date,
        answer=one.answer,
    )
