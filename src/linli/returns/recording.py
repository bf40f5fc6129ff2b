"""What recording from a return has in common: whose a value is, and how the rows stand afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.core.elements import Element
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.gate.answering import Answer, Request, answer
from linli.register.gate.routes import Route
from linli.register.gate.stops import Found
from linli.register.states import Method
from linli.returns.models import FilledRow, Filling, Report
from linli.returns.plan import Column, Plan
from linli.returns.reasons import reason_of
from linli.returns.statuses import count, put_in
from linli.returns.typed import kept

SOURCE = "committee"
PART = 200


def entry_for(found: Report, purpose: str, at: datetime) -> EntryDraft:
    """What the community says, for this return."""
    return EntryDraft(
        SOURCE,
        Method.COLLECTED,
        local_day(at),
        purpose,
        why=reason_of(found.mandate),
        reference=f"returns.Report:{found.pk}",
    )


def element_of(column: Column) -> Element:
    """Of a column that can be typed into."""
    assert column.element is not None
    return column.element


def _route(column: Column) -> Route:
    assert column.route is not None
    return column.route


def fact_for(column: Column, row: FilledRow, said: Answer, text: str, words: Mapping[str, str]) -> FactDraft:
    """Whose it is: the one the record links. Where it links nobody, the row's own record keeps the words.

    `words` are code -> word of the element's list.
    """
    if said.found in (Found.GUARDED, Found.ELSEWHERE):
        raise Refusal("returns.withheld", _("这一格需要批准，或登记在别的社区，不能在这里填。"))
    element, way = element_of(column), _route(column)
    value = kept(element, text, words)
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


def refresh(
    found: Report, filling: Filling, plan: Plan, typed: Sequence[FilledRow], request: Request
) -> None:
    """Read anew the rows that were typed into, and count again; the other rows stay as they were filled."""
    rows = FilledRow.objects.in_scope(Scope(found.community)).filter(filling=filling)
    now = {row.pk for row in typed}
    anew = [row for row in rows.filter(is_typed=True) if row.pk not in now] + list(typed)
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
        here = FilledRow.objects.in_scope(Scope(found.community))
        here.bulk_update(part, ["statuses", "facts", "is_typed"], batch_size=PART)
    filling.typed_at = request.at
    count(filling, list(rows.values_list("statuses", flat=True)))
    filling.save()
