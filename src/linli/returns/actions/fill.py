"""Filling: who stands on the form, where each value is on the record, and how each cell stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.reading.states import Act
from linli.core.mandates import ReportPeriod
from linli.mandates.models import Mandate
from linli.register.gate.answering import Request, answer
from linli.register.gate.selecting import members_of_homes, select
from linli.returns import rules
from linli.returns.beginning import begin
from linli.returns.counted import fill_figures
from linli.returns.models import FilledRow, Filling, Report
from linli.returns.moving import Move, ensure_open, moving, write_step
from linli.returns.plan import Plan, ensure_place, plan_of
from linli.returns.reasons import reason_of
from linli.returns.states import State, Step
from linli.returns.statuses import count, put_in

PART = 500
JOB = "returns.fill"
Progress = Callable[[int, int], None]


def fill(
    *,
    mandate_id: UUID,
    community: str,
    period_first: date,
    by: Actor,
    at: datetime,
    version: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Fill the return of a community for a period from the record, the first time or anew.

    Refusals: returns.unknown, .no_period, .place_not_asked, .no_form, .form_changed, .too_many_rows, .filled_meanwhile,
    those of `moving`, and those of the gate (reading.*). Nothing is kept when it is refused or cancelled.
    """
    mandate = Mandate.objects.select_related("body", "form").filter(pk=mandate_id).first()
    if mandate is None:
        raise NotFound("returns.unknown", _("没有这个事项，或者它不在您的范围内。"))
    period = _period(mandate, period_first)
    ensure_place(mandate, community)
    there = Report.objects.filter(mandate=mandate, community=community, period_first=period_first).first()
    with _once_at_a_time():
        if there is not None:
            with moving(there.pk, Move(Step.FILL, by, at, version)) as found:
                _fill(found, mandate, by, at, progress)
            return found
        return _first(mandate, community, period, by, at, progress)


@contextmanager
def _once_at_a_time() -> Iterator[None]:
    """Two people who fill the same return at once: one is told so."""
    try:
        yield
    except IntegrityError as error:
        if "return_once_a_period" not in str(error) and "returns_report.mandate_id" not in str(error):
            raise
        raise Refusal(
            "returns.filled_meanwhile", _("别人在同一时刻填了这份表。"), _("请刷新页面。")
        ) from error


def _first(
    mandate: Mandate,
    community: str,
    period: ReportPeriod,
    by: Actor,
    at: datetime,
    progress: Progress | None,
) -> Report:
    made = Report(
        id=uuid7(),
        mandate=mandate,
        community=community,
        period_first=period.first,
        period_last=period.last,
        due=period.due,
        state=State.FILLED,
        made_at=at,
    )
    rules.ensure(rules.may_take(Step.FILL, by, made))
    move = Move(Step.FILL, by, at)
    ensure_open(made, move)
    subject = f"returns.Report:{made.pk}"
    with audited(by=by, at=at, verb="returns.fill", subject=subject, place=community) as entry:
        made.save(force_insert=True)
        _fill(made, mandate, by, at, progress)
        made.save()
        write_step(made, move, None)
        entry.detail = {"number": made.number}
    return made


def _period(mandate: Mandate, first: date) -> ReportPeriod:
    found = next((one for one in mandate.periods() if one.first == first), None)
    if found is None:
        raise Refusal("returns.no_period", _("这个事项没有从这一天开始的报送期。"))
    return found


def _fill(report: Report, mandate: Mandate, by: Actor, at: datetime, progress: Progress | None) -> None:
    today = local_day(at)
    on = min(report.period_last, today)
    if report.period_first > today:
        raise Refusal("returns.no_period", _("这一期还没有开始。"))
    plan = plan_of(mandate, today)
    if plan.is_of_communities:
        fill_figures(report, plan, on, by, at)
        return
    request = Request(plan.terms, reason_of(mandate), by, at, Act.LISTED, on, is_bare=True)
    chosen = select(plan.scope, report.community, request)
    if len(chosen.rows) > rules.MOST_ROWS:
        raise Refusal("returns.too_many_rows", _("这张表超过%(most)s行。"), most=rules.MOST_ROWS)
    filling = begin(report, plan, by, at, on)
    filling.rows_count, filling.unjudged = len(chosen.rows), chosen.unjudged
    rows = _rows(filling, report.community, chosen.rows, plan, request, progress)
    count(filling, [row.statuses for row in rows])
    filling.save(force_insert=True)
    FilledRow.objects.bulk_create(rows, batch_size=PART)


def _rows(
    filling: Filling,
    community: str,
    subjects: Sequence[UUID],
    plan: Plan,
    request: Request,
    progress: Progress | None,
) -> list[FilledRow]:
    rows: list[FilledRow] = []
    for start in range(0, len(subjects), PART):
        part = subjects[start : start + PART]
        if progress is not None:
            progress(start, len(subjects))
        said = answer(part, [column.route for column in plan.columns], request)
        for number, subject in enumerate(part, start + 1):
            row = FilledRow(id=uuid7(), filling=filling, community=community, number=number, subject=subject)
            rows.append(put_in(row, said[subject], plan.columns, filling.on_date))
        if plan.members:
            rows += _member_rows(filling, community, dict(enumerate(part, start + 1)), plan, request)
    return rows


def _member_rows(
    filling: Filling, community: str, cards: Mapping[int, UUID], plan: Plan, request: Request
) -> list[FilledRow]:
    """The tables inside cards: a row for each person who lives in the household."""
    households = members_of_homes(cards.values())
    people = list(dict.fromkeys(one for found in households.values() for one in found))
    if not people:
        return []
    said = answer(people, [column.route for column in plan.members], request)
    rows = []
    for card, subject in cards.items():
        for number, person in enumerate(households.get(subject, ()), 1):
            row = FilledRow(
                id=uuid7(), filling=filling, community=community, card=card, number=number, subject=person
            )
            rows.append(put_in(row, said[person], plan.members, filling.on_date))
    return rows
