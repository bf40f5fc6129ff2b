"""Figures of a day on the boundaries of that day, and the same figures on the boundaries of another plan."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from linli.base.scope import Scope
from linli.core.gridding import Units
from linli.core.gridding.units import Whole
from linli.grids.arrays import NUMBERS, in_no_grid, unpack_labels
from linli.grids.corrected import units_for
from linli.grids.counting import NOWHERE, Given, Shares, give, summed_by, unpack
from linli.grids.former import former_of
from linli.grids.graphs import codes_of, units_of
from linli.grids.models import DayCount, GridPlan, PlanLabels, PlanTerm
from linli.grids.numbering import final_labels
from linli.grids.queries.terms import terms_on

KEPT = 8


@dataclass(frozen=True, slots=True)
class PastGrid:
    """A grid by its code ("" for what lies in none): `before` on the boundaries of the day, `after` on those of the
    plan, in the order of `MEASURES`; None where there is no such grid."""

    code: str
    before: tuple[int, ...] | None
    after: tuple[int, ...] | None

    def difference(self, measure: int) -> int:
        """How much more the grid holds under the plan."""
        was, now = (0 if row is None else row[measure] for row in (self.before, self.after))
        return now - was


@dataclass(frozen=True, slots=True)
class PastFigures:
    """All grids in order of their codes. `counted` are the days on which the figures were counted, the first and the
    last one; `split` households were shared out by homes, since their building's homes lie in several grids."""

    grids: tuple[PastGrid, ...]
    counted: tuple[date, date]
    split: int
    total: tuple[int, ...]


def count_days(place: str) -> tuple[date, ...]:
    """Days on which something was counted in a place, the latest first."""
    rows = DayCount.objects.in_scope(Scope(place)).order_by("-day").values_list("day", flat=True).distinct()
    return tuple(rows)


def counts_on(place: str, day: date) -> QuerySet[DayCount]:
    """The latest count of each community up to a day."""
    later = DayCount.objects.filter(
        community=OuterRef("community"), day__gt=OuterRef("day"), day__lte=day
    ).order_by()
    found = DayCount.objects.in_scope(Scope(place)).filter(~Exists(later), day__lte=day)
    return found.order_by("community")


def past_figures(plan: GridPlan, place: str, day: date) -> PastFigures | None:
    """What was counted up to `day`, by grid as it was in force on `day`, and by grid of `plan`.

    Each home is counted in the grid that it lies in under the plan; a draft is numbered as it would be adopted. Only
    communities of the plan inside `place`. None when nothing was counted there.
    """
    codes = set(codes_of(units_of(plan.ground_id)))
    terms = {term.community: term for term in terms_on(place, day).select_related("plan")}
    counts = [one for one in counts_on(place, day) if one.community in codes & terms.keys()]
    if not counts:
        return None
    found = [(one.community, one.ground_id, unpack(one.content)) for one in counts]
    days = sorted(one.day for one in counts)
    return _carried(plan, terms, found, (days[0], days[-1]))


def carried_figures(plan: GridPlan, place: str, day: date, rows: Mapping[str, Whole]) -> PastFigures | None:
    """What another room counted, by grid as it was in force on `day` and by grid of `plan`.

    `rows` are by community: the unit of the ground in force on `day` (-1 for what has none), then columns of whole
    numbers, the second one households. None where no plan was in force.
    """
    codes = set(codes_of(units_of(plan.ground_id)))
    terms = {term.community: term for term in terms_on(place, day).select_related("plan")}
    found = [
        (code, terms[code].plan.ground_id, rows[code]) for code in sorted(rows.keys() & terms.keys() & codes)
    ]
    return _carried(plan, terms, found, (day, day)) if found else None


def _carried(
    plan: GridPlan,
    terms: Mapping[str, PlanTerm],
    found: Sequence[tuple[str, UUID, Whole]],
    days: tuple[date, date],
) -> PastFigures:
    """Rows by community and ground, given to the grids of its term and to those of the plan."""
    plans = {plan.pk: plan} | {terms[community].plan_id: terms[community].plan for community, _, _ in found}
    codes_by = _codes(plans, _labels(plans))
    parts: dict[tuple[UUID, UUID], list[Whole]] = defaultdict(list)
    for community, ground, rows in found:
        parts[(ground, terms[community].plan_id)].append(rows)
    before, after = [], []
    for (ground, term_plan), listed in parts.items():
        together = np.concatenate(listed)
        before.append(give(together, _shares(plans[term_plan], codes_by[term_plan], ground)))
        after.append(give(together, _shares(plan, codes_by[plan.pk], ground)))
    return _joined(before, after, days)


