"""A visit: who and what it is about is checked, values are merged field by field, tasks are closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from linli.base.crypto.opened import cipher
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.catalogue.queries import catalogue
from linli.core.sync import Fate, Outcome, Reason, fate
from linli.core.sync.merge import OWN
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.models import Household, Person
from linli.register.states import Method
from linli.visits import rules
from linli.visits.applying.context import Applied, Incoming, NotUsable
from linli.visits.bodies import NewValue, Unreadable, VisitBody, read_visit
from linli.visits.held import fields_of
from linli.visits.models import Clash, CollectedValue, CollectionTask, Visit
from linli.visits.queries.devices import in_community
from linli.visits.states import ENDS_TASK, TaskState, VisitOutcome

SOURCE = "grid"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A value and what becomes of it; `held` is the fact that stands in its place now."""

    new: NewValue
    what: Fate
    held: str
    purpose: str


def apply_visit(incoming: Incoming) -> Applied:
    """Write what may be written. Raises NotUsable: then nothing is."""
    try:
        body = read_visit(incoming.body)
    except Unreadable as error:
        raise NotUsable(Reason.UNREADABLE) from error
    subjects = _subjects(incoming, body)
    tasks = _tasks(incoming, body)
    purposes = _purposes(tasks)
    if any(one.element not in purposes for one in body.values):
        raise NotUsable(Reason.EXPIRED)
    if any(one.subject not in subjects for one in body.values):
        raise NotUsable(Reason.OTHER_GRID)
    weighed = _weigh(body.values, purposes)
    facts = _record(incoming, body, weighed)
    rows = _values(incoming, weighed, facts)
    rows.append(_visit(incoming, body))
    _close(incoming, body, tasks)
    clashed = any(one.what is Fate.CLASH for one in weighed)
    return Applied(Outcome.CLASH if clashed else Outcome.TAKEN, body.household, rows)


def _subjects(incoming: Incoming, body: VisitBody) -> set[UUID]:
    """The household, its dwelling and its members. Raises NotUsable where it is not of this grid."""
    community = Scope(incoming.code)
    home = Household.objects.in_scope(community).filter(pk=body.household)
    if rules.grid_of(incoming.place):
        home = home.filter(grid=rules.grid_of(incoming.place))
    found = list(home.values_list("dwelling_id", flat=True))
    if not found:
        raise NotUsable(Reason.OTHER_GRID)
    members = Person.objects.in_scope(community).filter(household=body.household)
    return {body.household, *members.values_list("id", flat=True), *(one for one in found if one)}


def _tasks(incoming: Incoming, body: VisitBody) -> list[CollectionTask]:
    """The household's tasks that were running on the day of the visit, closed ones included: two officers may have
    been at one door.
    """
    rows = (
        CollectionTask.objects.in_scope(Scope(incoming.place))
        .filter(household=body.household)
        .select_related("collection")
        .order_by("id")
    )
    if not incoming.is_decided:
        day = incoming.day
        rows = rows.filter(collection__opens_date__lte=day, collection__closes_date__gte=day)
        # What was asked at the door before the phone could hear of the end was rightly asked.
        rows = rows.filter(Q(collection__ended_date=None) | Q(collection__ended_date__gte=day))
    return list(rows)


def _purposes(tasks: Iterable[CollectionTask]) -> dict[str, str]:
    """Element to the purpose of the first task that asks for it."""
    found: dict[str, str] = {}
    for task in tasks:
        for element in task.collection.elements:
            found.setdefault(element, task.collection.purpose)
    return found


def _weigh(values: Iterable[NewValue], purposes: dict[str, str]) -> list[Weighed]:
    new = list(values)
    fields = fields_of({one.subject for one in new}, {one.element for one in new})
    led_to = _own(new)
    weighed = []
    for one in new:
        field = (one.subject, one.element)
        held = fields.held(field)
        base = led_to.get((one.base, *field), "?") if one.base.startswith(OWN) else one.base
        weighed.append(Weighed(one, fate(base, held, one.value), held.version, purposes[one.element]))
    return weighed


