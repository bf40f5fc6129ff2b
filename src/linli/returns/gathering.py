"""One file out of many returns about communities: a row for each community, and the total."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.forms.counting import COMMUNITY
from linli.forms.writing import Card, Written, ledger, place_of, write_back
from linli.mandates.models import Mandate
from linli.returns import rules
from linli.returns.figuring import Values, name_position, row_of, total_of
from linli.returns.models import FilledFigure, Filling, Report
from linli.returns.moving import UNKNOWN
from linli.returns.paper import Dated, head_of
from linli.returns.placenames import names_of_many
from linli.returns.plan import Plan, plan_of
from linli.returns.reasons import note_of


def gathered_file(*, mandate_id: UUID, first: date, by: Actor, at: datetime) -> Written:
    """The department's own file for one period: of each community the version that the reader may have, in order.

    A list gets a row for each and the total, a card a copy for each and one with the totals. Refusals: returns.unknown,
    returns.not_gathered (a form with other rows), returns.nothing_to_gather.
    """
    mandate = Mandate.objects.select_related("form", "body").filter(pk=mandate_id).first()
    if mandate is None or mandate.form is None:
        raise NotFound("returns.unknown", UNKNOWN)
    fillings = _fillings(mandate, first, by)
    plan = plan_of(mandate, local_day(at))
    if not plan.is_of_communities:
        raise Refusal(
            "returns.not_gathered",
            gettext_lazy("只有一行是一个社区的表才能汇总成一个文件。"),
            gettext_lazy("请逐份下载。"),
        )
    if not fillings:
        raise Refusal(
            "returns.nothing_to_gather",
            gettext_lazy("这一期还没有可以汇总的填报。"),
            gettext_lazy("请等社区报送、街道审核后再下载。"),
        )
    rows = rows_of(plan, fillings, by)
    places = [place_of(one.field) for one in (*plan.columns, *plan.head)]
    with audited(
        by=by,
        at=at,
        verb="returns.gather_file",
        subject=f"mandates.Mandate:{mandate.pk}",
        place=by.scope.prefix,
        detail={"period": first.isoformat(), "communities": len(fillings)},
    ):
        place = by.scope.prefix if by.role == Role.SUB_DISTRICT else ""
        on = Dated(local_day(at), first, fillings[0][0].period_last)
        cards = _cards(plan, rows, fillings, head_of(plan, place, on))
        return write_back(
            bytes(mandate.form.content), mandate.form.name, places, cards, note=note_of(mandate)
        )


def _cards(
    plan: Plan, rows: Sequence[Values], fillings: Sequence[tuple[Report, Filling]], head: Values
) -> list[Card]:
    total = total_of(plan, rows)
    if plan.is_list:
        return [ledger(rows, head, total=total, adds_total=True, key=name_position(plan))]
    names = names_of_many([one.community for one, _filling in fillings], fillings[0][1].on_date)
    told = [names[report.community][COMMUNITY] or report.community for report, _filling in fillings]
    every = zip([*rows, total], [*told, _("合计")], strict=True)
    return [Card(row, [row], name=name) for row, name in every]


def _fillings(mandate: Mandate, first: date, by: Actor) -> list[tuple[Report, Filling]]:
    """By community the filling that is theirs to see: of the department the last approved, of others the last sent."""
    reports = (
        Report.objects.in_scope(by.scope)
        .filter(mandate=mandate, period_first=first, sent_number__gt=0)
        .select_related("mandate")
        .prefetch_related(Prefetch("fillings", queryset=Filling.objects.order_by("number")))
        .order_by("community")
    )
    found = []
    for report in reports:
        if not rules.may_see(by, report):
            continue
        wanted = rules.versions_for(by, report)[-1] if by.role == Role.DEPARTMENT else report.sent_number
        found += [(report, one) for one in report.fillings.all() if one.number == wanted]
    return found


def rows_of(plan: Plan, fillings: Sequence[tuple[Report, Filling]], by: Actor) -> list[Values]:
    """A row for each filling, numbered from 1. Two queries."""
    on = max(filling.on_date for _report, filling in fillings)
    names = names_of_many([report.community for report, _filling in fillings], on)
    kept: dict[UUID, dict[int, FilledFigure]] = {}
    figures = FilledFigure.objects.in_scope(by.scope).filter(filling__in=[one for _report, one in fillings])
    for figure in figures.defer("subjects"):
        kept.setdefault(figure.filling_id, {})[figure.position] = figure
    return [
        row_of(plan, number, names[report.community], kept.get(filling.pk, {}), (report, filling), by)
        for number, (report, filling) in enumerate(fillings, start=1)
    ]
