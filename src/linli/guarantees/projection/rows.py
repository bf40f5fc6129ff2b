"""Results of the engine as rows of the room's tables."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from linli.core.gaps import CostPart, RollUp
from linli.core.gaps import Finding as Found
from linli.core.gaps import Tally as Sum
from linli.core.policy import Document, HeldValue
from linli.guarantees.models import Standard
from linli.guarantees.projection.reading import Assessed

Row = dict[str, Any]
StandardKey = tuple[str, str, str, date, str, Decimal, Decimal]
DISTRICT_DIGITS = 6


def standard_key(held: HeldValue) -> StandardKey:
    """What tells one value in force from another."""
    document = held.document.name
    return held.rule, held.pack, held.scope, held.valid_from, document, held.minimum, held.maximum


def standard_row(campaign_id: UUID, held: HeldValue) -> Standard:
    """The value's document, kept as it is now."""
    return Standard(
        campaign_id=campaign_id,
        rule=held.rule,
        pack=held.pack,
        scope=held.scope,
        valid_from=held.valid_from,
        minimum=held.minimum,
        maximum=held.maximum,
        unit=held.unit,
        document_name=held.document.name,
        document_name_en=held.document.name_en,
        document_number=held.document.number,
        document_article=held.document.article,
    )


def held_by(found: Found) -> HeldValue | None:
    """The value a finding was held against; the room's rules all come from the rulebook."""
    return cast("HeldValue | None", found.standard)


def finding_rows(campaign_id: UUID, one: Assessed, standards: Mapping[StandardKey, UUID]) -> Iterator[Row]:
    """One row of `Finding` per rule; none for a community that has not handed in."""
    if one.handed_in:
        for position, found in enumerate(one.assessment.findings):
            yield _finding_row(campaign_id, one, position, found, standards)


def _finding_row(
    campaign_id: UUID, one: Assessed, position: int, found: Found, standards: Mapping[StandardKey, UUID]
) -> Row:
    held, cost = held_by(found), found.cost
    return {
        "campaign_id": campaign_id,
        "district": one.district,
        "division_code": one.code,
        "guarantee": str(found.guarantee),
        "rule": found.rule,
        "position": position,
        "state": str(found.state),
        "sense": str(found.sense),
        "unit": found.unit,
        "actual": found.actual,
        "required": found.required,
        "required_max": found.required_max,
        "short_by": found.short_by,
        "over_by": found.over_by,
        "standard_id": standards[standard_key(held)] if held else None,
        "cost_kind": str(cost.kind) if cost else "",
        "cost": cost.amount if cost else None,
        "cost_waived": cost.waived if cost else None,
        "cost_known": cost.known if cost else None,
        "cost_offset": cost.offset if cost else None,
        "rows_short": found.rows_short,
        "parts": [_part(part) for part in cost.parts] if cost else [],
        "inputs": {code: plain(value) for code, value in found.inputs if value is not None},
        "missing": list(found.missing),
        "rows": [[row.index, str(row.state), plain(row.short_by)] for row in found.rows],
    }


def _part(part: CostPart) -> dict[str, Any]:
    document = cast("Document | None", part.document)
    return {
        "code": part.code,
        "quantity": plain(part.quantity),
        "unit": part.unit,
        "price": plain(part.price),
        "amount": plain(part.amount),
        "document": document.name if document else "",
        "document_en": document.name_en if document else "",
        "waivable": part.waivable,
        "offset": part.offset,
    }


def plain(value: Any) -> Any:
    """A value as JSON keeps it: figures and days as text, so that nothing is rounded."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    return value.isoformat() if isinstance(value, date) else value


def standing_row(campaign_id: UUID, one: Assessed, revision: int) -> Row:
    """The community's row on the scoreboard (`Standing`)."""
    verdicts = one.assessment.verdicts
    row: Row = {
        "campaign_id": campaign_id,
        "district": one.district,
        "division_code": one.code,
        "name": one.name,
        "sub_district_code": one.sub_district_code,
        "sub_district_name": one.sub_district_name,
        "handed_in": one.handed_in,
        "short": sum(verdict.short for verdict in verdicts),
        "unknown": sum(verdict.unknown for verdict in verdicts),
        "cost_once": sum((verdict.cost_once for verdict in verdicts), Decimal(0)),
        "cost_yearly": sum((verdict.cost_yearly for verdict in verdicts), Decimal(0)),
        "cost_unknown": sum(verdict.cost_unknown for verdict in verdicts),
        "revision": revision,
    }
    for verdict in verdicts:
        name, headline = str(verdict.guarantee), verdict.headline
        row[f"{name}_state"] = str(verdict.state)
        row[f"{name}_met"] = verdict.met
        row[f"{name}_short"] = verdict.short
        row[f"{name}_unknown"] = verdict.unknown
        row[f"{name}_gap"] = headline.short_by if headline else None
        row[f"{name}_rule"] = headline.rule if headline else ""
    return row


SUMS = (
    "met",
    "short",
    "unknown",
    "not_applicable",
    "actual_sum",
    "actual_count",
    "nothing",
    "lowest",
    "short_sum",
    "rows_short",
    "cost_once",
    "cost_once_waived",
    "cost_yearly",
    "cost_offset",
    "cost_unknown",
)


def tally_rows(campaign_id: UUID, prefix: str, total: RollUp) -> Iterator[Row]:
    """One row of `Tally` per guarantee and per rule."""
    for (guarantee, rule), tally in total.tallies.items():
        yield {
            "campaign_id": campaign_id,
            "district": prefix[:DISTRICT_DIGITS] if len(prefix) >= DISTRICT_DIGITS else "",
            "prefix": prefix,
            "guarantee": guarantee,
            "rule": rule,
            "communities": total.communities,
            **{name: getattr(tally, name) for name in SUMS},
        }


def sum_of(values: tuple[Any, ...]) -> Sum:
    """A stored tally as the engine adds it up; `values` in the order of `SUMS`."""
    return Sum(**dict(zip(SUMS, values, strict=True)))