def _own(values: Iterable[NewValue]) -> dict[tuple[str, UUID, str], str]:
    """Bases that name an own entry, as the facts which that entry led to."""
    named = {one.base.removeprefix(OWN) for one in values if one.base.startswith(OWN)}
    ids = [UUID(one) for one in named if _is_id(one)]
    if not ids:
        return {}
    rows = CollectedValue.objects.filter(envelope__entry_id__in=ids, fact__isnull=False).values_list(
        "envelope__entry_id", "subject", "element", "fact"
    )
    return {(f"{OWN}{entry}", subject, element): str(fact) for entry, subject, element, fact in rows}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _record(incoming: Incoming, body: VisitBody, weighed: list[Weighed]) -> dict[tuple[UUID, str], UUID]:
    """Facts for what may be written, one entry of the register for each purpose."""
    made: dict[tuple[UUID, str], UUID] = {}
    by: Actor = in_community(incoming.by)
    for purpose in dict.fromkeys(one.purpose for one in weighed if one.what is Fate.WRITE):
        new = [one.new for one in weighed if one.what is Fate.WRITE and one.purpose == purpose]
        draft = EntryDraft(
            SOURCE, Method.COLLECTED, incoming.day, purpose, reference=f"visits:{incoming.entry_id}"
        )
        try:
            done = record(
                entry=draft,
                facts=[FactDraft(one.subject, one.element, one.value) for one in new],
                by=by,
                at=incoming.at,
            )
        except Refusal as error:
            raise NotUsable(Reason.BAD_VALUE, str(error)) from error
        for one, fact in zip(new, done.fact_ids, strict=True):
            made[one.subject, one.element] = fact
    return made


def _values(incoming: Incoming, weighed: list[Weighed], facts: dict[tuple[UUID, str], UUID]) -> list[object]:
    held = catalogue(incoming.day)
    keys = cipher().batch((one.new.subject for one in weighed), make=True)
    rows: list[object] = []
    for one in weighed:
        new, element = one.new, held.element(one.new.element)
        is_personal = element is None or element.property.is_personal
        fact = facts.get((new.subject, new.element))
        if one.what is Fate.SAME:
            fact = UUID(one.held)
        value = CollectedValue(
            district=incoming.district,
            place=incoming.place,
            envelope_id=incoming.envelope_id,
            subject=new.subject,
            element=new.element,
            base=new.base,
            fate=one.what.value,
            value="" if is_personal else new.value,
            sealed=keys.seal(new.subject, new.element, new.value) if is_personal else None,
            fact=fact,
        )
        rows.append(value)
        if one.what is Fate.CLASH:
            rows.append(
                Clash(
                    district=incoming.district,
                    place=incoming.place,
                    brought=value,
                    held_fact=UUID(one.held) if one.held else None,
                    opened_at=incoming.at,
                )
            )
    return rows


def _visit(incoming: Incoming, body: VisitBody) -> Visit:
    return Visit(
        district=incoming.district,
        place=incoming.place,
        envelope_id=incoming.envelope_id,
        account_id=incoming.device.account_id,
        household=body.household,
        outcome=body.outcome,
        day=incoming.day,
        made_at=incoming.made_at,
        seconds=body.seconds,
        answers=len(body.values),
    )


def _close(incoming: Incoming, body: VisitBody, tasks: list[CollectionTask]) -> None:
    """Tasks whose every question has an answer are done; a household that does not wish to is not asked again.

    One answer leaves the tasks of all that ask for it, whoever they are.
    """
    over = ENDS_TASK.get(body.outcome)
    for task in tasks:
        if task.state != TaskState.OPEN:
            continue
        is_done = body.outcome == VisitOutcome.DONE
        left = left_to_ask(task, body) if is_done else task.asks
        is_answered = is_done and not left
        is_less = task.asks is not None and left != task.asks
        if not (over or is_answered or is_less):
            continue
        task.state = over or (TaskState.DONE if is_answered else TaskState.OPEN)
        if task.asks is not None and not over:
            task.asks = left
        task.changed_at = incoming.at
        task.save(update_fields=["state", "asks", "changed_at"])


def left_to_ask(task: CollectionTask, body: VisitBody) -> dict[str, list[str]] | None:
    """What a visit has left open of a task; nothing or None once all of it is answered.

    A task that asks every element of everybody is answered by one value of each.
    """
    if task.asks is None:
        open_ones = set(task.collection.elements) - {one.element for one in body.values}
        return {element: [] for element in sorted(open_ones)} or None
    answered = {(one.subject.hex, one.element) for one in body.values}
    left = {
        element: [one for one in subjects if (one, element) not in answered]
        for element, subjects in task.asks.items()
    }
    return {element: subjects for element, subjects in left.items() if subjects}
