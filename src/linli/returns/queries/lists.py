"""What is asked of a community and how far it is; what waits for a sub-district; where a department stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.core.scopes import Unit
from linli.forms.models import FormField
from linli.mandates.models import Mandate
from linli.mandates.states import ADMITTED
from linli.register.models import Person
from linli.register.states import LIVING_HERE
from linli.returns import rules
from linli.returns.models import ClosedPeriod, Filling, Report, ReportStep
from linli.returns.states import Lock, State, Step, Timeliness
from linli.territory import queries as territory

SHOWN = 200
LONG = 2_000
KINDS = ("filled", "with_street", "arrived", "accepted", "sent_back", "late")
COUNTS = ("rows_count", "fresh", "stale", "conflict", "missing", "withheld")


@dataclass(frozen=True, slots=True)
class Asked:
    """One return that is asked of a community; `report` is None until it has been filled. Counts are of cells."""

    mandate: UUID
    title: str
    body: str
    control_number: str
    community: str
    first: date
    last: date
    due: date
    report: UUID | None = None
    state: State | None = None
    timeliness: Timeliness = Timeliness.NOT_DUE
    lock: Lock | None = None
    rows: int = 0
    fresh: int = 0
    stale: int = 0
    conflict: int = 0
    missing: int = 0
    withheld: int = 0

    @property
    def cells(self) -> int:
        """All cells of the last filling."""
        return self.fresh + self.stale + self.conflict + self.missing + self.withheld

    @property
    def filled(self) -> int:
        """Cells with a value: whole hundredths of all, rounded down, so that 100 means all."""
        return (self.cells - self.missing - self.withheld) * 100 // self.cells if self.cells else 0


def asked_of(code: str, *, today: date) -> tuple[Asked, ...]:
    """Every period that has begun of every admitted form, the most urgent first. Four queries."""
    mandates = [
        one
        for one in Mandate.objects.touching(Scope(code))
        .filter(state__in=ADMITTED, form__isnull=False, starts_date__lte=today)
        .select_related("body")
        .prefetch_related("places")
        .order_by("id")[:SHOWN]
        if any(place.approved and code.startswith(place.prefix) for place in one.places.all())
    ]
    reports = _reports(Report.objects.in_scope(Scope(code)).filter(mandate__in=mandates))
    closed = set(ClosedPeriod.objects.filter(mandate__in=mandates).values_list("mandate_id", "period_first"))
    found = []
    for mandate in mandates:
        for period in mandate.periods():
            if period.first > today:
                break
            there = reports.get((mandate.pk, code, period.first))
            made = there or Report(
                mandate=mandate,
                community=code,
                period_first=period.first,
                period_last=period.last,
                due=period.due,
                state="",
            )
            made.mandate = mandate
            found.append(_asked(made, there is not None, (mandate.pk, period.first) in closed, today))
    return tuple(sorted(found, key=_urgency))


def _urgency(row: Asked) -> tuple[bool, date, str]:
    is_done = row.lock is not None
    return is_done, row.due, row.title


def to_approve(scope: Scope, *, today: date) -> tuple[Asked, ...]:
    """What communities have sent and the sub-district has not decided on, the oldest first. Two queries."""
    rows = _counted(Report.objects.in_scope(scope).filter(state=State.SENT)).order_by(
        "due", "community", "id"
    )
    return tuple(_asked(one, True, False, today) for one in rows[:SHOWN])


def passed_on(scope: Scope, *, today: date) -> tuple[Asked, ...]:
    """What a sub-district has passed on, the newest first. One query."""
    rows = _counted(Report.objects.in_scope(scope).filter(state__in=[State.APPROVED, State.ACCEPTED]))
    return tuple(_asked(one, True, False, today) for one in rows.order_by("-due", "community", "id")[:SHOWN])


@dataclass(frozen=True, slots=True)
class PeriodStand:
    """A period of a department's request: how many communities were asked, and how far they are."""

    mandate: UUID
    title: str
    control_number: str
    first: date
    last: date
    due: date
    asked: int
    filled: int
    with_street: int
    arrived: int
    accepted: int
    sent_back: int
    late: int
    is_closed: bool

    @property
    def outstanding(self) -> int:
        """Communities from which nothing has arrived yet."""
        return self.asked - self.arrived


def stands_of(by: Actor, *, today: date) -> tuple[PeriodStand, ...]:
    """Where the requests of the acting post's department stand, the newest period first."""
    post = Post.objects.filter(pk=by.post_id).first() if by.post_id else None
    if post is None or by.role != Role.DEPARTMENT:
        return ()
    asked = Mandate.objects.filter(
        body_id=post.body_id, state__in=ADMITTED, form__isnull=False, starts_date__lte=today
    ).prefetch_related("places")
    mandates = list(asked.order_by("-starts_date", "id")[:SHOWN])
    communities = _communities(mandates, today)
    rows = (
        Report.objects.in_scope(Scope(""))
        .filter(mandate__in=mandates)
        .order_by()
        .values("mandate_id", "period_first")
        .annotate(
            filled=Count("id"),
            with_street=Count("id", filter=Q(state=State.SENT)),
            arrived=Count("id", filter=Q(state__in=[State.APPROVED, State.ACCEPTED])),
            accepted=Count("id", filter=Q(state=State.ACCEPTED)),
            sent_back=Count("id", filter=Q(state=State.SENT_BACK)),
            late=Count("id", filter=Q(first_sent_at__date__gt=F("due"))),
        )
    )
    counts = {
        (row["mandate_id"], row["period_first"]): {name: row[name] for name in KINDS}  # type: ignore[literal-required]
        for row in rows
    }
    closed = set(ClosedPeriod.objects.filter(mandate__in=mandates).values_list("mandate_id", "period_first"))
    none = dict.fromkeys(KINDS, 0)
    found = [
        PeriodStand(
            mandate=one.pk,
            title=one.title,
            control_number=one.control_number or "",
            first=period.first,
            last=period.last,
            due=period.due,
            asked=len(communities[one.pk]),
            is_closed=(one.pk, period.first) in closed,
            **counts.get((one.pk, period.first), none),
        )
        for one in mandates
        for period in one.periods()
        if period.first <= today
    ]
    return tuple(sorted(found, key=lambda row: (-row.due.toordinal(), row.title)))


