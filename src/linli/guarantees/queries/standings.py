"""Communities on the scoreboard: sorted, filtered, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.guarantees.models import Standing
from linli.guarantees.states import FindingState, Guarantee

T = TypeVar("T")
PAGE_SIZE = 45  # the communities of one district of the usual size; rendering a row costs half a millisecond
_BY_GUARANTEE = {guarantee.value: (f"{guarantee}_short", f"{guarantee}_unknown") for guarantee in Guarantee}
SORTS: Mapping[str, tuple[str, ...]] = {
    "code": ("division_code",),
    "name": ("name",),
    "short": ("short", "unknown"),
    "unknown": ("unknown", "short"),
    "cost_once": ("cost_once",),
    "cost_yearly": ("cost_yearly",),
    **_BY_GUARANTEE,
}
"""What a list may be sorted by; a minus in front turns it round."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. `number` counts from 1 and is brought into range."""

    rows: tuple[T, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class StandingFilters:
    """`states`: the state asked for by guarantee; `name`: part of the community's name."""

    states: Mapping[Guarantee, FindingState] = field(default_factory=dict)
    name: str = ""
    handed_in: bool | None = None


@dataclass(frozen=True, slots=True)
class VerdictInfo:
    """One guarantee of one community: how many rules are met, short, unknown, and the first that falls short."""

    guarantee: Guarantee
    state: FindingState
    met: int
    short: int
    unknown: int
    gap: Decimal | None
    rule: str

    @property
    def judged(self) -> int:
        """Rules that apply."""
        return self.met + self.short + self.unknown


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A community's row. Costs in yuan; `cost_unknown` counts gaps that have no price."""

    code: str
    name: str
    sub_district_code: str
    sub_district_name: str
    handed_in: bool
    verdicts: tuple[VerdictInfo, ...]
    short: int
    unknown: int
    cost_once: Decimal
    cost_yearly: Decimal
    cost_unknown: int


def standings(
    campaign_id: UUID,
    *,
    scope: Scope,
    sort: str = "code",
    filters: StandingFilters | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[StandingRow]:
    """Communities in scope. Two queries. Refusals: guarantees.no_such_sort."""
    rows = Standing.objects.in_scope(scope).filter(campaign_id=campaign_id, **_conditions(filters))
    ordered = rows.order_by(*_ordering(sort))
    total = rows.count()
    pages = max(1, -(-total // size))
    number = min(max(1, page), pages)
    found = ordered[(number - 1) * size : number * size]
    return Page(tuple(_row(values) for values in found.values()), number, pages, total)


def standing(campaign_id: UUID, code: str) -> StandingRow | None:
    """One community. One query."""
    values = Standing.objects.filter(campaign_id=campaign_id, division_code=code).values().first()
    return _row(values) if values else None


def _conditions(filters: StandingFilters | None) -> dict[str, Any]:
    if filters is None:
        return {}
    conditions: dict[str, Any] = {
        f"{guarantee}_state": str(state) for guarantee, state in filters.states.items()
    }
    if filters.name:
        conditions["name__contains"] = filters.name
    if filters.handed_in is not None:
        conditions["handed_in"] = filters.handed_in
    return conditions


def _ordering(sort: str) -> tuple[str, ...]:
    name, sign = sort.removeprefix("-"), "-" if sort.startswith("-") else ""
    if name not in SORTS:
        raise Refusal("guarantees.no_such_sort", _("不能按这一列排序。"), _("请点列名排序。"))
    return (*(f"{sign}{column}" for column in SORTS[name]), "division_code")


def _row(values: Mapping[str, Any]) -> StandingRow:
    verdicts = tuple(
        VerdictInfo(
            guarantee,
            FindingState(values[f"{guarantee}_state"]),
            values[f"{guarantee}_met"],
            values[f"{guarantee}_short"],
            values[f"{guarantee}_unknown"],
            values[f"{guarantee}_gap"],
            values[f"{guarantee}_rule"],
        )
        for guarantee in Guarantee
    )
    return StandingRow(
        code=values["division_code"],
        name=values["name"],
        sub_district_code=values["sub_district_code"],
        sub_district_name=values["sub_district_name"],
        handed_in=values["handed_in"],
        verdicts=verdicts,
        short=values["short"],
        unknown=values["unknown"],
        cost_once=values["cost_once"],
        cost_yearly=values["cost_yearly"],
        cost_unknown=values["cost_unknown"],
    )
