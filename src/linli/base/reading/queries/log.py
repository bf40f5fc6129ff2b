"""The reading log as the resident sees it, and as alarms count it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import Objection, Reading, ReadingSubject
from linli.base.reading.queries.purposes import PurposeTerms, purposes
from linli.base.reading.states import Act, ObjectionVerdict
from linli.base.scope import Scope

EVERYWHERE = Scope("")


@dataclass(frozen=True, slots=True)
class ResidentsLine:
    """One reading, as the resident is told. `elements` are codes; whoever shows the line names them."""

    reading_id: UUID
    at: datetime
    label: str
    act: Act
    purpose: str
    purpose_terms: PurposeTerms | None
    reason: str
    elements: tuple[str, ...]
    people: int
    was_break_glass: bool
    had_approval: bool
    objected_at: datetime | None
    answer: ObjectionVerdict | None
    answer_words: str


@dataclass(frozen=True, slots=True)
class ResidentsLog:
    """All readings of one resident, latest first. `delayed` are recorded and not shown yet, by their purpose's law."""

    lines: tuple[ResidentsLine, ...]
    delayed: int
    delayed_until: date | None

    @property
    def total(self) -> int:
        """All readings, the delayed ones counted."""
        return len(self.lines) + self.delayed


def readings_of(subjects: Iterable[UUID], today: date) -> ResidentsLog:
    """Who looked at one resident, `subjects` being all pseudonyms the record has had (a merge leaves several)."""
    ids = list(subjects)
    of = ReadingSubject.objects.in_scope(EVERYWHERE).filter(subject__in=ids).order_by()
    rows = Reading.objects.filter(pk__in=of.values("reading_id")).order_by("-at", "-id")
    shown = [row for row in rows if row.told_from <= today]
    later = [row.told_from for row in rows if row.told_from > today]
    terms = {one.code: one for one in purposes()} if shown else {}
    objections = _objections(ids, [row.id for row in shown])
    lines = tuple(_line(row, terms.get(row.purpose), objections.get(row.id)) for row in shown)
    return ResidentsLog(lines, len(later), max(later, default=None))


def _objections(subjects: list[UUID], readings: list[UUID]) -> dict[UUID, Objection]:
    if not readings:
        return {}
    rows = Objection.objects.in_scope(EVERYWHERE).filter(subject__in=subjects, reading_id__in=readings)
    return {row.reading_id: row for row in rows.select_related("answer").order_by("id")}


def _line(row: Reading, terms: PurposeTerms | None, objection: Objection | None) -> ResidentsLine:
    answer = getattr(objection, "answer", None)
    return ResidentsLine(
        reading_id=row.id,
        at=row.at,
        label=row.label,
        act=Act(row.act),
        purpose=row.purpose,
        purpose_terms=terms,
        reason=row.reason,
        elements=tuple(row.elements),
        people=row.subjects,
        was_break_glass=row.break_glass_id is not None,
        had_approval=row.approval_id is not None,
        objected_at=objection.made_at if objection else None,
        answer=ObjectionVerdict(answer.verdict) if answer else None,
        answer_words=answer.words if answer else "",
    )


def subjects_seen_by(by: Actor, since: datetime, subjects: Sequence[UUID]) -> frozenset[UUID]:
    """Those of `subjects` that the account has looked at since a moment: what a reveal rests on."""
    seen = (
        ReadingSubject.objects.in_scope(EVERYWHERE)
        .filter(
            subject__in=list(subjects),
            reading__account_id=by.account_id or rules.NOBODY,
            reading__at__gte=since,
        )
        .order_by()
        .values_list("subject", flat=True)
    )
    return frozenset(seen)


def places_of(reading_id: UUID) -> dict[UUID, str]:
    """The subjects of one reading with their places."""
    rows = ReadingSubject.objects.in_scope(EVERYWHERE).filter(reading_id=reading_id).order_by("id")
    return dict(rows.values_list("subject", "place"))
