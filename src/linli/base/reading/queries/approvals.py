"""Approvals: those that let somebody read now, those to decide, those one has asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import Approval, ApprovalSubject
from linli.base.reading.states import ApprovalKind, Guarded, Stage, Verdict


@dataclass(frozen=True, slots=True)
class Grant:
    """An approval in force: what it lets its holder read. `people` and `elements` are empty for a standing one."""

    id: UUID
    kind: str
    place: str
    classes: frozenset[str]
    elements: frozenset[str]
    people: frozenset[UUID]

    def lets_read(
        self, subject: UUID, place: str, needed: frozenset[Guarded], elements: Iterable[str]
    ) -> bool:
        """Whether it covers one subject with all the classes that need an approval."""
        if not {str(one) for one in needed} <= self.classes:
            return False
        if self.kind == ApprovalKind.STANDING:
            return rules.reaches(self.place, place)
        return subject in self.people and set(elements) <= self.elements


def grants_of(by: Actor, purpose: str, day: date, subjects: Iterable[UUID]) -> tuple[Grant, ...]:
    """The approvals that the account holds in its post for a purpose on a day; people only out of `subjects`."""
    rows = (
        Approval.objects.filter(
            account_id=by.account_id or rules.NOBODY, post_id=by.post_id or rules.NOBODY, purpose=purpose
        )
        .filter(decision__verdict=Verdict.GRANTED, valid_from__lte=day, decision__valid_to__gt=day)
        .filter(end__isnull=True)
        .order_by("id")
        .values_list("id", "kind", "place", "classes", "elements")
    )
    found = list(rows)
    singles = [row[0] for row in found if row[1] == ApprovalKind.SINGLE]
    people: dict[UUID, set[UUID]] = {}
    if singles:
        named = ApprovalSubject.objects.filter(approval_id__in=singles, subject__in=list(subjects))
        for approval_id, subject in named.values_list("approval_id", "subject").order_by("id"):
            people.setdefault(approval_id, set()).add(subject)
    return tuple(
        Grant(id_, kind, place, frozenset(classes), frozenset(elements), frozenset(people.get(id_, ())))
        for id_, kind, place, classes, elements in found
    )


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """An approval on a list."""

    id: UUID
    kind: ApprovalKind
    label: str
    place: str
    purpose: str
    classes: tuple[Guarded, ...]
    elements: tuple[str, ...]
    people: tuple[UUID, ...]
    reason: str
    asked_at: datetime
    valid_from: date
    valid_to: date
    stage: Stage
    decided_label: str
    decided_why: str


def approvals_to_decide(by: Actor) -> tuple[ApprovalLine, ...]:
    """What waits for a decision that `by` may take, oldest first."""
    roles = rules.supervised_roles(by.role)
    rows = (
        Approval.objects.in_scope(by.scope)
        .filter(decision__isnull=True, role__in=roles)
        .exclude(account_id=by.account_id or rules.NOBODY)
        .order_by("asked_at", "id")
    )
    return _lines(rows, date.min)


def own_approvals(by: Actor, today: date) -> tuple[ApprovalLine, ...]:
    """What the account has asked for, latest first."""
    rows = Approval.objects.filter(account_id=by.account_id or rules.NOBODY).order_by("-asked_at", "-id")
    return _lines(rows[:100], today)


def approval_seen_by(approval_id: UUID, by: Actor, today: date) -> tuple[ApprovalLine, bool]:
    """One approval and whether `by` decides on it: one's own, or one of a supervised post. NotFound otherwise."""
    rows = Approval.objects.filter(pk=approval_id)
    row = rows.first()
    decides = row is not None and rules.supervises(by, row.role, row.place, row.account_id)
    if row is None or not (decides or row.account_id == by.account_id):
        raise NotFound("reading.no_approval", _("没有找到这份申请，或者它不在您的管辖范围内。"))
    return _lines(rows, today)[0], decides


def standing_in(by: Actor, today: date) -> tuple[ApprovalLine, ...]:
    """Approvals of supervised posts that are in force, for taking them back."""
    rows = (
        Approval.objects.in_scope(by.scope)
        .filter(role__in=rules.supervised_roles(by.role), decision__verdict=Verdict.GRANTED)
        .filter(end__isnull=True, decision__valid_to__gt=today)
        .order_by("label", "-asked_at", "id")
    )
    return _lines(rows[:200], today)


def _lines(rows: QuerySet[Approval], today: date) -> tuple[ApprovalLine, ...]:
    found = list(
        rows.annotate(
            verdict=F("decision__verdict"),
            until=F("decision__valid_to"),
            decided_label=F("decision__label"),
            decided_why=F("decision__why"),
            ended_at=F("end__ended_at"),
        )
    )
    people: dict[UUID, list[UUID]] = {}
    named = ApprovalSubject.objects.filter(approval_id__in=[row.id for row in found]).order_by("id")
    for approval_id, subject in named.values_list("approval_id", "subject"):
        people.setdefault(approval_id, []).append(subject)
    return tuple(_line(row, tuple(people.get(row.id, ())), today) for row in found)


def _line(row: Approval, people: tuple[UUID, ...], today: date) -> ApprovalLine:
    told = vars(row)
    return ApprovalLine(
        id=row.id,
        kind=ApprovalKind(row.kind),
        label=row.label,
        place=row.place,
        purpose=row.purpose,
        classes=tuple(Guarded(one) for one in row.classes),
        elements=tuple(row.elements),
        people=people,
        reason=row.reason,
        asked_at=row.asked_at,
        valid_from=row.valid_from,
        valid_to=told["until"] or row.valid_to,
        stage=_stage(told, row.valid_from, today),
        decided_label=told["decided_label"] or "",
        decided_why=told["decided_why"] or "",
    )


def _stage(told: dict[str, object], valid_from: date, today: date) -> Stage:
    if told["verdict"] is None:
        return Stage.ASKED
    if told["verdict"] == Verdict.REFUSED:
        return Stage.REFUSED
    if told["ended_at"] is not None:
        return Stage.ENDED
    until = told["until"]
    assert isinstance(until, date)
    if today >= until:
        return Stage.EXPIRED
    return Stage.COMING if today < valid_from else Stage.IN_FORCE
