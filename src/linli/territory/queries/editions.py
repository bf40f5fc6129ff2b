"""Editions of the list, when each was in force, and what each changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.db.models.query import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.territory.models import Activation, Edition, EditionChange
from linli.territory.queries.entries import entries_in_force
from linli.territory.rules.comparing import Change, differences, findings
from linli.territory.rules.editions import BadRows
from linli.territory.rules.listing import ListFile, read_listing, with_parents
from linli.territory.states import EditionState


@dataclass(frozen=True, slots=True)
class Period:
    """When an edition was, is or will be in force; `valid_to` is exclusive."""

    valid_from: date
    valid_to: date | None
    decided_at: datetime
    decided_by: str
    why: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition with its periods, the earliest first. `change_counts` are divisions by category."""

    id: int
    name: str
    list_date: date | None
    source: str
    state: EditionState
    digest: str
    row_count: int
    level_counts: dict[str, int]
    left_out: dict[str, int]
    compared_with_id: int | None
    compared_with: str
    change_counts: dict[str, int]
    loaded_at: datetime
    loaded_by: str
    periods: tuple[Period, ...]


def _rows(found: Iterable[Edition]) -> tuple[EditionRow, ...]:
    loaded = list(found)
    standing = Activation.objects.filter(Q(valid_to=None) | Q(valid_to__gt=F("valid_from")))
    periods: dict[int, list[Period]] = {}
    for row in standing.filter(edition__in=[one.pk for one in loaded]).order_by("valid_from"):
        period = Period(row.valid_from, row.valid_to, row.decided_at, row.decided_by, row.why)
        periods.setdefault(row.edition_id, []).append(period)
    return tuple(_row(one, tuple(periods.get(one.pk, ()))) for one in loaded)


def _row(edition: Edition, periods: tuple[Period, ...]) -> EditionRow:
    base = edition.compared_with
    return EditionRow(
        id=edition.pk,
        name=edition.name,
        list_date=edition.list_date,
        source=edition.source,
        state=EditionState(edition.state),
        digest=edition.digest,
        row_count=edition.row_count,
        level_counts=edition.level_counts,
        left_out=edition.left_out,
        compared_with_id=base.pk if base else None,
        compared_with=base.name if base else "",
        change_counts=edition.change_counts,
        loaded_at=edition.loaded_at,
        loaded_by=edition.loaded_by,
        periods=periods,
    )


def editions() -> tuple[EditionRow, ...]:
    """All editions but those still loading, the latest first. Two queries."""
    return _rows(
        Edition.objects.exclude(state=EditionState.LOADING).select_related("compared_with").order_by("-pk")
    )


def edition(edition_id: int) -> EditionRow:
    """One edition; `NotFound` when it is not there or still loading. Two queries."""
    found = (
        Edition.objects.filter(pk=edition_id)
        .exclude(state=EditionState.LOADING)
        .select_related("compared_with")
    )
    rows = _rows(found)
    if not rows:
        raise NotFound("territory.no_edition", _("没有这个区划版本。"))
    return rows[0]


def last_loaded() -> EditionRow:
    """The edition loaded last; `NotFound` when there is none. Two queries."""
    rows = editions()
    if not rows:
        raise NotFound("territory.no_edition", _("还没有载入任何区划版本。"), _("请先载入一份清单。"))
    return rows[0]


def edition_in_force(day: date) -> str:
    """The name of the edition in force on that day; "" before the first. One query."""
    standing = Activation.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
    return standing.order_by("-valid_from").values_list("edition__name", flat=True).first() or ""


def changes(edition_id: int, category: str = "", words: str = "") -> QuerySet[EditionChange]:
    """What an edition changes, in order of levels and codes; by category, and by part of a name or code."""
    found = EditionChange.objects.filter(edition_id=edition_id)
    if category:
        found = found.filter(category=category)
    if words:
        found = found.filter(
            Q(old_name__contains=words)
            | Q(new_name__contains=words)
            | Q(old_code__startswith=words)
            | Q(new_code__startswith=words)
        )
    return found.order_by("level", "old_code", "new_code", "id")


def changes_of(code: str) -> tuple[EditionChange, ...]:
    """What activated editions say happened to a division, under its code now or then. One query."""
    activated = Q(edition__state__in=[EditionState.ACTIVE, EditionState.SUPERSEDED])
    found = EditionChange.objects.filter(activated, Q(old_code=code) | Q(new_code=code))
    return tuple(found.select_related("edition").order_by("edition_id", "id"))


def changes_of_list(files: Sequence[ListFile]) -> list[Change]:
    """What a list would change if it were loaded and activated; `BadRows` when it is not sound."""
    listing = read_listing(files)
    if listing.problems:
        raise BadRows(listing.problems)
    return findings(differences(entries_in_force(), with_parents(listing.rows)))
