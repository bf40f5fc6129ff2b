"""Collections for admitted requests: only what is not known is asked, of whom it is not known, at their own door."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.scope import Scope
from linli.visits import refusals, rules
from linli.visits.askable import check_elements
from linli.visits.models import Collection, CollectionTask
from linli.visits.states import TaskState

Asks = Mapping[str, Sequence[str]]
"""Element -> ids of subjects, as hex."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class HomeAsks:
    """What is to be asked at one household; `place` is its community with the grid."""

    household: UUID
    place: str
    asks: Asks


@dataclass(frozen=True, slots=True)
class Request:
    """The admitted request behind a collection."""

    id: UUID
    control_number: str
    department: str
    title_zh: str
    title_en: str


def open_asking(
    *,
    place: str,
    request: Request,
    purpose: str,
    homes: Iterable[HomeAsks],
    opens_date: date,
    closes_date: date,
    by: Actor,
    at: datetime,
) -> UUID | None:
    """A collection with a task for each of these homes; None where there is nothing to ask.

    Raises not_there, purpose_unknown, element_not_for_purpose, nothing_to_collect (an element that cannot be asked).
    """
    if not rules.may_collect(by, place):
        raise refusals.not_there()
    wanted = list(homes)
    elements = sorted({element for home in wanted for element in home.asks})
    if not elements:
        return None
    check_elements(purpose, elements, opens_date)
    with audited(by=by, at=at, verb="visits.open_asking", subject="", place=rules.code_of(place)) as entry:
        made = Collection.objects.create(
            district=place[: rules.DISTRICT_DIGITS],
            place=place,
            department=request.department,
            title_zh=request.title_zh,
            title_en=request.title_en,
            purpose=purpose,
            elements=elements,
            opens_date=opens_date,
            closes_date=closes_date,
            created_at=at,
            request=request.id,
            control_number=request.control_number,
        )
        _add(made, wanted, at)
        entry.subject = f"visits.Collection:{made.pk}"
        entry.detail = {"households": len(wanted), "purpose": purpose, "request": str(request.id)}
    return made.pk


def renew_asking(
    *, collection_id: UUID, homes: Iterable[HomeAsks], by: Actor, at: datetime
) -> tuple[int, int]:
    """Put open tasks right by what is known now; answers how many homes were added and how many need no visit.

    Tasks that were refused, answered or left are not opened again.
    """
    made = Collection.objects.in_scope(by.scope).filter(pk=collection_id, ended_date=None).first()
    if made is None or not rules.may_collect(by, made.place):
        raise refusals.not_there()
    wanted = {home.household: home for home in homes}
    with audited(
        by=by,
        at=at,
        verb="visits.renew_asking",
        subject=f"visits.Collection:{made.pk}",
        place=rules.code_of(made.place),
    ) as entry:
        tasks = {
            task.household: task
            for task in CollectionTask.objects.in_scope(Scope(made.place)).filter(collection=made)
        }
        done = _changed(made, tasks, wanted, at)
        new = [home for one, home in wanted.items() if one not in tasks]
        _add(made, new, at)
        elements = sorted({*made.elements, *(element for home in new for element in home.asks)})
        if elements != made.elements:
            made.elements = elements
            made.save(update_fields=["elements"])
        entry.detail = {"added": len(new), "done": done}
    return len(new), done


def _changed(
    made: Collection, tasks: Mapping[UUID, CollectionTask], wanted: Mapping[UUID, HomeAsks], at: datetime
) -> int:
    changed, done = [], 0
    for household, task in tasks.items():
        if task.state != TaskState.OPEN:
            continue
        home = wanted.get(household)
        asks = {element: list(home.asks[element]) for element in sorted(home.asks)} if home else {}
        if asks == task.asks and home and home.place == task.place:
            continue
        task.asks, task.changed_at = asks, at
        task.place = home.place if home else task.place
        if not asks:
            task.state, done = TaskState.DONE, done + 1
        changed.append(task)
    CollectionTask.objects.in_scope(Scope(made.place)).bulk_update(
        changed, ["asks", "state", "place", "changed_at"], batch_size=BATCH
    )
    return done


def _add(made: Collection, homes: Sequence[HomeAsks], at: datetime) -> None:
    CollectionTask.objects.bulk_create(
        (
            CollectionTask(
                id=uuid7(),
                district=made.district,
                place=home.place,
                collection=made,
                household=home.household,
                state=TaskState.OPEN,
                changed_at=at,
                asks={element: list(home.asks[element]) for element in sorted(home.asks)},
            )
            for home in homes
        ),
        batch_size=BATCH,
    )


def end_asking(*, request_id: UUID, place: str, why: str, on: date, by: Actor, at: datetime) -> int:
    """Nobody is asked any more for a request; open tasks end with the reason. Answers how many tasks ended."""
    if not rules.may_collect(by, place):
        raise refusals.not_there()
    running = Collection.objects.in_scope(Scope(place)).filter(request=request_id, ended_date=None)
    return _end(list(running), why, on, by, at)


def end_overdue(*, place: str, on: date, by: Actor, at: datetime) -> int:
    """Collections for requests whose last day is over: their open tasks end. Answers how many."""
    if not rules.may_collect(by, place):
        raise refusals.not_there()
    over = Collection.objects.in_scope(Scope(place)).filter(
        ~Q(request=None), ended_date=None, closes_date__lt=on
    )
    return _end(list(over), _("报送期已过"), on, by, at)


def _end(rows: Sequence[Collection], why: str, on: date, by: Actor, at: datetime) -> int:
    ended = 0
    for row in rows:
        with audited(
            by=by,
            at=at,
            verb="visits.end_asking",
            subject=f"visits.Collection:{row.pk}",
            place=rules.code_of(row.place),
            why=why,
        ) as entry:
            row.ended_date, row.ended_why = on, why
            row.save(update_fields=["ended_date", "ended_why"])
            tasks = CollectionTask.objects.in_scope(Scope(row.place)).filter(
                collection=row, state=TaskState.OPEN
            )
            count = tasks.update(state=TaskState.ENDED, changed_at=at)
            entry.detail = {"tasks": count}
            ended += count
    return ended
