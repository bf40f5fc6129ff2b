"""What is asked of the gate, and what the gate has to know to answer: looked up once, when first needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import BreakGlass
from linli.base.reading.queries import (
    PurposeTerms,
    department_of_post,
    grants_of,
    open_session,
    purpose,
    subjects_seen_by,
)
from linli.base.reading.queries.approvals import Grant
from linli.base.reading.queries.parties import holds_post
from linli.base.reading.states import Act, Guarded
from linli.catalogue.queries import catalogue
from linli.core.elements import Element, Sensitivity
from linli.register.elements import LINKS
from linli.register.gate.leaving import days_of_leaving, outlived
from linli.register.gate.places import Whereabouts, whereabouts
from linli.register.states import SubjectKind

SEEN_WITHIN = timedelta(hours=12)
"""A reveal rests on a masked look of the same working day."""


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What a sharing agreement allows: read out of the agreement by the room that keeps them."""

    id: UUID
    receiver: str
    elements: frozenset[str]
    purpose: str
    place: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class RequestTerms:
    """What an admitted request of a department allows: read out of the request by the room that keeps it.

    `elements` are those of the fields that were admitted, `places` prefixes of the division code. The purpose stands
    in the register of purposes with the document that the request rests on.
    """

    purpose: str
    elements: frozenset[str]
    places: tuple[str, ...]
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Ask:
    """One request. `elements` are catalogue codes, `reason` has been trimmed and checked."""

    subjects: tuple[UUID, ...]
    elements: tuple[str, ...]
    purpose: str
    reason: str
    by: Actor
    at: datetime
    act: Act
    on: date | None = None
    known: datetime | None = None
    agreement: AgreementTerms | None = None
    from_system: bool = False
    request: RequestTerms | None = None

    @cached_property
    def today(self) -> date:
        """The day of reading, on which ages and terms are counted."""
        return timezone.localtime(self.at).date()

    @property
    def is_revealed(self) -> bool:
        """Whether values leave without their masks."""
        return self.act in (Act.REVEALED, Act.EXPORTED, Act.SHARED)


@dataclass(frozen=True, slots=True)
class Leave:
    """Under what somebody's guarded values may be read: an approval, a break-glass session, or nothing needed."""

    approval_id: UUID | None = None
    break_glass_id: UUID | None = None


OF_THE_READER = ("terms", "in_duty", "session", "department")
"""What is the same for every ask of one reader, purpose and moment."""


class Known:
    """What the gate looks up for an ask. Everything is asked for at most once.

    `before` is what was looked up for another ask of the same reader, purpose and moment: it holds for this one too.
    """

    def __init__(self, ask: Ask, before: "Known | None" = None) -> None:
        self.ask = ask
        if before is not None:
            same = (before.ask.by, before.ask.purpose, before.ask.at) == (ask.by, ask.purpose, ask.at)
            held = vars(before) if same else {}
            vars(self).update({name: held[name] for name in OF_THE_READER if name in held})

    @cached_property
    def terms(self) -> PurposeTerms | None:
        """The purpose as the register has it."""
        return purpose(self.ask.purpose)

    @cached_property
    def in_duty(self) -> bool:
        """Whether the reader holds the post now, with the scope claimed."""
        return holds_post(self.ask.by, self.ask.at)

    @cached_property
    def elements(self) -> Mapping[str, Element | None]:
        """The elements asked for as the catalogue has them today. Who somebody's spouse is goes by their name."""
        held = catalogue(self.ask.today)
        named = {code: f"{code}.name" if code in LINKS else code for code in self.ask.elements}
        return {code: held.element(name) for code, name in named.items()}

    @cached_property
    def found(self) -> Mapping[UUID, Whereabouts]:
        """Where each subject is, by the id asked for; a missing or deleted one is not in it."""
        return whereabouts(self.ask.subjects, self.ask.known)

    @cached_property
    def session(self) -> BreakGlass | None:
        """The reader's open break-glass session."""
        return open_session(self.ask.by, self.ask.at)

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """The approvals the reader holds for this purpose."""
        ids = [one.subject for one in self.found.values()]
        return grants_of(self.ask.by, self.ask.purpose, self.ask.today, ids)

    @cached_property
    def department(self) -> str:
        """The department the reader's post belongs to."""
        return department_of_post(self.ask.by.post_id)

    @cached_property
    def seen(self) -> frozenset[UUID]:
        """Those of the subjects that the reader has looked at on this working day."""
        ids = [one.subject for one in self.found.values()]
        return subjects_seen_by(self.ask.by, self.ask.at - SEEN_WITHIN, ids)

    @cached_property
    def sensitivities(self) -> frozenset[Guarded]:
        """The guarded classes among the elements themselves."""
        levels = {one.property.sensitivity for one in self.elements.values() if one}
        classes = set()
        if Sensitivity.SENSITIVE in levels:
            classes.add(Guarded.SENSITIVE)
        if Sensitivity.SEALED in levels:
            classes.add(Guarded.SEALED)
        return frozenset(classes)

    @cached_property
    def left(self) -> Mapping[UUID, date]:
        """When those of the subjects who died or moved away did so."""
        return days_of_leaving(self.found.values(), self.ask.today)

    def outlived(self, one: Whereabouts) -> frozenset[str]:
        """The elements whose retention is over for somebody who has left."""
        return (
            outlived(self.elements, self.left.get(one.subject), self.ask.today)
            if one.has_left
            else frozenset()
        )

    def age_class(self, one: Whereabouts) -> Guarded | None:
        """CHILD, MINOR or AGE_UNKNOWN of a person; None of an adult and of what is no person."""
        if one.kind != SubjectKind.PERSON:
            return None
        return rules.class_of_age(one.birth_date, self.ask.today)

    def guarded(self, one: Whereabouts) -> frozenset[Guarded]:
        """The classes of a subject and of what is asked of it that need an approval.

        A count shows nothing of anybody: whether somebody is a child makes no difference to it, sensitive values do.
        """
        age = None if self.ask.act is Act.COUNTED else self.age_class(one)
        return self.sensitivities | ({age} if age else frozenset())

    def leave(self, one: Whereabouts) -> Leave | None:
        """Under what this subject may be read; None when an approval is needed and not there."""
        needed = self.guarded(one)
        is_outside = not self.ask.by.scope.covers(one.place)
        if not needed and not is_outside:
            return Leave()
        if not is_outside:
            for grant in self.grants:
                if grant.lets_read(one.subject, one.place, needed, self.ask.elements):
                    return Leave(approval_id=grant.id)
        if self.session is not None and rules.reaches(self.session.reach, one.place):
            return Leave(break_glass_id=self.session.pk)
        return None
