"""Rosters: the list, one with its columns and a masked preview, and what its dry run found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models.query import QuerySet

from linli.base.crypto import vault
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.core.elements import Element
from linli.core.rosters import Reason
from linli.register.models import Source
from linli.rosters import rules
from linli.rosters.columns import known_for, of_plain
from linli.rosters.models import Roster
from linli.rosters.planning.model import How
from linli.rosters.reading.findings import Finding
from linli.rosters.reading.findings import of_plain as findings_of
from linli.rosters.states import WITH_FILE, ImportState, RosterKind

SAMPLES = 3
HIDDEN = 8


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One roster in the list."""

    id: UUID
    name: str
    source: str
    kind: RosterKind
    state: ImportState
    as_of: date
    row_count: int
    counts: dict[str, Any]
    label: str
    created_at: datetime
    ran_at: datetime | None


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column with masked samples and the element it is taken for."""

    index: int
    heading: str
    element: str
    reason: Reason
    sure: bool
    banned: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """What a row would add or change. `subject` is whom it is about; `after` is masked, what is held is the gate's."""

    row: int
    subject: UUID | None
    element: str
    how: How
    after: str


@dataclass(frozen=True, slots=True)
class RosterView:
    """One roster for its page."""

    line: RosterLine
    division_code: str
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[ColumnView, ...]
    findings: tuple[Finding, ...]
    differences: tuple[DifferenceLine, ...]
    job_id: UUID | None
    is_own: bool
    leave_out: bool
    undone_why: str
    undone_at: datetime | None
    checked_at: datetime | None


def rosters(scope: Scope) -> QuerySet[Roster]:
    """Rosters brought for places in scope, the latest first; discarded ones are left out."""
    return Roster.objects.in_scope(scope).exclude(state=ImportState.DISCARDED).order_by("-created_at", "-id")


def line_of(row: Roster) -> RosterLine:
    """A row as it is listed."""
    return RosterLine(
        id=row.pk,
        name=row.name,
        source=row.source,
        kind=RosterKind(row.kind),
        state=ImportState(row.state),
        as_of=row.as_of,
        row_count=row.row_count,
        counts=row.counts,
        label=row.label,
        created_at=row.created_at,
        ran_at=row.ran_at,
    )


def sources(language: str) -> dict[str, str]:
    """Names of sources by code, in the order of the table. One query."""
    rows = Source.objects.order_by("id").values_list("code", "name_zh", "name_en")
    return {code: en if language.startswith("en") else zh for code, zh, en in rows}


def roster_view(roster_id: UUID, *, by: Actor, as_of: date) -> RosterView:
    """One roster. Its preview and dry run are for the post that brought it. Raises NotFound outside scope."""
    row = rules.ensure_may_see(Roster.objects.filter(pk=roster_id).first(), by)
    is_own = by.is_system or row.post_id == by.post_id
    known = known_for(RosterKind(row.kind), row.source, as_of)
    shows = is_own and row.state in WITH_FILE
    outcome = vault.open_json(row.pk, "outcome", row.outcome_sealed) if shows and row.outcome_sealed else {}
    return RosterView(
        line=line_of(row),
        division_code=row.division_code,
        sheet=row.sheet,
        sheets=tuple(row.counts.get("sheets", ())),
        columns=_columns(row, known.elements, shows=shows),
        findings=tuple(findings_of(outcome.get("findings", ()))),
        differences=tuple(_difference(one, known.elements) for one in outcome.get("differences", ())),
        job_id=row.job_id,
        is_own=is_own,
        leave_out=row.leave_out,
        undone_why=row.undone_why,
        undone_at=row.undone_at,
        checked_at=row.checked_at,
    )


def elements_to_choose(line: RosterLine, as_of: date) -> dict[str, Element]:
    """The elements that columns of this roster may hold, by code."""
    return dict(known_for(line.kind, line.source, as_of).elements)


def _columns(row: Roster, elements: dict[str, Element] | Any, *, shows: bool) -> tuple[ColumnView, ...]:
    head = vault.open_json(row.pk, "head", row.head_sealed) if shows and row.head_sealed else []
    samples = {line[0]: line[1:] for line in head}
    return tuple(
        ColumnView(
            column.index,
            column.heading,
            column.element,
            column.reason,
            column.sure,
            column.banned,
            () if column.banned else _masked(samples.get(column.index, ()), elements.get(column.element)),
        )
        for column in of_plain(row.columns)
    )


def _masked(values: Sequence[Any], element: Element | None) -> tuple[str, ...]:
    """By the element's own rule; of what nobody has named yet, the first letter."""
    texts = [str(value) for value in values if value is not None and str(value).strip()][:SAMPLES]
    if element is not None:
        return tuple(element.masked(text) for text in texts)
    return tuple(text[0] + "*" * min(len(text) - 1, HIDDEN) for text in texts)


def _difference(one: Sequence[Any], elements: dict[str, Element] | Any) -> DifferenceLine:
    row, subject, code, how, after = one
    element = elements.get(code)
    masked = element.masked(after) if element is not None else ""
    return DifferenceLine(row, UUID(subject) if subject else None, code, How(how), masked)
