"""What a county's departments ask of communities, and how much of it has to be asked: the engine against its peers.

Run: .venv/bin/python bench/county.py [--data FOLDER] [--people 20000]

FOLDER holds catalogue.json, dev/forms.jsonl, dev/gold.jsonl and dev/scope.jsonl (../shared/data/forms by default). The
forms of one county (sources tx and txb) are matched knowing nothing of that county: "cold" knows the catalogue alone,
"memory" also the confirmed forms of the other sources, "in use" has a person answer each distinct question about a
doubtful field once (with the gold answer of the first field that asks it), for all fields that ask the same.
Without the folder nothing is measured, and that is said.

- merged: fields that ask the same thing (core.formmatch.merging); a pair of merged fields is right where the gold
  answers of both share an element. Gold says of a department's own indicators only that they are none; pairs of those
  are counted apart and have equal labels.
- filled: the share of fields whose element a record of residents and households holds (the product's own catalogue
  says which), once counting each field of a form, once each cell of the rows that the form's scope has in a made-up
  district, where a parent's cell counts only for a resident whose parent is in the household.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from formmatch import DATA, Labelled, lines, names_of  # noqa: E402  # the bench beside this one

from linli.core.elements import Seed, Subject, load_directory  # noqa: E402
from linli.core.formmatch import (  # noqa: E402
    NONE,
    Catalogue,
    Field,
    Form,
    Matcher,
    Memory,
    catalogue_of,
    catalogue_of_elements,
    confirmations_of,
    form_of,
)
from linli.core.formmatch.labels import squeeze  # noqa: E402
from linli.core.formmatch.merging import Ask, asks, confirmed, inside, merged  # noqa: E402
from linli.core.population import blocks  # noqa: E402
from linli.core.scopes import Relation, compare, holds, scope_of  # noqa: E402

COUNTY = ("tx", "txb")
DAY = date(2026, 1, 1)
ON_RECORD = (Subject.PERSON, Subject.HOUSEHOLD, Subject.DWELLING, Subject.PLACE)
# Roles of the set whose people the record finds by kinship or household, from the row's own person.
KIN = {"", "self", "head", "spouse", "husband", "wife", "father", "mother", "child", "family", "guardian"}
SURE = 0.95
Key = tuple[str, int]
Gold = dict[Key, tuple[str, ...]]


@cache
def reference() -> Seed:
    """The product's own catalogue."""
    return load_directory(ROOT / "src" / "linli" / "catalogue" / "seed")


def the_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two gold answers share an element."""
    return bool(set(one) & set(other) - {NONE})


class County:
    """The county's forms with their gold answers, and what the record holds."""

    def __init__(self, folder: Path) -> None:
        self.data = Labelled(folder, apart=True)
        self.elements = {one["id"]: one for one in self.data.catalogue_record["elements"]}
        self.forms = [form_of(one) for one in self.data.forms if self.is_own(one["form_id"])]
        self.gold: Gold = {
            (one["form_id"], one["i"]): tuple(one["accept"])
            for one in self.data.gold
            if self.is_own(one["form_id"])
        }
        told = [one for one in lines(folder / "dev" / "scope.jsonl") if one["kind"] == "scope"]
        self.scopes = {one["title"]: scope_of(one["scope"]) for one in told if one["src"] in COUNTY}
        self.held = self._held()

    @staticmethod
    def is_own(form_id: str) -> bool:
        """Whether a form is of the county."""
        return form_id.split("-")[0] in COUNTY

    def is_name(self, element: str) -> bool:
        """Whether an element is somebody's name."""
        return element in self.elements and self.elements[element]["property"] == "name"

    def _held(self) -> frozenset[str]:
        """Elements of the set that stand for one of the product's own about a resident, household or home."""
        own = {one.code: one for one in reference().elements}
        matcher = Matcher(catalogue_of_elements(own.values()))
        bases = {one["property"]: one for one in self.elements.values() if one["role"] in ("", "self")}
        found = set()
        for prop, one in bases.items():
            best = matcher.match(Form("one", (Field(one["name"]),)))[0].ranked[0]
            known = own.get(best.element)
            if known and best.score >= SURE and known.role.subject in ON_RECORD:
                found.add(prop)
        return frozenset(
            code for code, one in self.elements.items() if one["property"] in found and one["role"] in KIN
        )

    def memory(self, catalogue: Catalogue) -> Memory:
        """What was confirmed elsewhere."""
        others = [form_of(one) for one in self.data.forms if not self.is_own(one["form_id"])]
        ids = {form.form_id for form in others}
        answers = [one for one in self.data.gold if one["form_id"] in ids]
        return Memory.of(confirmations_of(answers, others, Matcher(catalogue)))

    def asked(self, with_memory: bool) -> list[Ask]:
        """What every field asks, as the engine finds it."""
        catalogue = catalogue_of(self.data.catalogue_record)
        matcher = Matcher(catalogue, self.memory(catalogue) if with_memory else None)
        return [ask for form in self.forms for ask in asks(form, matcher.match(form), self.is_name)]

    def in_use(self, found: list[Ask]) -> tuple[list[Ask], int]:
        """Every question answered once; how many they were."""
        answers: dict[tuple[str, ...], str] = {}
        for ask in found:
            if ask.question:
                answers.setdefault(ask.question, self.gold[ask.form_id, ask.i][0])
        return list(confirmed(found, answers)), len(answers)


