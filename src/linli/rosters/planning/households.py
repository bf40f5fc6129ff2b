"""Who lives with whom: by the household numbers of a roster, else by the dwelling."""

from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from uuid import UUID

from linli.base.crypto.fields import blind_lookups
from linli.base.crypto.opened import cipher
from linli.base.scope import Scope
from linli.register.drafts import FactDraft, SubjectDraft, new_subject
from linli.register.ledger.load import canonical_of
from linli.register.ledger.sql import parts
from linli.register.models import Household, Lookup
from linli.register.states import SubjectKind
from linli.register.values import lookup_key
from linli.rosters.planning.holding import Holding
from linli.rosters.planning.homes import Home, padded
from linli.rosters.planning.model import Bringing
from linli.rosters.reading import ReadRow

HEAD = frozenset({"01", "02"})
COLLECTIVE, CROWD = "2", 30
NUMBER = "household.household_number"


@dataclass(slots=True)
class Group:
    """People whom one roster puts into one household."""

    members: dict[UUID, ReadRow] = field(default_factory=dict)
    number: str = ""
    home: Home | None = None
    head: UUID | None = None
    # The household on record that these people belong to, when others of this roster stand under its number.
    split_from: UUID | None = None


class Households:
    """Collects rows, then finds or makes the household of each group."""

    def __init__(self, holding: Holding, bringing: Bringing) -> None:
        self.holding, self.bringing = holding, bringing
        self.scope = Scope(bringing.district)
        self.groups: dict[tuple[str, str], Group] = defaultdict(Group)
        self.chosen: dict[tuple[str, str], UUID | None] = {}

    def note(self, row: ReadRow, subject: UUID, home: Home | None) -> None:
        """Put the person of a row into a group, if anything says with whom they live."""
        number = row.values.get(NUMBER, "")
        if number:
            group = self.groups["number", number]
            group.number = number
        elif home is not None and not self._has_one(subject):
            group = self.groups["home", str(home.id)]
        else:
            return
        group.members.setdefault(subject, row)
        group.home = group.home or home
        if row.values.get("self.relationship_to_head") in HEAD and group.head is None:
            group.head = subject

    def find(self) -> list[tuple[Group, UUID | None]]:
        """Each group with the household on record that it is; None where there is none yet."""
        by_number, by_home = self._by_number(), self._by_home()
        self.chosen = {key: self._known(group, by_number, by_home) for key, group in self.groups.items()}
        claimed = set(by_number.values())
        for key, group in self.groups.items():
            if group.number and group.number not in by_number and self.chosen[key] in claimed:
                group.split_from = self.chosen[key]
        return [(group, self.chosen[key]) for key, group in self.groups.items()]

    def settle(self, waiting: Container[int] = ()) -> tuple[list[SubjectDraft], list[FactDraft]]:
        """The households to be made, and the facts that put people into them; `find` comes first.

        Groups in `waiting`, by their identity, are proposed to a person instead.
        """
        headed = self._headed({one for one in self.chosen.values() if one is not None})
        made: list[SubjectDraft] = []
        facts: list[FactDraft] = []
        for key, group in self.groups.items():
            household = self.chosen[key]
            if id(group) in waiting:
                continue
            if household is None:
                draft = self._new(group)
                made.append(draft)
                facts.extend(_first_facts(draft.id, group))
                household = draft.id
            elif household not in headed and group.head is not None:
                facts.append(FactDraft(household, "household.head", object=group.head))
            facts.extend(self._memberships(household, group))
        return made, facts

    def _has_one(self, subject: UUID) -> bool:
        held = self.holding.people.get(subject)
        return held is not None and held.view.object("self.household") is not None

    def _by_number(self) -> dict[str, UUID]:
        """Households of the record by their numbers."""
        ring = cipher().store.keyring
        numbers = {
            blind: group.number
            for group in self.groups.values()
            if group.number
            for blind in blind_lookups(ring, "household", lookup_key("household", group.number))
        }
        found: dict[str, UUID] = {}
        blinds = sorted(numbers)
        for start in range(0, len(blinds), 5_000):
            rows = Lookup.objects.in_scope(self.scope).filter(
                field="household", blind__in=blinds[start : start + 5_000]
            )
            for blind, subject in rows.order_by("id").values_list("blind", "subject_id"):
                found.setdefault(numbers[bytes(blind)], subject)
        shown = canonical_of(found.values())
        return {number: shown.get(one, one) for number, one in found.items()}

    def _by_home(self) -> dict[UUID, UUID]:
        """The households that live in these dwellings, the one first recorded where there are several."""
        homes = {group.home.id for group in self.groups.values() if group.home is not None}
        found: dict[UUID, UUID] = {}
        for part in parts(sorted(homes)):
            rows = Household.objects.in_scope(self.scope).filter(dwelling__in=part, size__gt=0)
            for one, home in rows.order_by("id").values_list("id", "dwelling_id"):
                found.setdefault(home, one)
        return found

    def _headed(self, households: set[UUID]) -> set[UUID]:
        """Those that have a head."""
        found: set[UUID] = set()
        for part in parts(sorted(households)):
            rows = Household.objects.in_scope(self.scope).filter(pk__in=part).exclude(head=None)
            found.update(rows.values_list("id", flat=True))
        return found

    def _known(self, group: Group, by_number: dict[str, UUID], by_home: dict[UUID, UUID]) -> UUID | None:
        if group.number in by_number:
            return by_number[group.number]
        theirs = Counter(
            household
            for subject in group.members
            if (held := self.holding.people.get(subject)) is not None
            and (household := self.holding.object_of(held.view, "self.household")) is not None
        )
        if theirs:
            most = max(theirs, key=lambda one: (theirs[one], str(one)))
            if theirs[most] * 2 > len(group.members):
                return most
        return by_home.get(group.home.id) if group.home is not None and not group.number else None

    def _new(self, group: Group) -> SubjectDraft:
        first = next(iter(group.members.values()))
        code = group.home.division_code if group.home is not None else padded(first.division_code)
        return new_subject(SubjectKind.HOUSEHOLD, code)

    def _memberships(self, household: UUID, group: Group) -> list[FactDraft]:
        facts = []
        for subject in group.members:
            if subject in self.holding.people:
                said = self.holding.said(subject, "self.household", self.bringing.source)
                if self.holding.object(said) == household:
                    continue
            facts.append(FactDraft(subject, "self.household", object=household))
        return facts


def _first_facts(household: UUID, group: Group) -> list[FactDraft]:
    facts = []
    if group.home is not None:
        facts.append(FactDraft(household, "household.dwelling", object=group.home.id))
    if group.head is not None:
        facts.append(FactDraft(household, "household.head", object=group.head))
    if group.number:
        facts.append(FactDraft(household, NUMBER, group.number))
    if len(group.members) > CROWD:
        facts.append(FactDraft(household, "household.household_type", COLLECTIVE))
    return facts
