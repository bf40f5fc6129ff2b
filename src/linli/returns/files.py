"""The department's own file with the values of a filling: read again through the gate, for whoever takes it out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.catalogue.queries import words_of_lists
from linli.core.filling import Style, UnitMismatch, Value, shown
from linli.forms.writing import Card, Written, ledger, place_of, styles_of, write_back
from linli.mandates.models import Mandate
from linli.register.gate.answering import Answer, Request
from linli.register.gate.stops import Found
from linli.returns import rules
from linli.returns.figuring import kept_figures, name_position, row_of, total_of
from linli.returns.models import FilledRow, Filling, Report
from linli.returns.paper import dated, head_of
from linli.returns.placenames import names_of
from linli.returns.plan import Column, Plan, plan_of
from linli.returns.reasons import note_of, reason_of
from linli.returns.rereading import read_again

Lists = Mapping[str, Mapping[str, str]]


def filled_file(*, report: Report, number: int, by: Actor, at: datetime) -> Written:
    """The file of one filling. What the reader may not see stays empty in it; every person on it is in the log.

    Refusals: returns.not_allowed, reading.*.
    """
    rules.ensure(rules.may_see(by, report) and number in rules.versions_for(by, report))
    mandate = Mandate.objects.select_related("form", "body").get(pk=report.mandate_id)
    filling = Filling.objects.get(report=report, number=number)
    plan = plan_of(mandate, local_day(at))
    request = Request(plan.terms, reason_of(mandate), by, at, Act.EXPORTED, filling.on_date)
    form = mandate.form
    assert form is not None
    content = bytes(form.content)
    styles = styles_of(content, [one.field for one in (*plan.columns, *plan.members, *plan.head)])
    with audited(
        by=by,
        at=at,
        verb="returns.take_file",
        subject=f"returns.Report:{report.pk}",
        place=report.community,
        detail={"number": number, "rows": filling.rows_count},
    ):
        cards = _cards(plan, filling, request, styles, report)
        places = [place_of(one.field) for one in (*plan.columns, *plan.members, *plan.head)]
        return write_back(content, form.name, places, cards, note=note_of(mandate))


def _cards(
    plan: Plan, filling: Filling, request: Request, styles: Mapping[int, Style], report: Report
) -> list[Card]:
    if plan.is_of_communities:
        names, kept_here = (
            names_of(report.community, filling.on_date),
            kept_figures(filling, report.community),
        )
        values = row_of(plan, 1, names, kept_here, (report, filling), request.by)
        total, head = total_of(plan, [values]), head_of(plan, report.community, dated(report, filling))
        if not plan.is_list:
            return [Card(values, [values])]
        return [ledger([values], head, total=total, key=name_position(plan))]
    kept = list(FilledRow.objects.in_scope(Scope(report.community)).filter(filling=filling))
    lists = lists_of(plan, request.on)
    own = _values(kept, filling, plan.columns, request, styles, lists)
    if plan.is_list:
        return [
            ledger(
                [own[number] for number in sorted(own)],
                head_of(plan, report.community, dated(report, filling)),
            )
        ]
    tables = _member_values(kept, filling, plan.members, request, styles, lists) if plan.members else {}
    return [Card(own[number], tables.get(number, ())) for number in sorted(own)]


def _values(
    kept: Sequence[FilledRow],
    filling: Filling,
    columns: Sequence[Column],
    request: Request,
    styles: Mapping[int, Style],
    lists: Lists,
) -> dict[int, dict[int, Value | None]]:
    rows = [row for row in kept if not row.card]
    said = read_again(rows, columns, request, filling)
    return {row.number: row_values(row, said[row.pk], columns, styles, lists) for row in rows}


def _member_values(
    kept: Sequence[FilledRow],
    filling: Filling,
    columns: Sequence[Column],
    request: Request,
    styles: Mapping[int, Style],
    lists: Lists,
) -> dict[int, list[dict[int, Value | None]]]:
    rows = [row for row in kept if row.card]
    said = read_again(rows, columns, request, filling)
    found: dict[int, list[dict[int, Value | None]]] = {}
    for row in sorted(rows, key=lambda one: (one.card, one.number)):
        told = row_values(row, said[row.pk], columns, styles, lists)
        found.setdefault(row.card, []).append(told)
    return found


def row_values(
    row: FilledRow,
    said: Sequence[Answer],
    columns: Sequence[Column],
    styles: Mapping[int, Style],
    lists: Lists,
) -> dict[int, Value | None]:
    """What goes into the cells of a row; only those that still say what the row was filled with."""
    made: dict[int, Value | None] = {}
    for index, (column, one) in enumerate(zip(columns, said, strict=True)):
        position = column.field.position
        if column.is_serial:
            made[position] = row.number
        elif one.found is Found.VALUE and one.shown is not None and one.shown.fact == row.fact(index):
            made[position] = cell_value(column, one.shown.text, styles[position], lists)
    return made


def cell_value(column: Column, text: str, style: Style, lists: Lists) -> Value | None:
    """What is written: typed, in the column's own way. A unit that cannot be turned into the form's stays empty."""
    element = column.element
    if element is None or not text:
        return None
    own = element.property.type
    try:
        return shown(text, own, style, lists.get(own.code_list, {}))
    except UnitMismatch:
        return None


def lists_of(plan: Plan, on: date) -> Lists:
    """Code to Chinese word, of every list that the columns use. One query."""
    codes = {
        one.element.property.type.code_list
        for one in (*plan.columns, *plan.members)
        if one.element and one.element.property.type.code_list
    }
    return {
        code: {item: words.zh for item, words in items.items()}
        for code, items in words_of_lists(codes, on).items()
    }
