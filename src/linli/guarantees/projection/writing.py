"""Replacing rows of the room's tables. The caller holds the transaction and the scoreboard's lock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add
from uuid import UUID

from linli.base.scope import prefix_range
from linli.core.gaps import RollUp, roll_up
from linli.core.gaps import Tally as Sum
from linli.guarantees.models import Finding, Standard, Standing, Tally
from linli.guarantees.projection.bulk import insert
from linli.guarantees.projection.reading import Assessed
from linli.guarantees.projection.rows import (
    SUMS,
    StandardKey,
    finding_rows,
    held_by,
    standard_key,
    standard_row,
    standing_row,
    sum_of,
    tally_rows,
)

SUB_DISTRICT_DIGITS = 9
HIGHER = (6, 4, 2, 0)


def clear(campaign_id: UUID) -> None:
    """Remove everything of a campaign."""
    Finding.objects.filter(campaign_id=campaign_id).delete()
    Standing.objects.filter(campaign_id=campaign_id).delete()
    Tally.objects.filter(campaign_id=campaign_id).delete()
    Standard.objects.filter(campaign_id=campaign_id).delete()


def clear_sub_districts(campaign_id: UUID, sub_districts: Iterable[str]) -> None:
    """Remove the communities and tallies of some sub-districts."""
    for code in sub_districts:
        inside = prefix_range("division_code", code)
        Finding.objects.filter(campaign_id=campaign_id, **inside).delete()
        Standing.objects.filter(campaign_id=campaign_id, **inside).delete()
        Tally.objects.filter(campaign_id=campaign_id, prefix=code).delete()


def write_communities(campaign_id: UUID, everyone: Sequence[Assessed], revision: int) -> None:
    """Findings, standings, and the tallies of the sub-districts, whose communities must all be among them."""
    standards = _standards(campaign_id, everyone)
    insert(Standing, (standing_row(campaign_id, one, revision) for one in everyone))
    insert(Finding, (row for one in everyone for row in finding_rows(campaign_id, one, standards)))
    below: dict[str, list[Assessed]] = defaultdict(list)
    for one in everyone:
        below[one.code[:SUB_DISTRICT_DIGITS]].append(one)
    sums = {prefix: roll_up(one.assessment for one in members) for prefix, members in sorted(below.items())}
    _write_tallies(campaign_id, sums)


def write_higher(campaign_id: UUID, prefixes: Iterable[str] | None = None) -> None:
    """Add sub-districts up to districts, cities, provinces and the whole; only above `prefixes` when given."""
    lower = SUB_DISTRICT_DIGITS
    touched = None if prefixes is None else set(prefixes)
    for length in HIGHER:
        parents = None if touched is None else {prefix[:length] for prefix in touched}
        sums = _added_up(campaign_id, lower, length, parents)
        Tally.objects.filter(campaign_id=campaign_id, prefix__in=sorted(sums)).delete()
        _write_tallies(campaign_id, sums)
        touched, lower = parents, length


def _write_tallies(campaign_id: UUID, sums: Mapping[str, RollUp]) -> None:
    rows = (row for prefix in sorted(sums) for row in tally_rows(campaign_id, prefix, sums[prefix]))
    insert(Tally, rows)


def _added_up(campaign_id: UUID, lower: int, length: int, parents: set[str] | None) -> dict[str, RollUp]:
    totals: dict[str, RollUp] = {}
    for parent in sorted(parents) if parents is not None else [None]:
        parts = _parts(campaign_id, lower, parent)
        by_parent: dict[str, list[RollUp]] = defaultdict(list)
        for prefix, part in parts.items():
            by_parent[prefix[:length]].append(part)
        totals |= {prefix: reduce(add, many) for prefix, many in by_parent.items()}
    return totals


def _parts(campaign_id: UUID, digits: int, parent: str | None) -> dict[str, RollUp]:
    rows = Tally.objects.filter(campaign_id=campaign_id, **(prefix_range("prefix", parent) if parent else {}))
    tallies: dict[str, dict[tuple[str, str], Sum]] = defaultdict(dict)
    counts: dict[str, int] = {}
    found = rows.order_by("prefix", "id").values_list("prefix", "guarantee", "rule", "communities", *SUMS)
    for prefix, guarantee, rule, communities, *values in found:
        if len(prefix) == digits:
            tallies[prefix][guarantee, rule] = sum_of(tuple(values))
            counts[prefix] = communities
    return {prefix: RollUp(counts[prefix], held) for prefix, held in tallies.items()}


def _standards(campaign_id: UUID, everyone: Iterable[Assessed]) -> dict[StandardKey, UUID]:
    rows = Standard.objects.filter(campaign_id=campaign_id).order_by("id")
    columns = ("rule", "pack", "scope", "valid_from", "document_name", "minimum", "maximum")
    known: dict[StandardKey, UUID] = {row[:-1]: row[-1] for row in rows.values_list(*columns, "id")}
    fresh: dict[StandardKey, Standard] = {}
    for one in everyone:
        for found in one.assessment.findings:
            held = held_by(found)
            if held is not None and (key := standard_key(held)) not in known and key not in fresh:
                fresh[key] = standard_row(campaign_id, held)
    Standard.objects.bulk_create(fresh.values())
    return known | {key: row.pk for key, row in fresh.items()}
