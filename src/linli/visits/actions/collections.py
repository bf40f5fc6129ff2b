"""Opening collections, and notices to officers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.register.models import Household
from linli.register.states import HouseholdStatus
from linli.visits import refusals, rules
from linli.visits.askable import check_elements
from linli.visits.models import Collection, CollectionTask, Notice
from linli.visits.states import TaskState


@dataclass(frozen=True, slots=True)
class Opened:
    """A collection and how many households it is for."""

    collection_id: UUID
    households: int


def open_collection(
    *,
    place: str,
    department: str,
    title_zh: str,
    title_en: str,
    purpose: str,
    elements: Sequence[str],
    opens_date: date,
    closes_date: date,
    by: Actor,
    at: datetime,
) -> Opened:
    """One task for each household living in a place (a community, its grid, or a larger place).

    Only what the catalogue allows for the purpose may be asked. Raises not_there, purpose_unknown,
    element_not_for_purpose, nothing_to_collect.
    """
    if not rules.may_collect(by, place):
        raise refusals.not_there()
    check_elements(purpose, elements, local_day(at))
    rows = _households(place)
    if not rows or not elements:
        raise refusals.nothing_to_collect()
    with audited(
        by=by, at=at, verb="visits.open_collection", subject="", place=rules.code_of(place)
    ) as entry:
        made = Collection.objects.create(
            district=place[: rules.DISTRICT_DIGITS],
            place=place,
            department=department,
            title_zh=title_zh,
            title_en=title_en,
            purpose=purpose,
            elements=list(dict.fromkeys(elements)),
            opens_date=opens_date,
            closes_date=closes_date,
            created_at=at,
        )
        _make_tasks(made, rows, at)
        entry.subject = f"visits.Collection:{made.pk}"
        entry.detail = {"households": len(rows), "purpose": purpose}
    return Opened(made.pk, len(rows))


def _make_tasks(made: Collection, rows: Sequence[tuple[UUID, str, str]], at: datetime) -> None:
    CollectionTask.objects.bulk_create(
        (
            CollectionTask(
                id=uuid7(),
                district=made.district,
                place=rules.place_of(code, grid),
                collection=made,
                household=household,
                state=TaskState.OPEN,
                changed_at=at,
            )
            for household, code, grid in rows
        ),
        batch_size=500,
    )


def _households(place: str) -> list[tuple[UUID, str, str]]:
    rows = Household.objects.in_scope(Scope(rules.code_of(place))).filter(status=HouseholdStatus.LIVE)
    if rules.grid_of(place):
        rows = rows.filter(grid=rules.grid_of(place))
    return list(rows.order_by("id").values_list("id", "division_code", "grid"))


def publish_notice(
    *, place: str, title: str, text: str, from_date: date, until_date: date, by: Actor, at: datetime
) -> UUID:
    """A message to all officers of a place. Raises not_there."""
    if not rules.may_collect(by, place):
        raise refusals.not_there()
    with audited(by=by, at=at, verb="visits.publish_notice", subject="", place=rules.code_of(place)) as entry:
        made = Notice.objects.create(
            district=place[: rules.DISTRICT_DIGITS],
            place=place,
            title=title,
            text=text,
            from_date=from_date,
            until_date=until_date,
            created_at=at,
        )
        entry.subject = f"visits.Notice:{made.pk}"
    return made.pk