def _communities(mandates: Sequence[Mandate], today: date) -> dict[UUID, tuple[str, ...]]:
    """The communities that each mandate asks; places that several ask are looked up once."""
    under: dict[str, tuple[str, ...]] = {}
    found = {}
    for one in mandates:
        codes: dict[str, None] = {}
        for place in one.places.all():
            if place.approved:
                if place.prefix not in under:
                    rows = territory.communities(place.prefix, today)
                    under[place.prefix] = tuple(row.code for row in rows)
                codes.update(dict.fromkeys(under[place.prefix]))
        found[one.pk] = tuple(codes)
    return found


def missing_places(mandate_id: UUID, first: date, *, today: date) -> tuple[str, ...]:
    """The communities from which nothing was ever sent for a period, by name."""
    mandates = list(Mandate.objects.filter(pk=mandate_id).prefetch_related("places"))
    asked = {code for codes in _communities(mandates, today).values() for code in codes}
    there = Report.objects.in_scope(Scope("")).filter(
        mandate_id=mandate_id, period_first=first, sent_number__gt=0
    )
    missing = sorted(asked - set(there.values_list("community", flat=True)))
    names = territory.names(missing, today)
    return tuple(names.get(code, code) for code in missing)


def with_places(rows: Sequence[Asked], today: date) -> list[tuple[Asked, str]]:
    """Each return with the name of its community. One query."""
    names = territory.names({row.community for row in rows}, today) if rows else {}
    return [(row, names.get(row.community, row.community)) for row in rows]


def place_name(code: str, on: date) -> str:
    """The name of a community on a day."""
    return territory.names([code], on).get(code, code)


def is_of_communities(mandate_id: UUID) -> bool:
    """Whether the rows of a request's form are communities."""
    found = Mandate.objects.select_related("form").filter(pk=mandate_id).first()
    if found is None or found.row_scope is None:
        return found is not None and found.form is not None and found.form.row_unit == Unit.PLACE
    return found.row_scope.unit is Unit.PLACE


def labels(mandate: Mandate) -> dict[int, str]:
    """Position on the form -> label."""
    return dict(FormField.objects.filter(form=mandate.form).values_list("position", "label"))


def is_long(code: str) -> bool:
    """Whether filling takes longer than somebody waits at a page: told by how many people live there."""
    return Person.objects.in_scope(Scope(code)).filter(status__in=LIVING_HERE).count() > LONG


def arrived(mandate_id: UUID, first: date, *, today: date) -> tuple[Asked, ...]:
    """The returns of one period of a request of which a version was approved, by community. One query."""
    passed = ReportStep.objects.filter(report=OuterRef("pk"), step=Step.APPROVE).order_by()
    rows = _counted(
        Report.objects.in_scope(Scope("")).filter(Exists(passed), mandate_id=mandate_id, period_first=first)
    )
    return tuple(_asked(one, True, False, today) for one in rows.order_by("community")[:SHOWN])


def _reports(rows: QuerySet[Report]) -> dict[tuple[UUID, str, date], Report]:
    return {(one.mandate_id, one.community, one.period_first): one for one in _counted(rows).order_by("id")}


def _counted(rows: QuerySet[Report]) -> QuerySet[Report]:
    """With the cells of the last filling."""
    last = Filling.objects.filter(report=OuterRef("pk"), number=OuterRef("number")).order_by()
    counts = {f"last_{name}": Subquery(last.values(name)[:1]) for name in COUNTS}
    return rows.select_related("mandate__body").annotate(**counts)


def _asked(one: Report, is_there: bool, is_closed: bool, today: date) -> Asked:
    told = vars(one)
    sent = local_day(one.first_sent_at) if one.first_sent_at else None
    return Asked(
        mandate=one.mandate_id,
        title=one.mandate.title,
        body=one.mandate.body.name,
        control_number=one.mandate.control_number or "",
        community=one.community,
        first=one.period_first,
        last=one.period_last,
        due=one.due,
        report=one.pk if is_there else None,
        state=State(one.state) if is_there else None,
        timeliness=rules.timeliness(one.due, sent, today),
        lock=rules.lock_of(one, today, is_closed=is_closed),
        rows=told.get("last_rows_count") or 0,
        **{name: told.get(f"last_{name}") or 0 for name in COUNTS[1:]},
    )


def due_days(rows: Iterable[Asked]) -> dict[date, list[Asked]]:
    """The calendar: what is due on which day, in order."""
    found: dict[date, list[Asked]] = {}
    for row in sorted(rows, key=lambda one: (one.due, one.title)):
        found.setdefault(row.due, []).append(row)
    return found
