"""What a county's departments ask of communities, and how much of it has to be asked: the engine against its peers.

Run: .venv/bin/python bench/county.py [--data FOLDER] [--people 20000]

FOLDER holds catalogue.json, dev/forms.jsonl, dev/gold.jsonl and dev/scope.jsonl (../shared/data/forms by default). The
forms of one county (sources tx and txb) are matched knowing nothing of that county: "cold" knows the catalogue alone,
"memory" also the confirmed forms of the other sources, "in use" has a person answer each distinct question about a
doubtful field once (with the gold answer of the first field that asks it), for all fields that ask the same.
"Without our phrases" knows properties by the catalogue's own names alone: our phrases were written with these forms on
the table, so a county never seen before lies between the two. Without the folder nothing is measured, and that is said.

- merged: fields that ask the same thing (core.formmatch.merging); a pair of merged fields is right where the gold
  answers of both share an element. Gold says of a department's own indicators only that they are none; pairs of those
  are counted apart and have equal labels.
- filled: the share of fields whose element a record of residents and households holds (the product's own catalogue
  says which), once counting each field of a form, once each cell of the rows that the form's scope has in a made-up
  district, where a parent's cell counts only for a resident whose parent is in the household. "The record" is what it
  has a place for; a stricter line counts only what the rosters of a made-up district (bench/register_made.py) bring.
- form by form: the county's forms in their order, each confirmed before the next is matched, so that memory learns.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from countyset.filling import filling, growth  # noqa: E402  # beside this file
from countyset.forms import County, Gold, Key, Ways, the_same  # noqa: E402
from countyset.learning import learnt  # noqa: E402
from formmatch import DATA  # noqa: E402

from linli.core.formmatch import NONE  # noqa: E402
from linli.core.formmatch.labels import squeeze  # noqa: E402
from linli.core.formmatch.merging import Ask, inside, merged  # noqa: E402
from linli.core.scopes import Relation, compare  # noqa: E402

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
    ways = {
        "ours, without our phrases, cold": county.asked(with_memory=False, bare=True),
        "ours, without our phrases, memory": county.asked(with_memory=True, bare=True),
        "ours, cold": cold,
        "ours, memory": memory,
        "ours, in use": in_use,
    }
    merging(county, ways)
    filling(county, ways, given.people)
    growth(county)
    learnt(county)
    forms_inside(county, ways)


if __name__ == "__main__":
    main()
