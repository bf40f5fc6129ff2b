"""What a roster says of families otherwise than its source said before: married, a new head, a household of their own,
a child. Each is proposed as the act that it is, with whom it concerns; a person accepts it.

Codes of relationship to the head of household: GB/T 4761. Of marital status: GB/T 2261.2.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from linli.register.drafts import FactDraft
from linli.rosters.planning.holding import Holding
from linli.rosters.planning.homes import padded
from linli.rosters.planning.households import HEAD, NUMBER, Group
from linli.rosters.planning.model import Bringing, Proposed
from linli.rosters.reading import ReadRow
from linli.rosters.states import ChangeKind

RELATION, STATUS, WEDDING = "self.relationship_to_head", "self.marital_status", "self.marriage_date"
MARRIED = frozenset({"20", "21", "22", "23"})
SONS = frozenset({"20", "21", "22", "23", "24", "25", "26", "29"})
DAUGHTERS = frozenset({"30", "31", "32", "33", "34", "35", "36", "39"})
# Two of one household are a couple by these codes when there is just one of each.
COUPLES = (
    (HEAD, frozenset({"10", "11", "12"})),
    (SONS, frozenset({"38"})),
    (DAUGHTERS, frozenset({"28"})),
    *((frozenset({man}), frozenset({woman})) for man, woman in (("51", "52"), ("53", "54"), ("55", "56"))),
)
NEWBORN = timedelta(days=366)
PARENT = {"1": "father", "2": "mother"}
MAN, WOMAN = "1", "2"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A value of a row that differs from what its source said before."""

    row: ReadRow
    subject: UUID
    said: str
    value: str


@dataclass(slots=True)
class Families:
    """Holds back what may be part of a change in a family, until all rows have been seen."""

    holding: Holding
    bringing: Bringing
    moved: set[UUID] = field(default_factory=set)
    relations: dict[UUID, Otherwise] = field(default_factory=dict)
    weddings: dict[UUID, Otherwise] = field(default_factory=dict)

    def hold(self, one: Otherwise, element: str) -> bool:
        """True when the value is kept back and not to be recorded."""
        if element == RELATION and one.said:
            self.relations[one.subject] = one
            return True
        if element == STATUS and one.value in MARRIED and one.said and one.said not in MARRIED:
            self.weddings[one.subject] = one
            return True
        return False

    # -- who married whom --------------------------------------------------------------------------------------
    def married(self, groups: Iterable[Group]) -> list[Proposed]:
        """A change of marital status each, with the partner where the roster tells who that is; a couple once."""
        partner = self._by_code(groups) | self._by_day()
        found: list[Proposed] = []
        told: set[UUID] = set()
        for subject, one in self.weddings.items():
            other = partner.get(subject)
            if subject in told:
                continue
            told |= {subject, other} if other else {subject}
            day = one.row.values.get(WEDDING, "") if other else ""
            found.append(
                Proposed(
                    one.row.number,
                    subject,
                    padded(one.row.division_code),
                    ChangeKind.MARRIED,
                    WEDDING if day else STATUS,
                    "" if day else one.said,
                    day or one.value,
                    other,
                )
            )
        return found

    def _by_code(self, groups: Iterable[Group]) -> dict[UUID, UUID]:
        partner: dict[UUID, UUID] = {}
        for group in groups:
            code = {one: row.values.get(RELATION, "") for one, row in group.members.items()}
            for ones, others in COUPLES:
                here = [one for one, how in code.items() if how in ones]
                there = [one for one, how in code.items() if how in others]
                if len(here) == len(there) == 1:
                    partner |= {here[0]: there[0], there[0]: here[0]}
        return partner

    def _by_day(self) -> dict[UUID, UUID]:
        """Just one man and one woman of this roster married on that day."""
        on: dict[str, list[Otherwise]] = defaultdict(list)
        for one in self.weddings.values():
            if day := one.row.values.get(WEDDING):
                on[day].append(one)
        partner: dict[UUID, UUID] = {}
        for couple in on.values():
            by_sex = {one.row.values.get("self.sex"): one.subject for one in couple}
            if len(couple) == 2 and by_sex.keys() == {MAN, WOMAN}:
                partner |= {by_sex[MAN]: by_sex[WOMAN], by_sex[WOMAN]: by_sex[MAN]}
        return partner

    # -- households --------------------------------------------------------------------------------------------
    def new_heads(self, groups: Iterable[tuple[Group, UUID | None]]) -> list[Proposed]:
        """Somebody who was not the head of a household on record now is."""
        found = []
        for group, household in groups:
            one = self.relations.get(group.head) if group.head else None
            if household is None or one is None or one.value not in HEAD or one.said in HEAD:
                continue
            others = {who: self.relations.pop(who).value for who in group.members if who in self.relations}
            others.pop(one.subject)
            found.append(_of(one.row, one.subject, ChangeKind.NEW_HEAD, RELATION, one, household, others))
        return found

    def splits(self, groups: Iterable[Group]) -> tuple[list[Proposed], set[int]]:
        """Members of one household who now stand under a number of their own, while others keep the old one. With
        the groups for which no household is to be made now, by their identity.
        """
        found, waiting = [], set()
        for group in groups:
            home, who_moved = group.split_from, group.members.keys() & self.moved
            if home is None or who_moved or group.members.keys() - self.holding.people.keys():
                continue
            head = group.head or next(iter(group.members))
            codes = {who: row.values.get(RELATION, "") for who, row in group.members.items()}
            one = Otherwise(group.members[head], head, "", group.number)
            found.append(_of(one.row, head, ChangeKind.SPLIT, NUMBER, one, home, codes))
            waiting.add(id(group))
            for who in group.members:
                self.relations.pop(who, None)
        return found, waiting

    # -- children ----------------------------------------------------------------------------------------------
    def births(self, groups: Iterable[tuple[Group, UUID | None]]) -> list[Proposed]:
        """A child of the head, not on record before and less than a year old, in a household on record."""
        found = []
        for group, household in groups:
            if household is None:
                continue
            parents = self._parents(group)
            for who, row in group.members.items():
                born = row.values.get("self.birth_date", "")
                code = row.values.get(RELATION, "")
                if who in self.holding.people or code not in SONS | DAUGHTERS or not parents or not born:
                    continue
                if date.fromisoformat(born) > self.bringing.as_of - NEWBORN:
                    one = Otherwise(row, who, "", born)
                    found.append(_of(row, who, ChangeKind.BORN, "self.birth_date", one, None, parents))
        return found

    def _parents(self, group: Group) -> dict[UUID, str]:
        """The head and the spouse who stands beside them in the roster, both on record: father or mother."""
        found = {}
        for who, row in group.members.items():
            if who not in self.holding.people or row.values.get(RELATION, "") not in HEAD | COUPLES[0][1]:
                continue
            if how := PARENT.get(
                row.values.get("self.sex") or self.holding.people[who].view.value("self.sex")
            ):
                found[who] = how
        return found if len(set(found.values())) == len(found) else {}

    def rest(self, differ: Callable[[Otherwise], None]) -> list[FactDraft]:
        """Relationships that changed without any of these: recorded as the source says."""
        for one in self.relations.values():
            differ(one)
        return [FactDraft(one.subject, RELATION, one.value) for one in self.relations.values()]


def _of(
    row: ReadRow,
    subject: UUID,
    kind: ChangeKind,
    element: str,
    one: Otherwise,
    other: UUID | None,
    people: Mapping[UUID, str],
) -> Proposed:
    code = padded(row.division_code)
    named = tuple(sorted(people.items()))
    return Proposed(row.number, subject, code, kind, element, one.said, one.value, other, named)
