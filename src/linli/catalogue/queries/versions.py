"""The record behind an element: every version, who proposed it, who decided, when it ended."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from linli.catalogue.models import Decision, ElementVersion, Retirement
from linli.catalogue.states import Origin, Stage, Verdict
from linli.core.elements import Element


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version with what became of it. `changed` names the parts of the record that differ from the one before."""

    id: UUID
    number: int
    stage: Stage
    origin: Origin
    holds_from: date | None
    valid_to: date | None
    why: str
    proposed_at: datetime
    proposed_label: str
    decided_at: datetime | None
    decided_label: str
    decided_why: str
    retired_at: datetime | None
    retired_label: str
    retired_why: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A version that waits for a second person."""

    id: UUID
    element: Element
    number: int
    wished_from: date
    why: str
    proposed_at: datetime
    proposed_label: str
    proposed_by: UUID | None
    changed: tuple[str, ...] = ()


def history(code: str, as_of: date) -> tuple[VersionRow, ...]:
    """All versions of an element, newest first. One query."""
    rows = list(
        ElementVersion.objects.filter(code=code).select_related("decision", "retirement").order_by("number")
    )
    told: list[VersionRow] = []
    later_from: date | None = None
    for place in range(len(rows) - 1, -1, -1):
        row = rows[place]
        decision, retirement = _decision(row), _retirement(row)
        told.append(
            _row(
                row,
                decision,
                retirement,
                later_from,
                as_of,
                _changed(row, rows[place - 1] if place else None),
            )
        )
        if decision is not None and decision.holds_from is not None:
            later_from = decision.holds_from
    return tuple(told)


def _row(
    row: ElementVersion,
    decision: Decision | None,
    retirement: Retirement | None,
    later_from: date | None,
    as_of: date,
    changed: tuple[str, ...],
) -> VersionRow:
    ends = [day for day in (retirement.valid_to if retirement else None, later_from) if day is not None]
    holds_from = decision.holds_from if decision else None
    valid_to = min(ends, default=None) if holds_from is not None else None
    return VersionRow(
        id=row.pk,
        number=row.number,
        stage=_stage(decision, holds_from, valid_to, retirement, as_of),
        origin=Origin(row.origin),
        holds_from=holds_from,
        valid_to=valid_to,
        why=row.why,
        proposed_at=row.proposed_at,
        proposed_label=row.proposed_label,
        decided_at=decision.decided_at if decision else None,
        decided_label=decision.decided_label if decision else "",
        decided_why=decision.why if decision else "",
        retired_at=retirement.retired_at if retirement else None,
        retired_label=retirement.retired_label if retirement else "",
        retired_why=retirement.why if retirement else "",
        changed=changed,
    )


def _stage(
    decision: Decision | None,
    holds_from: date | None,
    valid_to: date | None,
    retirement: Retirement | None,
    as_of: date,
) -> Stage:
    if decision is None:
        return Stage.PROPOSED
    if decision.verdict == Verdict.REJECTED or holds_from is None:
        return Stage.REJECTED
    if as_of < holds_from:
        return Stage.COMING
    if valid_to is None or as_of < valid_to:
        return Stage.IN_FORCE
    return Stage.RETIRED if retirement is not None and retirement.valid_to <= as_of else Stage.REPLACED


def _decision(row: ElementVersion) -> Decision | None:
    return getattr(row, "decision", None)


def _retirement(row: ElementVersion) -> Retirement | None:
    return getattr(row, "retirement", None)


def _changed(row: ElementVersion, before: ElementVersion | None) -> tuple[str, ...]:
    if before is None:
        return ()
    old, new = before.record["property"], row.record["property"]
    return tuple(part for part in new if new[part] != old.get(part))


def open_proposals() -> tuple[Proposal, ...]:
    """Everything that waits for a second person, oldest first. Two queries."""
    rows = list(ElementVersion.objects.filter(decision__isnull=True).order_by("proposed_at", "id"))
    before = _in_use_before(rows)
    return tuple(_proposal(row, before.get(row.code)) for row in rows)


def proposal(version_id: UUID) -> Proposal | None:
    """One that waits; None when there is none, or when it has been decided."""
    row = ElementVersion.objects.filter(pk=version_id, decision__isnull=True).first()
    return _proposal(row, _in_use_before([row]).get(row.code)) if row is not None else None


def _in_use_before(rows: list[ElementVersion]) -> dict[str, dict[str, Any]]:
    """The record of each element's last admitted version."""
    found = (
        ElementVersion.objects.filter(code__in=[row.code for row in rows], decision__verdict=Verdict.ADMITTED)
        .order_by("number")
        .values_list("code", "record")
    )
    return dict(found)


def _proposal(row: ElementVersion, before: dict[str, Any] | None) -> Proposal:
    new = row.record["property"]
    changed = tuple(part for part in new if before and new[part] != before["property"].get(part))
    return Proposal(
        id=row.pk,
        element=row.element(),
        number=row.number,
        wished_from=row.wished_from,
        why=row.why,
        proposed_at=row.proposed_at,
        proposed_label=row.proposed_label,
        proposed_by=row.account_id,
        changed=changed,
    )


def latest_record(code: str) -> ElementVersion | None:
    """The last admitted version of an element, whatever became of it."""
    return (
        ElementVersion.objects.filter(code=code, decision__verdict=Verdict.ADMITTED)
        .select_related("decision", "retirement")
        .order_by("-number")
        .first()
    )