Ways = dict[str, list[Ask]]


# --- merging ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Merged:
    """How a way of merging did."""

    name: str
    distinct: int
    pairs: int
    right: int
    own_pairs: int

    def row(self, fields: int) -> str:
        """As a line of the table."""
        share = self.right / self.pairs if self.pairs else 1.0
        return (
            f"| {self.name} | {fields} | {self.distinct} | {1 - self.distinct / fields:.1%} "
            f"| {self.pairs} | {share:.4f} | {self.own_pairs} |"
        )


def judged(name: str, groups: Iterable[Iterable[Key]], gold: Gold) -> Merged:
    """Pairs of merged fields against gold."""
    distinct = pairs = right = own = 0
    for group in groups:
        distinct += 1
        for one, other in combinations(group, 2):
            if gold[one] == gold[other] == (NONE,):
                own += 1
                continue
            pairs += 1
            right += the_same(gold[one], gold[other])
    return Merged(name, distinct, pairs, right, own)


def groups_of(found: Iterable[Ask]) -> list[list[Key]]:
    """Merged asks as keys of gold."""
    return [[(one.form_id, one.i) for one in group] for group in merged(found).values()]


def by_label(county: County) -> list[list[Key]]:
    """Peer: the union of exactly equal labels."""
    found: dict[str, list[Key]] = defaultdict(list)
    for form in county.forms:
        for i, field in enumerate(form.fields):
            found[squeeze(field.label)].append((form.form_id, i))
    return list(found.values())


