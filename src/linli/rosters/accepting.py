"""What an accepted change puts on record: the record's own act of that name, which refuses nonsense."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register import actions as register
from linli.register.drafts import EntryDraft, FactDraft, Recorded, SubjectDraft, new_subject
from linli.register.ledger.load import canonical_of
from linli.register.models import Household, Person
from linli.register.states import Method, SubjectKind
from linli.rosters.concerned import people_of
from linli.rosters.models import LifeChange
from linli.rosters.places import Places
from linli.rosters.planning.homes import Homes
from linli.rosters.states import ChangeKind


@dataclass(frozen=True, slots=True)
class Accepted:
    """A change that somebody accepts: of whom, to which value, from which day, and by whom."""

    change: LifeChange
    subject: UUID
    value: str
    day: date
    why: str
    by: Actor
    at: datetime

    @property
    def source(self) -> str:
        """Whose roster reported it."""
        return str(self.change.roster.source)

    @property
    def other(self) -> UUID:
        """The partner, or the household, by the id under which it is shown now."""
        assert self.change.other is not None
        return canonical_of([self.change.other]).get(self.change.other, self.change.other)


def recorded(one: Accepted) -> UUID:
    """Put it on record; answers the entry."""
    kind = ChangeKind(one.change.kind)
    if kind is ChangeKind.MARRIED and one.change.other is None:
        return _said(one, [FactDraft(one.subject, one.change.element, one.value, valid_from=one.day)])
    return ACTS[kind](one)


def _died(one: Accepted) -> UUID:
    died = date.fromisoformat(one.value) if one.change.element == "self.death_date" else one.day
    return register.death(
        person=one.subject, died=died, source=one.source, why=one.why, by=one.by, at=one.at
    ).entry_id


def _renamed(one: Accepted) -> UUID:
    return register.rename(
        person=one.subject,
        name=one.value,
        since=one.day,
        source=one.source,
        why=one.why,
        by=one.by,
        at=one.at,
    ).entry_id


def _married(one: Accepted) -> UUID:
    married = date.fromisoformat(one.value) if one.change.element == "self.marriage_date" else one.day
    return register.marriage(
        one=one.subject,
        other=one.other,
        married=married,
        source=one.source,
        why=one.why,
        by=one.by,
        at=one.at,
    ).entry_id


def _moved_out(one: Accepted) -> UUID:
    return register.move_out(
        people=[one.subject],
        left=date.fromisoformat(one.value),
        to="",
        source=one.source,
        why=one.why,
        by=one.by,
        at=one.at,
    ).entry_id


def _new_head(one: Accepted) -> UUID:
    return register.new_head(
        household=one.other,
        head=one.subject,
        relationships=people_of(one.change),
        since=one.day,
        source=one.source,
        why=one.why,
        by=one.by,
        at=one.at,
    ).entry_id


def _split(one: Accepted) -> UUID:
    people = people_of(one.change)
    here = Household.objects.in_scope(Scope(one.change.district)).filter(pk=one.other)
    code = here.values_list("division_code", flat=True).first() or one.change.division_code
    done: Recorded = register.split_household(
        household=one.other,
        leaving=list(people),
        new=new_subject(SubjectKind.HOUSEHOLD, code),
        head=one.subject,
        since=one.day,
        relationships={who: how for who, how in people.items() if how},
        number=one.value,
        source=one.source,
        why=one.why,
        by=one.by,
        at=one.at,
    )
    return done.entry_id


def _born(one: Accepted) -> UUID:
    """Whose child somebody is, from the day of birth on; the child itself is on record by the roster."""
    day = date.fromisoformat(one.value)
    return _said(
        one,
        [
            FactDraft(one.subject, f"self.{how}", object=who, valid_from=day)
            for who, how in people_of(one.change).items()
        ],
    )


def _moved(one: Accepted) -> UUID:
    """A new home, made where the record has none of that address, and the household that lives there or a new one."""
    change, subject, day = one.change, one.subject, one.day
    places, homes = Places(change.district, day), Homes.of(change.district)
    address = places.parse(one.value)
    here = Person.objects.in_scope(Scope(change.district)).filter(pk=subject)
    now = here.values_list("division_code", flat=True).first() or change.division_code
    home = homes.find_or_make(address, places.of_address(address) or now, one.value)
    facts = [*homes.facts, FactDraft(subject, change.element, one.value, valid_from=day)]
    subjects = list(homes.made)
    if home is not None:
        facts.append(FactDraft(subject, "self.dwelling", object=home.id, valid_from=day))
        there = Household.objects.in_scope(Scope(change.district)).filter(dwelling=home.id, size__gt=0)
        household = there.order_by("id").values_list("id", flat=True).first()
        if household is None:
            draft = new_subject(SubjectKind.HOUSEHOLD, home.division_code)
            household = draft.id
            subjects.append(draft)
            facts.append(FactDraft(household, "household.dwelling", object=home.id, valid_from=day))
            facts.append(FactDraft(household, "household.head", object=subject, valid_from=day))
        facts.append(FactDraft(subject, "self.household", object=household, valid_from=day))
    return _said(one, facts, subjects)


def _said(one: Accepted, facts: list[FactDraft], subjects: list[SubjectDraft] | None = None) -> UUID:
    draft = EntryDraft(
        source=one.source,
        method=Method.LIFECYCLE,
        as_of=one.day,
        purpose="resident_register",
        why=one.why or str(ChangeKind(one.change.kind).label),
        reference=f"rosters.LifeChange:{one.change.pk}",
    )
    return register.record(entry=draft, facts=facts, subjects=subjects or [], by=one.by, at=one.at).entry_id


ACTS: dict[ChangeKind, Callable[[Accepted], UUID]] = {
    ChangeKind.MOVED: _moved,
    ChangeKind.DIED: _died,
    ChangeKind.MARRIED: _married,
    ChangeKind.RENAMED: _renamed,
    ChangeKind.MOVED_OUT: _moved_out,
    ChangeKind.NEW_HEAD: _new_head,
    ChangeKind.SPLIT: _split,
    ChangeKind.BORN: _born,
}
