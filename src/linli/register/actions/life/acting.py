"""What all changes in life have in common: whom they are about as believed now, and how the facts are put down."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.actions.life.refusals import date_in_future, dead, household_without_head
from linli.register.actions.record import put_down
from linli.register.drafts import EntryDraft, FactDraft, Recorded, SubjectDraft
from linli.register.ledger.facts import EVERYWHERE, LiveFact
from linli.register.ledger.load import Loader
from linli.register.ledger.view import View
from linli.register.models import Person
from linli.register.queries.where import Whereabouts, whereabouts
from linli.register.rules import may_record
from linli.register.states import LIVING_HERE, Method, Status, SubjectKind
from linli.register.values import YES

PURPOSE = "resident_register"


@dataclass(slots=True)
class Act:
    """A change being put together: its facts, its new subjects, and the views of whom it is about.

    `since` is the day of the change. Subjects are named by the id under which they are shown.
    """

    by: Actor
    at: datetime
    since: date
    source: str
    why: str
    verb: str
    facts: list[FactDraft] = field(default_factory=list)
    subjects: list[SubjectDraft] = field(default_factory=list)
    _views: dict[UUID, View] = field(default_factory=dict)
    _canonical: dict[UUID, UUID] = field(default_factory=dict)
    _open: dict[UUID, Callable[[LiveFact], str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.since > local_day(self.at):
            raise date_in_future()

    # -- whom it is about ------------------------------------------------------------------------------------
    def named(
        self, ids: Iterable[UUID], kind: SubjectKind, *, elsewhere: bool = False
    ) -> dict[UUID, Whereabouts]:
        """Where they are; each must be of the kind, shown under itself, and (unless `elsewhere`) in the actor's area.

        Raises register.subject_unknown, register.not_allowed.
        """
        wanted = list(dict.fromkeys(ids))
        found = whereabouts(wanted)
        if any(
            one not in found or found[one].kind is not kind or found[one].canonical != one for one in wanted
        ):
            raise refusals.subject_unknown()
        if not elsewhere and not all(may_record(self.by, place.code) for place in found.values()):
            raise refusals.not_allowed()
        self._load(wanted)
        return found

    def view(self, one: UUID) -> View:
        """What is believed of somebody named before."""
        return self._views[one]

    def living(self, people: Iterable[UUID]) -> None:
        """Raises register.person_is_dead when one of them is on record as dead."""
        for one in people:
            if self.view(one).value("self.is_deceased") == YES or self.view(one).value("self.death_date"):
                raise dead()

    def pointed(self, view: View, element: str) -> UUID | None:
        """The subject that a believed link points to, by the id under which it is shown."""
        target = view.object(element)
        return self._canonical.get(target) if target else None

    def _load(self, ids: Sequence[UUID]) -> None:
        missing = [one for one in ids if one not in self._views]
        if not missing:
            return
        loaded = Loader(local_day(self.at)).load(missing)
        self._views |= loaded.views
        self._canonical |= loaded.canonical
        self._open |= dict.fromkeys(loaded.views, loaded.open)

    # -- what is said ----------------------------------------------------------------------------------------
    def say(self, subject: UUID, element: str, value: str, since: date | None = None) -> None:
        """A value from the day of the change on."""
        self.facts.append(FactDraft(subject, element, value, valid_from=since or self.since))

    def point(self, subject: UUID, element: str, other: UUID) -> None:
        """A link from the day of the change on."""
        self.facts.append(FactDraft(subject, element, object=other, valid_from=self.since))

    def end(self, view: View, element: str) -> None:
        """Whatever is believed or said of an element ends with the day of the change.

        A fact that only began on that day, or later, is taken back instead.
        """
        golden = view.golden.get(element)
        for fact in (golden.fact, *golden.others) if golden else ():
            value = "" if fact.object else self._open[view.subject](fact)
            self.facts.append(_ended(fact, value, self.since))

    def done(self) -> Recorded:
        """Put everything down as one entry."""
        draft = EntryDraft(self.source, Method.LIFECYCLE, self.since, PURPOSE, self.why)
        return put_down(
            entry=draft, facts=self.facts, subjects=self.subjects, by=self.by, at=self.at, verb=self.verb
        )


def _ended(fact: LiveFact, value: str, day: date) -> FactDraft:
    if fact.valid_from is not None and fact.valid_from >= day:
        return FactDraft(fact.subject, fact.element, corrects=fact.id)
    return FactDraft(fact.subject, fact.element, value, fact.object, fact.valid_from, day, fact.id)


def members(household: UUID) -> dict[UUID, str]:
    """The people who live in a household now, with their relationship to its head."""
    rows = Person.objects.in_scope(EVERYWHERE).filter(household_id=household, status__in=LIVING_HERE)
    return dict(rows.order_by("id").values_list("id", "relationship"))


def check_head(act: Act, household: UUID, leaving: Iterable[UUID], new_head: UUID | None) -> None:
    """Whoever is left needs a head: the one there stays, or a new one of them is named.

    Raises register.household_without_head.
    """
    act.named([household], SubjectKind.HOUSEHOLD, elsewhere=True)
    gone = set(leaving)
    left = {one: how for one, how in members(household).items() if one not in gone}
    head = act.pointed(act.view(household), "household.head")
    if new_head is not None:
        if new_head not in left:
            raise household_without_head()
        appoint(act, household, new_head)
    elif left and head in gone:
        raise household_without_head()


def appoint(act: Act, household: UUID, head: UUID, relationships: Mapping[UUID, str] | None = None) -> None:
    """Name the head of a household from the day of the change on, and what the others are to them where it is said."""
    act.point(household, "household.head", head)
    act.say(head, "self.relationship_to_head", "02")
    for one, how in (relationships or {}).items():
        if one != head:
            act.say(one, "self.relationship_to_head", how)


def status_of(people: Iterable[UUID]) -> dict[UUID, tuple[Status, UUID | None]]:
    """Status and household of people's rows."""
    rows = Person.objects.in_scope(EVERYWHERE).filter(pk__in=list(people))
    return {
        one: (Status(status), home) for one, status, home in rows.values_list("id", "status", "household_id")
    }