def _labels(plans: Mapping[UUID, GridPlan]) -> dict[UUID, Whole]:
    rows = PlanLabels.objects.filter(pk__in=plans).order_by("plan").values_list("plan", "content")
    return {pk: unpack_labels(content) for pk, content in rows}


def _codes(plans: Mapping[UUID, GridPlan], labels: Mapping[UUID, Whole]) -> dict[UUID, Whole]:
    """The grid code of each unit of these plans, as numbers."""
    return {pk: _codes_of(plan, labels[pk]) for pk, plan in plans.items() if pk in labels}


def _codes_of(plan: GridPlan, labels: Whole) -> Whole:
    units = units_of(plan.ground_id)
    if plan.valid_from is None:
        terms = PlanTerm.objects.filter(community__in=codes_of(units)).count()
        labels = _as_adopted(plan.pk, plan.version, terms)
    made: Whole = np.where(
        in_no_grid(labels), NOWHERE, units.names[labels // NUMBERS] * NUMBERS + labels % NUMBERS
    )
    return made


@lru_cache(maxsize=KEPT)
def _as_adopted(plan_id: UUID, version: int, terms: int) -> Whole:
    """The labels of a draft as adopting it would number them: worked out once for a version and the terms there are."""
    plan = GridPlan.objects.get(pk=plan_id)
    units: Units = units_for(plan)
    labels = unpack_labels(PlanLabels.objects.values_list("content", flat=True).get(pk=plan_id))
    former = former_of(plan, units, date.max)
    numbered = final_labels(units, labels, former.labels, former.used)
    return np.where(in_no_grid(labels), labels, numbered)


def _shares(plan: GridPlan, codes: Whole, ground_id: UUID) -> Shares:
    """In which grids of a plan the homes of the units of a ground lie."""
    if plan.ground_id == ground_id:
        return Shares(np.arange(len(codes)), codes, np.ones(len(codes), np.int64))
    here, there, homes = _same_homes(ground_id, plan.ground_id)
    return _summed(here, codes[there], homes)


def _summed(unit: Whole, code: Whole, homes: Whole) -> Shares:
    pairs, place = np.unique(np.column_stack([unit, code]), axis=0, return_inverse=True)
    return Shares(pairs[:, 0], pairs[:, 1], np.bincount(place.ravel(), homes, len(pairs)).astype(np.int64))


# The latest place of each home on one ground, beside that on the other.
BOTH = """
SELECT a.unit, b.unit, COUNT(*) FROM grids_homeplace a
JOIN grids_homeplace b ON b.ground_id = %s AND b.dwelling = a.dwelling
WHERE a.ground_id = %s
  AND NOT EXISTS (SELECT 1 FROM grids_homeplace k WHERE k.ground_id = a.ground_id AND k.dwelling = a.dwelling
                  AND k.from_date > a.from_date)
  AND NOT EXISTS (SELECT 1 FROM grids_homeplace m WHERE m.ground_id = b.ground_id AND m.dwelling = b.dwelling
                  AND m.from_date > b.from_date)
GROUP BY a.unit, b.unit
"""


def _same_homes(one: UUID, other: UUID) -> tuple[Whole, Whole, Whole]:
    """Units of two grounds that have homes in common, and how many."""
    ids = [key if connection.vendor == "postgresql" else key.hex for key in (other, one)]
    with connection.cursor() as cursor:
        cursor.execute(BOTH, ids)
        rows = np.array(cursor.fetchall(), np.int64).reshape(-1, 3)
    return rows[:, 0], rows[:, 1], rows[:, 2]


def _joined(before: list[Given], after: list[Given], counted: tuple[date, date]) -> PastFigures:
    was, now = _by_code(before), _by_code(after)
    grids = tuple(
        PastGrid(f"{code:015d}" if code else "", was.get(code), now.get(code))
        for code in sorted(was.keys() | now.keys())
    )
    total = np.sum([part.values.sum(axis=0) for part in before], axis=0)
    return PastFigures(grids, counted, sum(part.split for part in after), tuple(total.tolist()))


def _by_code(parts: list[Given]) -> dict[int, tuple[int, ...]]:
    codes, place = np.unique(np.concatenate([part.codes for part in parts]), return_inverse=True)
    values = summed_by(place, np.concatenate([part.values for part in parts]), len(codes))
    return dict(zip(codes.tolist(), map(tuple, values.tolist()), strict=True))
