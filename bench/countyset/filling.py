"""How much of what is asked the record fills: by fields, by cells of made-up rows, and as ledgers come in."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from formmatch import names_of

from countyset.forms import DAY, SURE, County, Key, Ways, reference
from linli.core.elements import Subject
from linli.core.formmatch import NONE, Field, Form, Matcher, catalogue_of, catalogue_of_elements
from linli.core.formmatch.labels import squeeze
from linli.core.formmatch.merging import Ask
from linli.core.population import blocks
from linli.core.scopes import holds

# --- filling ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A resident of the made-up district as scopes see them, and the kin that live with them."""

    values: dict[str, Any]
    kin: frozenset[str]


def district(people: int) -> list[Row]:
    """Residents with what the made-up population knows of them."""
    found = []
    for block in blocks(people, seed=350802, day=DAY):
        for household in block.households:
            for person in household.people:
                found.append(
                    Row(
                        {
                            "self.sex": "男" if person.is_male else "女",
                            "self.birth_date": person.birth,
                            "pop_type": "流入" if person.from_elsewhere else "常住",
                        },
                        kin_of(person, household.people),
                    )
                )
    return found


def kin_of(person: Any, people: list[Any]) -> frozenset[str]:
    """Roles of the set that somebody in the household has towards a person."""
    roles = {"", "self", "head"} | ({"family"} if len(people) > 1 else set())
    up = {
        "child": ("head", "spouse"),
        "head": ("parent",),
        "spouse": ("parent_in_law",),
        "grandchild": ("child",),
    }
    couple = {"head": "spouse", "spouse": "head"}
    for other in people:
        if other is person:
            continue
        if couple.get(person.role) == other.role:
            roles |= {"spouse", "husband" if other.is_male else "wife"}
        if other.role in up.get(person.role, ()):
            roles.add("father" if other.is_male else "mother")
        if person.role in up.get(other.role, ()):
            roles.add("child")
    if person.role in couple:
        # In a form of couples the row's own person is one of the two.
        roles.add("husband" if person.is_male else "wife")
    return frozenset(roles)


@dataclass
class Filled:
    """Fields (or cells) by how they fare."""

    asked: int = 0
    answered: int = 0  # an element was accepted without asking
    right: int = 0
    automatic: int = 0  # of the right ones, those the record holds
    confirmed: int = 0  # held by the record, whoever found out
    wrong: int = 0  # would be filled with something else than is asked

    def row(self, name: str) -> str:
        """As a line of the table."""
        of = lambda part: f"{part / self.asked:.1%}"  # noqa: E731  # a share of the same whole
        return (
            f"| {name} | {self.asked:,} | {of(self.answered)} | {self.right / max(1, self.answered):.4f} "
            f"| {1 - self.answered / self.asked:.1%} | {of(self.automatic)} | {self.wrong} | {of(self.confirmed)} |"
        )


Weight = Callable[[str, str], int]


def filled(county: County, answers: dict[Key, str], weight: Weight, forms: Iterable[Form]) -> Filled:
    """`answers` are the elements accepted without asking; `weight` the cells of an element in a form."""
    total = Filled()
    for form in forms:
        for i in range(len(form.fields)):
            gold, answer = county.gold[form.form_id, i], answers.get((form.form_id, i), "")
            truth = next((one for one in gold if one in county.held), gold[0])
            cells, whole = weight(form.form_id, truth), weight(form.form_id, "")
            total.asked += whole
            total.confirmed += cells if truth in county.held else 0
            if not answer:
                continue
            total.answered += whole
            total.right += whole if answer in gold else 0
            if answer in county.held:
                total.automatic += cells if answer in gold else 0
                total.wrong += whole if answer not in gold else 0
    return total


def accepted(found: list[Ask]) -> dict[Key, str]:
    """Elements of the fields that nobody has to be asked about."""
    return {(ask.form_id, ask.i): ask.element or NONE for ask in found if not ask.question}


def by_name(county: County) -> dict[Key, str]:
    """Peer: a label that is exactly a name or alias of one element, the resident's own first."""
    catalogue = catalogue_of(county.data.catalogue_record, own_names_only=True)
    known: dict[str, list[str]] = defaultdict(list)
    for name, element in names_of(catalogue, None):
        known[name].append(element)
    found = {}
    for form in county.forms:
        for i, field in enumerate(form.fields):
            options = known.get(squeeze(field.label))
            if options:
                own = [one for one in options if one.startswith("self.")]
                found[form.form_id, i] = (own or options)[0]
    return found


