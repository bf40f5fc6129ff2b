"""Facts of the made-up population for the register's benchmark: twenty for each person, from three sources."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from linli.core.addresses import parse
from linli.core.population import Block, Household, Person
from linli.register.drafts import FactDraft, SubjectDraft, new_subject
from linli.register.states import SubjectKind

RELATIONSHIP = {
    "head": "02",
    "spouse": "10",
    "child": "20",
    "stepchild": "27",
    "parent": "50",
    "parent_in_law": "59",
    "tenant": "99",
    "grandchild": "40",
}
HOUSEHOLDS_A_GRID = 300


@dataclass
class Batch:
    """What one community brings: subjects, and the facts of each source."""

    subjects: list[SubjectDraft] = field(default_factory=list)
    facts: dict[str, list[FactDraft]] = field(
        default_factory=lambda: {"police": [], "labour": [], "grid": []}  # the order in which they come in
    )
    people: int = 0

    def say(self, source: str, subject: SubjectDraft, **values: str) -> None:
        """Facts of one subject."""
        root = {"person": "self", "household": "household", "dwelling": "dwelling"}[subject.kind]
        self.facts[source].extend(
            FactDraft(subject.id, f"{root}.{name}", value) for name, value in values.items()
        )

    def link(self, source: str, one: SubjectDraft, element: str, other: SubjectDraft) -> None:
        """A fact that points to another subject."""
        self.facts[source].append(FactDraft(one.id, element, object=other.id))


def batches(blocks: Iterator[Block]) -> Iterator[Batch]:
    """One batch a block."""
    for number, block in enumerate(blocks):
        dice = Random(f"register/{number}")
        batch = Batch()
        for place, household in enumerate(block.households):
            _household(batch, block.place.code, f"{place // HOUSEHOLDS_A_GRID + 1:03d}", household, dice)
        yield batch


def _household(batch: Batch, code: str, grid: str, household: Household, dice: Random) -> None:
    home, written = household.home, address(household)
    dwelling = new_subject(SubjectKind.DWELLING, code, grid)
    family = new_subject(SubjectKind.HOUSEHOLD, code, grid)
    batch.subjects += [dwelling, family]
    parsed = parse(written)
    key = f"{parsed.estate or parsed.road}|{parsed.building}|{parsed.room or parsed.number}"
    parts = {
        "estate": home.estate,
        "road": home.road,
        "building_number": home.building,
        "unit_number": home.unit,
        "room_number": home.room,
    }
    batch.say(
        "grid", dwelling, address_key=key, dwelling_address=written, **{n: v for n, v in parts.items() if v}
    )
    batch.link("grid", family, "household.dwelling", dwelling)
    for one in household.people:
        who = new_subject(SubjectKind.PERSON, code, grid)
        batch.subjects.append(who)
        batch.people += 1
        _person(batch, who, family, one, written, dice)
        if one is household.people[0]:
            batch.link("police", family, "household.head", who)


def _person(
    batch: Batch, who: SubjectDraft, family: SubjectDraft, one: Person, written: str, dice: Random
) -> None:
    sex, born = "1" if one.is_male else "2", one.birth.isoformat()
    batch.say(
        "police",
        who,
        name=one.name,
        sex=sex,
        birth_date=born,
        id_number=one.id_no,
        ethnicity="01",
        relationship_to_head=RELATIONSHIP[one.role],
        marital_status="20" if one.role == "spouse" else "10",
        lives_where_registered="02" if one.from_elsewhere else "01",
    )
    batch.link("police", who, "self.household", family)
    batch.say(
        "labour",
        who,
        name=one.name,
        id_number=one.id_no,
        education=dice.choice(("20", "30", "60", "70")),
        employment_status=dice.choice("12349"),
    )
    batch.say("grid", who, name=one.name, sex=sex, mobile=one.phone, residence_address=written)


def address(household: Household) -> str:
    """The dwelling in one string."""
    home = household.home
    parts = (
        home.road + (f"{home.number}号" if home.number else ""),
        home.estate,
        f"{home.building}幢" if home.building else "",
        f"{home.unit}单元" if home.unit else "",
        f"{home.room}室" if home.room else "",
    )
    return home.place.sub_district + home.place.name + home.group + "".join(parts)
