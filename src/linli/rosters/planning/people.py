"""The plan of a roster of people."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from linli.core.kinds import read_id_number
from linli.register.drafts import FactDraft, new_subject
from linli.register.ledger import View
from linli.register.states import SubjectKind
from linli.register.values import YES
from linli.rosters.matching import Linked, link_rows
from linli.rosters.matching.linking import Who
from linli.rosters.places import Places
from linli.rosters.planning.family import MARRIED, RELATION, Families, Otherwise
from linli.rosters.planning.holding import Holding, meant_by, people_in
from linli.rosters.planning.homes import Home, Homes, is_community, padded
from linli.rosters.planning.households import Households
from linli.rosters.planning.model import Bringing, Difference, Doubted, How, Plan, Proposed, RowFate
from linli.rosters.planning.rows import ADDRESS, alike, raw_of, said_before
from linli.rosters.reading import ReadRow
from linli.rosters.states import ChangeKind

# A source that says otherwise than before reports a change; one that never spoke of it merely disagrees.
REPORTED = {
    "self.name": ChangeKind.RENAMED,
    "self.marital_status": ChangeKind.MARRIED,
    ADDRESS: ChangeKind.MOVED,
}
DEATH = ("self.is_deceased", "self.death_date")
LEFT, CAME = "self.moved_out_date", "self.moved_in_date"
Progress = Callable[[int, int], None]


def plan_people(
    rows: Sequence[ReadRow],
    left_out: Sequence[int],
    *,
    bringing: Bringing,
    places: Places,
    linked: Linked | None = None,
    progress: Progress = lambda done, total: None,
) -> Plan:
    """What bringing these rows in would write. Reads the record, writes nothing; same rows and record, same plan.

    `linked` are people found before on the same record; without it they are looked for.
    """
    homes = Homes.of(bringing.district)
    raw = [raw_of(number, row) for number, row in enumerate(rows)]
    total = len(rows) * 4
    known = {
        home.id for row in rows if row.address for home in homes.find(row.address, padded(row.division_code))
    }
    people = people_in(bringing.district)
    progress(len(rows), total)
    holding = Holding()
    holding.load(
        meant_by(raw, bringing.district, known, people),
        bringing.today,
        lambda _done: progress(len(rows), total),
    )
    progress(len(rows) * 2, total)
    if linked is None:
        told = said_before(rows, holding, bringing.source)
        linked = link_rows(
            [one for one in raw if one.rec_id not in told],
            holding.records(len(raw)),
            gazetteer=places.gazetteer,
            people=people,
            progress=lambda done, _all: progress(len(rows) * 2 + done, total),
        )
        linked.who.update(told)
    progress(len(rows) * 3, total)
    plan = _Planning(rows, linked, holding, homes, bringing).run(progress)
    plan.linked = linked
    for number in left_out:
        plan.fates[number] = RowFate.LEFT_OUT
    return plan


@dataclass
class _Planning:
    """One pass over the rows, then over the households they make."""

    rows: Sequence[ReadRow]
    linked: Linked
    holding: Holding
    homes: Homes
    bringing: Bringing
    plan: Plan = field(default_factory=Plan)
    new: dict[int, UUID] = field(default_factory=dict)
    written: dict[tuple[UUID, str], str] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)
    home_of: dict[UUID, Home] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.families = Families(self.holding, self.bringing)

    def run(self, progress: Progress) -> Plan:
        households, families = Households(self.holding, self.bringing), self.families
        for place, row in enumerate(self.rows):
            subject = self._subject(self.linked.who[place], row)
            if self._is_elsewhere(subject):
                self._report_arrival(row, subject)
                continue
            self._values(row, subject)
            self._home(row, subject)
            households.note(row, subject, self.home_of.get(subject))
            if place % 500 == 0:
                progress(len(self.rows) * 3 + place, len(self.rows) * 4)
        made, facts = households.settle(self._family(families, households))
        self.plan.subjects[:0] = [*self.homes.made, *made]
        self.plan.facts[:0] = self.homes.facts
        self.plan.facts.extend(facts)
        self._doubts()
        self._fates()
        return self.plan

    def _family(self, families: Families, households: Households) -> set[int]:
        """Propose what changed in families. Answers the groups that a person has to part first."""
        families.moved = {one.subject for one in self.plan.proposed if one.kind is ChangeKind.MOVED}
        groups = households.find()
        splits, waiting = families.splits(group for group, _household in groups)
        proposed = [*families.married(households.groups.values()), *splits]
        proposed += [*families.new_heads(groups), *families.births(groups)]
        for one in proposed:
            if one.kind is not ChangeKind.MARRIED:
                self.changed.add(one.row)
        self.plan.proposed += proposed
        self.plan.facts += families.rest(
            lambda one: self._differ(one.row, one.subject, RELATION, one.value, How.DIFFERS)
        )
        return waiting

    def _subject(self, who: Who, row: ReadRow) -> UUID:
        if isinstance(who, UUID):
            return who
        if who not in self.new:
            draft = new_subject(SubjectKind.PERSON, padded(row.division_code))
            self.plan.subjects.append(draft)
            self.new[who] = draft.id
        return self.new[who]

    def _is_elsewhere(self, subject: UUID) -> bool:
        """True for somebody of the record who lives outside the place whose people the post may write about."""
        place = self.holding.places.get(subject, "")
        return bool(place) and not place.startswith(self.bringing.within)

    def _report_arrival(self, row: ReadRow, subject: UUID) -> None:
        """A roster of one community names somebody of another: for that community, or the district, to accept."""
        if (subject, ADDRESS) in self.written or ADDRESS not in row.values:
            return
        self.written[subject, ADDRESS] = after = row.values[ADDRESS]
        before = self.holding.people[subject].view.value(ADDRESS)
        place = self.holding.places[subject]
        self.plan.proposed.append(
            Proposed(row.number, subject, place, ChangeKind.MOVED, ADDRESS, before, after)
        )
        self._differ(row, subject, ADDRESS, after, How.PROPOSES)

    def _values(self, row: ReadRow, subject: UUID) -> None:
        for element, value in row.values.items():
            if not element.startswith("self.") or element.startswith("self.household."):
                continue
            if element == ADDRESS and row.address is not None and row.address.room:
                continue  # told by the dwelling
            if (subject, element) not in self.written:
                self._claim(row, subject, element, value)

    def _claim(self, row: ReadRow, subject: UUID, element: str, value: str) -> None:
        """Record what the source says, unless it has said so before."""
        self.written[subject, element] = value
        if subject not in self.holding.people:
            self.plan.facts.append(FactDraft(subject, element, value))
            return
        view = self.holding.people[subject].view
        before = self.holding.said(subject, element, self.bringing.source)
        said = self.holding.value(subject, before) if before is not None else ""
        if said and alike(element, said, value):
            return
        if self._propose(row, subject, element, said, value):
            return
        if self.families.hold(Otherwise(row, subject, said, value), element):
            if element != RELATION:
                self._differ(row, subject, element, value, How.PROPOSES)
            return
        self.plan.facts.append(FactDraft(subject, element, value))
        golden = view.value(element)
        if not golden or not alike(element, golden, value):
            self._differ(row, subject, element, value, How.DIFFERS if golden else How.ADDS)

    def _propose(self, row: ReadRow, subject: UUID, element: str, said: str, value: str) -> bool:
        """True when the value is a change in life for a person to accept, and so is not recorded."""
        view = self.holding.people[subject].view
        kind = REPORTED.get(element) if said else None
        if kind is ChangeKind.RENAMED and not self._has_number(row, view):
            kind = None  # without one number on both sides it may be a slip of the pen
        if element in DEATH:
            dead = view.value("self.is_deceased") == YES or bool(view.value("self.death_date"))
            kind = ChangeKind.DIED if not dead and value != "no" else None
        if element == LEFT:
            kind = ChangeKind.MOVED_OUT if view.value(LEFT) < value and view.value(CAME) <= value else None
        if kind is ChangeKind.MARRIED and value in MARRIED and said not in MARRIED:
            return False  # kept back until it is known whom they married
        if kind is None:
            return False
        # A death is proposed once, with its date where the roster has one.
        if kind is not ChangeKind.DIED or element == "self.death_date" or "self.death_date" not in row.values:
            code = padded(row.division_code)
            self.plan.proposed.append(Proposed(row.number, subject, code, kind, element, said, value))
        self._differ(row, subject, element, value, How.PROPOSES)
        return True

    def _has_number(self, row: ReadRow, view: View) -> bool:
        mine, theirs = row.values.get("self.id_number"), view.value("self.id_number")
        return bool(mine and theirs) and alike("self.id_number", mine or "", theirs)

    def _differ(self, row: ReadRow, subject: UUID, element: str, after: str, how: How) -> None:
        self.changed.add(row.number)
        self.plan.differences.append(Difference(row.number, subject, element, how, after))

    def _home(self, row: ReadRow, subject: UUID) -> None:
        text = row.values.get(ADDRESS, "")
        if row.address is None or not (row.address.room or row.address.number):
            self._place_only(row, subject)
            return
        if (subject, "self.dwelling") in self.written:
            return
        home = self.homes.find_or_make(row.address, padded(row.division_code), text)
        if home is None:
            self._place_only(row, subject)
            if text and (subject, ADDRESS) not in self.written:
                self._claim(row, subject, ADDRESS, text)
            return
        self.written[subject, "self.dwelling"] = str(home.id)
        self._live_in(row, subject, home, text)

    def _live_in(self, row: ReadRow, subject: UUID, home: Home, text: str) -> None:
        source = self.bringing.source
        if subject in self.holding.people:
            held = self.holding.people[subject].view
            before = self.holding.object(self.holding.said(subject, "self.dwelling", source))
            if before == home.id:
                self.home_of[subject] = home
                return
            if before is not None:
                told = self.holding.said(subject, ADDRESS, source)
                was = self.holding.value(subject, told) if told is not None else ""
                self._propose(row, subject, ADDRESS, was or "—", text)
                return
            now = self.holding.object_of(held, "self.dwelling")
            if now != home.id:
                how = How.DIFFERS if now else How.ADDS
                self._differ(row, subject, ADDRESS, text, how)
        self.home_of[subject] = home
        self.plan.facts.append(FactDraft(subject, "self.dwelling", object=home.id))
        if text:
            self.plan.facts.append(FactDraft(subject, ADDRESS, text))

    def _place_only(self, row: ReadRow, subject: UUID) -> None:
        """No dwelling: the community by itself, when that is more than was known."""
        code = padded(row.division_code)
        if subject not in self.holding.people or not is_community(code):
            return
        held = self.holding.people[subject].view
        if held.object("self.dwelling") or held.value("self.division_code"):
            return
        if (subject, "self.division_code") not in self.written:
            self.written[subject, "self.division_code"] = code
            if not is_community(self.holding.places.get(subject, "")):
                self.plan.facts.append(FactDraft(subject, "self.division_code", code))

    def _doubts(self) -> None:
        numbers: dict[UUID, set[str]] = defaultdict(set)
        codes: dict[UUID, str] = {}
        for place, row in enumerate(self.rows):
            subject = self._subject(self.linked.who[place], row)
            codes.setdefault(subject, padded(row.division_code))
            if number := row.values.get("self.id_number"):
                numbers[subject].add(read_id_number(number).normal)
        for subject, person in self.holding.people.items():
            if (number := person.view.value("self.id_number")) and read_id_number(number).is_sound:
                numbers[subject].add(read_id_number(number).normal)
        for pair in self.linked.pairs:
            one, other = self._known(pair.one), self._known(pair.other)
            if one == other:
                continue
            two = bool(numbers[one] and numbers[other] and not numbers[one] & numbers[other])
            code = codes.get(one) or codes.get(other) or padded(self.bringing.district)
            self.plan.doubted.append(Doubted(one, other, pair.weight, pair.evidence, two, code))

    def _known(self, who: Who) -> UUID:
        return who if isinstance(who, UUID) else self.new[who]

    def _fates(self) -> None:
        doubted = {one for pair in self.plan.doubted for one in (pair.one, pair.other)}
        seen: set[UUID] = set()
        for place, row in enumerate(self.rows):
            who = self.linked.who[place]
            subject = self._known(who)
            if subject in doubted and not (isinstance(who, UUID)):
                fate = RowFate.DOUBTFUL
            elif not isinstance(who, UUID):
                fate = RowFate.SAME if subject in seen else RowFate.NEW
            else:
                fate = RowFate.CHANGED if row.number in self.changed else RowFate.SAME
            seen.add(subject)
            self.plan.fates[row.number] = fate
