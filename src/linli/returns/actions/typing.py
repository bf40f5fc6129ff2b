"""Typing what is missing: checked by the element's type, recorded with its source, and there for every form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.catalogue.queries import code_items
from linli.core.elements import Element
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.gate.answering import Answer, Request, answer
from linli.register.gate.routes import Route
from linli.register.gate.stops import Found
from linli.register.states import Method
from linli.returns.models import FilledRow, Filling, Report
from linli.returns.moving import Move, moving
from linli.returns.plan import Column, Plan, can_type, plan_of
from linli.returns.reasons import reason_of
from linli.returns.states import Step
from linli.returns.statuses import count, put_in
from linli.returns.typed import kept

SOURCE = "committee"


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
        fact = _fact(column, row, said, text, at)
        entry = EntryDraft(
            SOURCE,
            Method.COLLECTED,
            local_day(at),
            _element(column).property.purposes[0],
            why=reason_of(found.mandate),
            reference=f"returns.Report:{found.pk}",
        )
        record(entry=entry, facts=[fact], by=by, at=at)
        _refresh(found, filling, plan, row, request)
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


def _element(column: Column) -> Element:
    assert column.element is not None
    return column.element


def _route(column: Column) -> Route:
    assert column.route is not None
    return column.route


def _fact(column: Column, row: FilledRow, said: Answer, text: str, at: datetime) -> FactDraft:
    """Whose it is: the one the record links. Where it links nobody, the row's own record keeps the words."""
    if said.found in (Found.GUARDED, Found.ELSEWHERE):
        raise Refusal("returns.withheld", _("这一格需要批准，或登记在别的社区，不能在这里填。"))
    element, way = _element(column), _route(column)
    items = (
        code_items(element.property.type.code_list, local_day(at)) if element.property.type.code_list else {}
    )
    value = kept(element, text, {code: words.zh for code, words in items.items()})
    if said.subject is not None and said.found is not Found.SEVERAL:
        return FactDraft(
            said.subject, way.sought if said.subject != row.subject or not way.links else way.literal, value
        )
    if said.found is Found.NOBODY and way.literal:
        return FactDraft(row.subject, way.literal, value)
    raise Refusal(
        "returns.nobody",
        _("登记里没有写明“%(label)s”是谁，不能填。"),
        _("请先在居民登记里补上这层关系。"),
        label=column.field.label,
    )


def _refresh(found: Report, filling: Filling, plan: Plan, typed: FilledRow, request: Request) -> None:
    """Read anew the rows that were typed into, and count again; the other rows stay as they were filled."""
    rows = FilledRow.objects.in_scope(Scope(found.community)).filter(filling=filling)
    anew = [row for row in rows.filter(is_typed=True) if row.pk != typed.pk] + [typed]
    for columns, part in (
        (plan.columns, [row for row in anew if not row.card]),
        (plan.members, [row for row in anew if row.card]),
    ):
        if not part:
            continue
        subjects = list(dict.fromkeys(row.subject for row in part))
        said = answer(subjects, [one.route for one in columns], replace(request, known=None))
        for row in part:
            put_in(row, said[row.subject], columns, filling.on_date)
            row.is_typed = True
            row.save(update_fields=["statuses", "facts", "is_typed"])
    filling.typed_at = request.at
    count(filling, list(rows.values_list("statuses", flat=True)))
    filling.save()
