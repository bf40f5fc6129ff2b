"""Districts' own values as the record tells them: what holds, and who wrote what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.core.policy import Document, Entry, PackError, Rule, Term, parse_term
from linli.policies.models import PolicyOverride
from linli.policies.states import OverrideKind

DISTRICT_PACK = "district"
"""What answers say in place of a pack's name when the value is a district's own."""


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """One value of the record with its end, for the rule's page. `valid_to` is the end in effect."""

    id: UUID
    division_code: str
    term: Term
    document: Document
    valid_from: date
    valid_to: date | None
    why: str
    recorded_at: datetime
    recorded_label: str
    withdrawn_at: datetime | None
    withdrawn_label: str
    withdrawn_why: str

    @property
    def never_held(self) -> bool:
        """True for a value withdrawn from its first day on."""
        return self.valid_to is not None and self.valid_to <= self.valid_from


def effective_entries(rules: Mapping[str, Rule], *, known_at: datetime | None = None) -> tuple[Entry, ...]:
    """What the record says holds, as known at a moment (None: now), ready for the rulebook.

    Raises PackError(unknown_rule) when a rule somebody has set a value for is no longer defined.
    """
    rows = PolicyOverride.objects.order_by("division_code", "rule", "position")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return tuple(entries_of(rows, rules))


def entries_of(rows: Iterable[PolicyOverride], rules: Mapping[str, Rule]) -> Iterable[Entry]:
    """The values among the rows, each cut where a withdrawal among the rows ends it."""
    all_rows = list(rows)
    ends = {row.withdraws_id: row.valid_to for row in all_rows if row.kind == OverrideKind.WITHDRAWAL}
    for row in all_rows:
        if row.kind != OverrideKind.VALUE:
            continue
        if row.rule not in rules:
            raise PackError("unknown_rule", f"PolicyOverride {row.pk}", row.rule)
        valid_to = ends.get(row.pk, row.valid_to)
        valid_from, term = written(row)
        if valid_to is not None and valid_to <= valid_from:
            continue  # withdrawn from its first day on: it never held
        yield Entry(
            rule=row.rule,
            term=parse_term(term, rules[row.rule], f"PolicyOverride {row.pk}"),
            document=document_of(row),
            scope=row.division_code,
            pack=DISTRICT_PACK,
            valid_from=valid_from,
            valid_to=valid_to,
        )


def written(row: PolicyOverride) -> tuple[date, Mapping[str, Any]]:
    """First day and value of a row of kind value: a constraint of the table sees to it that both are there."""
    if row.valid_from is None or row.term is None:
        raise ValueError(f"PolicyOverride {row.pk} is no value")
    return row.valid_from, row.term


def document_of(row: PolicyOverride) -> Document:
    """The document a row names."""
    return Document(row.document_name, row.document_number, row.document_article, row.document_issuer)


def override_rows(rule: Rule, place: str) -> tuple[OverrideRow, ...]:
    """All values districts have set for the rule in places that hold `place` or lie in it, newest first."""
    rows = (
        PolicyOverride.objects.filter(rule=rule.code, kind=OverrideKind.VALUE)
        .select_related("withdrawn_by")
        .order_by("-recorded_at", "-id")
    )
    near = (row for row in rows if place.startswith(row.division_code) or row.division_code.startswith(place))
    return tuple(_row(row, rule) for row in near)


def _row(row: PolicyOverride, rule: Rule) -> OverrideRow:
    end: PolicyOverride | None = getattr(row, "withdrawn_by", None)
    valid_from, term = written(row)
    return OverrideRow(
        id=row.pk,
        division_code=row.division_code,
        term=parse_term(term, rule, f"PolicyOverride {row.pk}"),
        document=document_of(row),
        valid_from=valid_from,
        valid_to=end.valid_to if end else row.valid_to,
        why=row.why,
        recorded_at=row.recorded_at,
        recorded_label=row.recorded_label,
        withdrawn_at=end.recorded_at if end else None,
        withdrawn_label=end.recorded_label if end else "",
        withdrawn_why=end.why if end else "",
    )


def override_to_withdraw(override_id: UUID, by: Actor) -> PolicyOverride | None:
    """The value inside the actor's scope; None when it is not there."""
    found: PolicyOverride | None = (
        PolicyOverride.objects.in_scope(by.scope)
        .filter(pk=override_id, kind=OverrideKind.VALUE)
        .select_related("withdrawn_by")
        .first()
    )
    return found