HEAD = "answered | of them right | left to a person | filled from the record | filled wrongly | at most"


def filling(county: County, ways: Ways, people: int) -> None:
    """The table of filled cells: by fields of forms, then by cells of the district's rows."""
    answered = {"exact names": by_name(county)} | {name: accepted(found) for name, found in ways.items()}
    print(f"\n| way | fields | {HEAD} |\n|---|---|---|---|---|---|---|---|")
    for name, answers in answered.items():
        print(filled(county, answers, lambda _form, _element: 1, county.forms).row(name))
    rows = district(people)
    known = {"self.sex", "self.age", "pop_type"}
    decided = [
        form
        for form in county.forms
        if form.title in county.scopes
        and all(one.element in known for one in county.scopes[form.title].where)
    ]
    weight = cells_of(county, decided, rows)
    count = Counter({form.title: weight(form.form_id, "") for form in decided})
    print(
        f"\n{len(rows):,} made-up residents; rows of forms whose scope is given and can be decided on them: "
        + ", ".join(f"{title} {number:,}" for title, number in count.items())
    )
    print(f"\n| way | cells | {HEAD} |\n|---|---|---|---|---|---|---|---|")
    for name, answers in answered.items():
        print(filled(county, answers, weight, decided).row(name))


def cells_of(county: County, forms: Iterable[Form], rows: list[Row]) -> Weight:
    """Cells of a form's rows that an element can have, by the role it belongs to."""
    counts: dict[tuple[str, str], int] = Counter()
    for form in forms:
        inside_it = [row for row in rows if holds(county.scopes[form.title], row.values, today=DAY)]
        for row in inside_it:
            for role in row.kin:
                counts[form.form_id, role] += 1
    return lambda form_id, element: counts[
        form_id, county.elements[element]["role"] if element in county.elements else ""
    ]


# --- growth ----------------------------------------------------------------------------------------------------------


def growth(county: County) -> None:
    """How the share that can be filled grows with what is recorded: rosters, a full record, the ledgers confirmed.

    In the second round the rows of the first are there with all that their ledger says of them; what a form asks about
    the act of filling it in, and figures, are new each time.
    """
    never = procedural(county)
    recorded = alone = earlier = second = 0
    seen: set[tuple[str, str]] = set()
    for form in county.forms:
        has_rows = not is_of_figures(county, form)
        told = set()
        for i, field in enumerate(form.fields):
            gold = county.gold[form.form_id, i]
            own = (form.department, squeeze(field.label) if gold[0] == NONE else gold[0])
            is_held, is_kept = any(one in county.held for one in gold), gold[0] not in never
            recorded += any(one in county.recorded for one in gold)
            alone += is_held
            earlier += is_held or (own in seen and is_kept)
            second += is_held or (has_rows and is_kept)
            told.add(own)
        seen |= told
    whole = len(county.gold)
    print("\n| what is on the record | fields that can be filled | share |\n|---|---|---|")
    for name, count in (
        ("residents and households as the rosters of a made-up district bring them", recorded),
        ("and whatever else the catalogue has of a resident, household or home", alone),
        ("and, in the first round, what earlier forms of the department brought", earlier),
        ("and, from the second round on, what each ledger said of its rows", second),
    ):
        print(f"| {name} | {count} of {whole} | {count / whole:.1%} |")


def procedural(county: County) -> frozenset[str]:
    """Elements that are new each time: days of applications, remarks, serial numbers, who fills in."""
    own = {one.code: one for one in reference().elements}
    matcher = Matcher(catalogue_of_elements(own.values()))
    found = set()
    for code, one in county.elements.items():
        best = matcher.match(Form("one", (Field(one["name"]),)))[0].ranked[0]
        known = own.get(best.element)
        if known and best.score >= SURE and known.role.subject is Subject.CASE:
            found.add(code)
    return frozenset(found)


def is_of_figures(county: County, form: Form) -> bool:
    """A form none of whose fields is a person's, a household's or an organisation's: it asks for figures."""
    return not any(
        one in county.elements
        and (county.is_name(one) or county.elements[one]["property"].startswith("org_"))
        for i in range(len(form.fields))
        for one in county.gold[form.form_id, i]
    )
