"""The plan of a roster of organisations: found by their numbers, else by name and place."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from linli.base.scope import Scope
from linli.core.kinds import read_credit_code
from linli.register.drafts import FactDraft, new_subject
from linli.register.models import Organisation
from linli.register.states import SubjectKind
from linli.rosters.planning.holding import Holding
from linli.rosters.planning.homes import padded
from linli.rosters.planning.model import Bringing, Difference, How, Plan, RowFate
from linli.rosters.planning.rows import alike
from linli.rosters.reading import ReadRow

CODE, NAME = "org.credit_code", "org.org_name"


@dataclass(slots=True)
class Known:
    """Organisations of the record and of the rows before, by number and by name."""

    by_number: dict[str, UUID] = field(default_factory=dict)
    by_name: dict[tuple[str, str], UUID] = field(default_factory=dict)
    numbers: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def of(cls, district: str) -> "Known":
        """Those of the record. One query."""
        known = cls()
        rows = Organisation.objects.in_scope(Scope(district)).order_by("id")
        for one, code, name, place in rows.values_list("id", "credit_code", "name", "division_code"):
            known.add(one, code, name, place)
        return known

    def add(self, one: UUID, code: str, name: str, place: str) -> None:
        """Take an organisation in. A unified code is also found by the organisation code inside it."""
        number = read_credit_code(code)
        if number.is_sound:
            self.numbers[one] = number.normal
            for text in filter(None, (number.normal, number.organisation)):
                self.by_number.setdefault(text, one)
        self.by_name.setdefault((fold(name), place), one)

    def find(self, code: str, name: str, place: str) -> UUID | None:
        """By a sound number; by name within one community where one of the two has no number."""
        number = read_credit_code(code)
        if number.is_sound:
            found = self.by_number.get(number.normal) or self.by_number.get(number.organisation)
            if found is not None:
                return found
        named = self.by_name.get((fold(name), place))
        if named is None or (number.is_sound and named in self.numbers):
            return None
        return named


def fold(name: str) -> str:
    """A name without spaces and brackets' width."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def plan_organisations(
    rows: Sequence[ReadRow],
    left_out: Sequence[int],
    *,
    bringing: Bringing,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Plan:
    """What bringing these rows in would write. Same rows and record, same plan."""
    known, holding, plan = Known.of(bringing.district), Holding(), Plan()
    subjects: list[UUID] = []
    made: set[UUID] = set()
    for row in rows:
        code, name = row.values.get(CODE, ""), row.values[NAME]
        place = padded(row.division_code)
        one = known.find(code, name, place)
        if one is None:
            draft = new_subject(SubjectKind.ORGANISATION, place)
            plan.subjects.append(draft)
            one = draft.id
            made.add(one)
            plan.fates[row.number] = RowFate.NEW
        known.add(one, code, name, place)
        subjects.append(one)
    holding.load(set(subjects) - made, bringing.today, lambda done: progress(done, len(rows)), Organisation)
    written: set[tuple[UUID, str]] = set()
    for row, one in zip(rows, subjects, strict=True):
        changed = _claim(row, one, holding, bringing, plan, written)
        plan.fates.setdefault(row.number, RowFate.CHANGED if changed else RowFate.SAME)
    for number in left_out:
        plan.fates[number] = RowFate.LEFT_OUT
    return plan


def _claim(
    row: ReadRow, one: UUID, holding: Holding, bringing: Bringing, plan: Plan, written: set[tuple[UUID, str]]
) -> bool:
    """The facts of one row; True when it adds or says otherwise."""
    changed = False
    for element, value in row.values.items():
        if not element.startswith("org.") or (one, element) in written:
            continue
        written.add((one, element))
        if one not in holding.people:
            plan.facts.append(FactDraft(one, element, value))
            continue
        said = holding.said(one, element, bringing.source)
        if said is not None and alike(element, holding.value(one, said), value):
            continue
        plan.facts.append(FactDraft(one, element, value))
        golden = holding.people[one].view.value(element)
        if not golden or not alike(element, golden, value):
            how = How.DIFFERS if golden else How.ADDS
            plan.differences.append(Difference(row.number, one, element, how, value))
            changed = True
    return changed
