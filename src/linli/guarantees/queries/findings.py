"""Findings: all of one community, or one rule over the communities of a place: the rows behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F

from linli.base.scope import Scope
from linli.guarantees.models import Finding, Standard, Standing
from linli.guarantees.queries.standings import PAGE_SIZE, Page
from linli.guarantees.states import FindingState, Guarantee


@dataclass(frozen=True, slots=True)
class StandardInfo:
    """The document a value stands in, and the day the value holds from."""

    rule: str
    pack: str
    scope: str
    valid_from: date
    minimum: Decimal
    maximum: Decimal
    unit: str
    name: str
    name_en: str
    number: str
    article: str


@dataclass(frozen=True, slots=True)
class FindingInfo:
    """One community held against one rule; see `linli.core.gaps.Finding` for the columns.

    `rows` are (row number from 0, state, short by) of the group the figure rests on.
    """

    division_code: str
    guarantee: Guarantee
    rule: str
    state: FindingState
    sense: str
    unit: str
    actual: Decimal | None
    required: Decimal | None
    required_max: Decimal | None
    short_by: Decimal | None
    over_by: Decimal | None
    standard: StandardInfo | None
    cost_kind: str
    cost: Decimal | None
    cost_waived: Decimal | None
    cost_known: Decimal | None
    cost_offset: Decimal | None
    rows_short: int
    parts: tuple[Mapping[str, Any], ...]
    inputs: Mapping[str, Any]
    missing: tuple[str, ...]
    rows: tuple[tuple[int, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """A community's finding with the names a list shows."""

    name: str
    sub_district_name: str
    finding: FindingInfo


def findings(campaign_id: UUID, code: str) -> tuple[FindingInfo, ...]:
    """Everything held against one community, in order; empty when it has not handed in. One query."""
    rows = Finding.objects.filter(campaign_id=campaign_id, division_code=code)
    return tuple(_info(row) for row in rows.select_related("standard").order_by("position"))


def finding(campaign_id: UUID, code: str, rule: str) -> FindingInfo | None:
    """One community held against one rule; None when it has not handed in. One query."""
    rows = Finding.objects.filter(campaign_id=campaign_id, division_code=code, rule=rule)
    row = rows.select_related("standard").first()
    return _info(row) if row else None


def rows_behind(
    campaign_id: UUID,
    *,
    rule: str,
    scope: Scope,
    state: FindingState | None = None,
    worst_first: bool = True,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[RowsBehind]:
    """The communities behind a figure: one rule in a place, all of them or those in one state. Three queries.

    Communities that have not handed in have no row here; `roll_up` counts them as unknown.
    """
    rows = Finding.objects.in_scope(scope).filter(campaign_id=campaign_id, rule=rule)
    if state is not None:
        rows = rows.filter(state=state)
    total = rows.count()
    pages = max(1, -(-total // size))
    number = min(max(1, page), pages)
    # The two databases do not agree where nothing belongs in an order: say it.
    by_gap = F("short_by").desc(nulls_last=True)
    order = (by_gap, "division_code") if worst_first else ("division_code",)
    found = list(rows.select_related("standard").order_by(*order)[(number - 1) * size : number * size])
    names = {
        code: (name, above)
        for code, name, above in Standing.objects.filter(
            campaign_id=campaign_id, division_code__in=[row.division_code for row in found]
        )
        .order_by("division_code")
        .values_list("division_code", "name", "sub_district_name")
    }
    return Page(
        tuple(RowsBehind(*names[row.division_code], _info(row)) for row in found), number, pages, total
    )


def _info(row: Finding) -> FindingInfo:
    standard = row.standard
    return FindingInfo(
        division_code=row.division_code,
        guarantee=Guarantee(row.guarantee),
        rule=row.rule,
        state=FindingState(row.state),
        sense=row.sense,
        unit=row.unit,
        actual=row.actual,
        required=row.required,
        required_max=row.required_max,
        short_by=row.short_by,
        over_by=row.over_by,
        standard=standard_info(standard) if standard else None,
        cost_kind=row.cost_kind,
        cost=row.cost,
        cost_waived=row.cost_waived,
        cost_known=row.cost_known,
        cost_offset=row.cost_offset,
        rows_short=row.rows_short,
        parts=tuple(row.parts),
        inputs=row.inputs,
        missing=tuple(row.missing),
        rows=tuple((index, state, short_by) for index, state, short_by in row.rows),
    )


def standard_info(row: Standard) -> StandardInfo:
    """A value in force as it was kept when the campaign was held against it."""
    return StandardInfo(
        rule=row.rule,
        pack=row.pack,
        scope=row.scope,
        valid_from=row.valid_from,
        minimum=row.minimum,
        maximum=row.maximum,
        unit=row.unit,
        name=row.document_name,
        name_en=row.document_name_en,
        number=row.document_number,
        article=row.document_article,
    )


def standards_at(campaign_id: UUID, prefix: str) -> dict[str, tuple[StandardInfo, ...]]:
    """The values a campaign was held against in a place, by rule. One query."""
    found: dict[str, list[StandardInfo]] = {}
    rows = Standard.objects.filter(campaign_id=campaign_id).order_by("rule", "minimum", "id")
    for row in rows:
        if prefix.startswith(row.scope) or row.scope.startswith(prefix):
            found.setdefault(row.rule, []).append(standard_info(row))
    return {rule: tuple(held) for rule, held in found.items()}
