"""Typing what is missing: checked by the element's type, recorded with its source, and there for every form."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.catalogue.queries import code_items
from linli.register.actions import record
from linli.register.gate.answering import Request, answer
from linli.returns.models import FilledRow, Filling, Report
from linli.returns.moving import Move, moving
from linli.returns.plan import Column, can_type, plan_of
from linli.returns.reasons import reason_of
from linli.returns.recording import element_of, entry_for, fact_for, refresh
from linli.returns.states import Step


def type_value(
    *,
    report_id: UUID,
    version: int,
    number: int,
    position: int,
    text: str,
    card: int = 0,
    by: Actor,
    at: datetime,
) -> Report:
    """Type one cell. It is recorded for whose it is, and the row is read anew.

    Refusals: returns.no_cell, .not_typed (a field without element, a derived value), .nobody (the record does not say
    whose it would be), .withheld, those of `typed.kept`, of the register (register.*), and of `moving`.
    """
    with moving(report_id, Move(Step.TYPE, by, at, version)) as found:
        filling = Filling.objects.get(report=found, number=found.number)
        plan = plan_of(found.mandate, local_day(at))
        columns = plan.members if card else plan.columns
        row, column = _place(found, filling, columns, card, number, position)
        request = Request(plan.terms, reason_of(found.mandate), by, at, Act.LISTED, filling.on_date)
        said = answer([row.subject], [column.route], request)[row.subject][0]
        listed = element_of(column).property.type.code_list
        items = code_items(listed, local_day(at)) if listed else {}
        fact = fact_for(column, row, said, text, {code: words.zh for code, words in items.items()})
        entry = entry_for(found, element_of(column).property.purposes[0], at)
        record(entry=entry, facts=[fact], by=by, at=at)
        refresh(found, filling, plan, [row], request)
    return found


def _place(
    found: Report, filling: Filling, columns: Sequence[Column], card: int, number: int, position: int
) -> tuple[FilledRow, Column]:
    rows = FilledRow.objects.in_scope(Scope(found.community)).filter(filling=filling)
    row = rows.filter(card=card, number=number).first()
    column = next((one for one in columns if one.field.position == position), None)
    if row is None or column is None:
        raise NotFound("returns.no_cell", _("这份填报没有这一格。"))
    if not can_type(column):
        raise Refusal(
            "returns.not_typed",
            _("“%(label)s”不能在这里填。"),
            _("它不是登记的数据元，或者由别的内容推算。"),
            label=column.field.label,
        )
    return row, column
