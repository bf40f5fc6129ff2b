"""A number that no register knows (of art groups, of meetings) is typed by the community, and kept with the filling."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.returns.counted import keep_typed
from linli.returns.figuring import takes_number
from linli.returns.models import FilledRow, Filling, Report
from linli.returns.moving import Move, moving
from linli.returns.plan import plan_of
from linli.returns.states import Cell, Step
from linli.returns.statuses import count
from linli.returns.typed import number


def type_number(
    *, report_id: UUID, version: int, position: int, text: str, by: Actor, at: datetime
) -> Report:
    """Type one cell of a return about a community. It is about nobody, and goes into no ledger.

    Refusals: returns.no_cell, returns.not_typed (a figure that is counted, a name), returns.typed_number, and those of
    `moving`.
    """
    with moving(report_id, Move(Step.TYPE, by, at, version)) as found:
        filling = Filling.objects.get(report=found, number=found.number)
        plan = plan_of(found.mandate, local_day(at))
        column = next((one for one in plan.columns if one.field.position == position), None)
        row = FilledRow.objects.in_scope(Scope(found.community)).filter(filling=filling, number=1).first()
        if not plan.is_of_communities or column is None or row is None:
            raise NotFound("returns.no_cell", _("这份填报没有这一格。"))
        if not takes_number(column):
            raise Refusal(
                "returns.not_typed",
                _("“%(label)s”不能在这里填。"),
                _("它是按登记计数的；数不对的，请先更正登记，再重新填写。"),
                label=column.field.label,
            )
        keep_typed(filling, found, position, number(text), by.label[:200])
        place = filling.fields.index(position)
        row.statuses = row.statuses[:place] + Cell.FRESH + row.statuses[place + 1 :]
        row.save(update_fields=["statuses"])
        filling.typed_at = at
        count(filling, [row.statuses])
        filling.save()
    return found