def by_likeness(county: County, threshold: int) -> list[list[Key]]:
    """Peer: labels as alike as a threshold of rapidfuzz's ratio, joined."""
    from rapidfuzz import fuzz

    groups = by_label(county)
    label_of = {
        (form.form_id, i): squeeze(one.label) for form in county.forms for i, one in enumerate(form.fields)
    }
    labels = [label_of[group[0]] for group in groups]
    parent = list(range(len(labels)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for one, other in combinations(range(len(labels)), 2):
        if fuzz.ratio(labels[one], labels[other]) >= threshold:
            parent[root(one)] = root(other)
    joined: dict[int, list[Key]] = defaultdict(list)
    for at, group in enumerate(groups):
        joined[root(at)] += group
    return list(joined.values())


def by_gold(county: County) -> list[list[Key]]:
    """What is there to be had: the first gold element, or the label where there is none."""
    found: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for form in county.forms:
        for i, field in enumerate(form.fields):
            first = county.gold[form.form_id, i][0]
            found[first, squeeze(field.label) if first == NONE else ""].append((form.form_id, i))
    return list(found.values())


def merging(county: County, ways: Ways) -> None:
    """The table of distinct fields."""
    fields = len(county.gold)
    print("| way | fields asked | distinct | cut | pairs merged | of them right | pairs of own indicators |")
    print("|---|---|---|---|---|---|---|")
    rows = [judged("exact labels joined", by_label(county), county.gold)]
    rows += [judged(f"rapidfuzz ratio >= {at}", by_likeness(county, at), county.gold) for at in (90, 80, 70)]
    rows += [judged(name, groups_of(found), county.gold) for name, found in ways.items()]
    rows.append(judged("gold itself (ceiling)", by_gold(county), county.gold))
    for row in rows:
        print(row.row(fields))


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
    """How the share that can be filled grows with the ledgers that departments have confirmed.

    In the second round the rows of the first are there with all that their ledger says of them; what a form asks about
    the act of filling it in, and figures, are new each time.
    """
    never = procedural(county)
    alone = earlier = second = 0
    seen: set[tuple[str, str]] = set()
    for form in county.forms:
        has_rows = not is_of_figures(county, form)
        told = set()
        for i, field in enumerate(form.fields):
            gold = county.gold[form.form_id, i]
            own = (form.department, squeeze(field.label) if gold[0] == NONE else gold[0])
            is_held, is_kept = any(one in county.held for one in gold), gold[0] not in never
            alone += is_held
            earlier += is_held or (own in seen and is_kept)
            second += is_held or (has_rows and is_kept)
            told.add(own)
        seen |= told
    whole = len(county.gold)
    print("\n| what is on the record | fields that can be filled | share |\n|---|---|---|")
    for name, count in (
        ("residents and households alone", alone),
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


# --- forms inside forms ----------------------------------------------------------------------------------------------


def forms_inside(county: County, ways: Ways) -> None:
    """Forms that need not be asked for: by fields alone, and where their rows lie inside too."""
    titles = {form.form_id: form.title for form in county.forms}

    def rows_are(form_id: str, other: str, *wanted: Relation) -> bool:
        one, wide = county.scopes.get(titles[form_id]), county.scopes.get(titles[other])
        return one is not None and wide is not None and compare(one, wide).relation in wanted

    print(
        "\n| way | forms inside another by fields | of them: rows inside too | rows apart | rows not told |"
    )
    print("|---|---|---|---|---|")
    for name, found in ways.items():
        by_form: dict[str, list[Ask]] = defaultdict(list)
        for ask in found:
            by_form[ask.form_id].append(ask)
        told = {one.form_id for one in inside(by_form, lambda _one, _other: True)}
        both = inside(by_form, lambda one, other: rows_are(one, other, Relation.EQUAL, Relation.SUBSET))
        apart = inside(by_form, lambda one, other: rows_are(one, other, Relation.DISJOINT))
        rest = told - {one.form_id for one in (*both, *apart)}
        print(f"| {name} | {len(told)} | {len(both)} | {len(apart)} | {len(rest)} |")


def main() -> None:
    """All tables."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--data", type=Path, default=DATA)
    reader.add_argument("--people", type=int, default=20_000)
    given = reader.parse_args()
    folder = given.data
    if not (folder / "dev" / "scope.jsonl").exists():
        print(f"no labelled forms at {folder}: nothing is measured")
        return
    county = County(folder)
    departments = {form.department for form in county.forms}
    print(f"{len(county.forms)} forms, {len(county.gold)} fields, {len(departments)} departments")
    began = time.process_time()
    cold, memory = county.asked(with_memory=False), county.asked(with_memory=True)
    in_use, questions = county.in_use(memory)
    print(f"matched twice in {time.process_time() - began:.1f} CPU s")
    doubtful = sum(bool(ask.question) for ask in memory)
    print(f"in use: {doubtful} doubtful fields are {questions} questions, each asked once\n")
    ways = {"ours, cold": cold, "ours, memory": memory, "ours, in use": in_use}
    merging(county, ways)
    filling(county, ways, given.people)
    growth(county)
    forms_inside(county, ways)


if __name__ == "__main__":
    main()
