"""Reading forms and finding their data elements: our engine against its peers, by leaving one source out.

Run: .venv/bin/python bench/formmatch.py [--data FOLDER] [--only ours] [--skip-scopes] [--apart]

FOLDER holds catalogue.json, dev/forms.jsonl and dev/gold.jsonl (../shared/data/forms by default); they are scored with
evaluate_matching.py of the folder's tools. "Cold" knows the catalogue alone; "memory" also the confirmed forms of the
other sources, which every peer is given as further names of the confirmed elements. With --apart, sources of one
repository count as one. A peer accepts above the threshold that reaches 99 % precision, chosen with hindsight on the
very answers it is scored on; ours has its rules fixed beforehand. Without the folder only reading and scopes are run.
"""

import argparse
import importlib.util
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from linli.core.formmatch import (
    NONE,
    Catalogue,
    Form,
    Matcher,
    Memory,
    catalogue_of,
    confirmations_of,
    form_of,
)
from linli.core.formmatch.labels import squeeze

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "forms"
PEERS = ("exact", "rapidfuzz", "BM25", "TF-IDF")
OURS, BARE = "ours", "ours, without our phrases"
# The sources of one repository, for --apart.
SAME_REPOSITORY = {"txb": "tx", "fu": "ft"}
PRECISE = 0.99
Ranked = list[tuple[str, float]]
Names = list[tuple[str, str]]


def lines(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# --- peers: names of elements -> a function from a label to ranked elements ----------------------------------------


def best_of(names: Names, scores: Any) -> Ranked:
    """Elements by their best name, ten at most."""
    found: dict[str, float] = {}
    for at in sorted(range(len(names)), key=lambda i: -scores[i])[:60]:
        found.setdefault(names[at][1], float(scores[at]))
    return list(found.items())[:10]


def exact(names: Names) -> Callable[[str], Ranked]:
    """The same text after the same folding."""
    known: dict[str, list[str]] = defaultdict(list)
    for name, element in names:
        known[name].append(element)
    return lambda label: [(element, 1.0) for element in dict.fromkeys(known.get(label, ()))]


def rapidfuzz_peer(names: Names) -> Callable[[str], Ranked]:
    """WRatio of rapidfuzz over all names."""
    from rapidfuzz import fuzz, process

    texts = [name for name, _ in names]

    def rank(label: str) -> Ranked:
        found: dict[str, float] = {}
        for _, score, at in process.extract(label, texts, scorer=fuzz.WRatio, limit=40):
            found.setdefault(names[at][1], score / 100)
        return list(found.items())[:10]

    return rank


def bm25_peer(names: Names) -> Callable[[str], Ranked]:
    """BM25 over words as jieba parts them."""
    import bm25s
    import jieba

    jieba.setLogLevel(60)
    index = bm25s.BM25()
    index.index([list(jieba.cut_for_search(name)) for name, _ in names], show_progress=False)
    return lambda label: best_of(names, index.get_scores(list(jieba.cut_for_search(label)) or ["?"]))


def tfidf_peer(names: Names) -> Callable[[str], Ranked]:
    """Cosine of character runs of one to three, by scikit-learn."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    matrix = vectors.fit_transform([name for name, _ in names])
    return lambda label: best_of(names, (matrix @ vectors.transform([label]).T).toarray()[:, 0])


MAKERS = {"exact": exact, "rapidfuzz": rapidfuzz_peer, "BM25": bm25_peer, "TF-IDF": tfidf_peer}


def names_of(catalogue: Catalogue, memory: Memory | None) -> Names:
    """Names and aliases of the elements, and what memory has called them."""
    found = [(squeeze(name), one.id) for one in catalogue.elements for name in (one.name, *one.aliases)]
    for one in memory.confirmations if memory else ():
        found += [(one.place.label, element) for element in one.accept]
    return list(dict.fromkeys(found))


# --- leaving one source out ------------------------------------------------------------------------------------------


class Labelled:
    """The labelled forms with their scorer."""

    def __init__(self, folder: Path, apart: bool) -> None:
        self.catalogue_record = json.loads((folder / "catalogue.json").read_text(encoding="utf-8"))
        self.forms = lines(folder / "dev" / "forms.jsonl")
        self.gold = lines(folder / "dev" / "gold.jsonl")
        self.apart = apart
        tool = folder.parents[1] / "tools" / "evaluate_matching.py"
        spec = importlib.util.spec_from_file_location("evaluate_matching", tool)
        assert spec
        assert spec.loader
        self.scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.scorer)

    def source(self, form_id: str) -> str:
        """The source a form is of."""
        source = form_id.split("-")[0]
        return SAME_REPOSITORY.get(source, source) if self.apart else source

    def folds(
        self, with_memory: bool, bare: bool = False
    ) -> Iterator[tuple[Catalogue, Memory | None, list[Form]]]:
        """For each source: a fresh catalogue, the memory of the others, the forms to be matched."""
        for source in sorted({self.source(record["form_id"]) for record in self.forms}):
            catalogue = catalogue_of(self.catalogue_record, own_names_only=bare)
            memory = None
            if with_memory:
                others = [form_of(one) for one in self.forms if self.source(one["form_id"]) != source]
                known = {form.form_id for form in others}
                answers = [one for one in self.gold if one["form_id"] in known]
                memory = Memory.of(confirmations_of(answers, others, Matcher(catalogue)))
            yield (
                catalogue,
                memory,
                [form_of(one) for one in self.forms if self.source(one["form_id"]) == source],
            )

    def score(self, answers: dict[tuple[str, int], tuple[list[str], bool]]) -> dict[str, Any]:
        """What evaluate_matching.py says."""
        items = []
        for one in self.gold:
            ranked, auto = answers.get((one["form_id"], one["i"]), ([], False))
            items.append({**one, "ranked": ranked, "auto": auto})
        found: dict[str, Any] = self.scorer.score(items)
        return found


def ours(data: Labelled, with_memory: bool, bare: bool = False) -> tuple[dict[str, Any], float]:
    """Our engine on every fold; scores and CPU seconds a field, without making the indexes."""
    answers, seconds, fields = {}, 0.0, 0
    for catalogue, memory, forms in data.folds(with_memory, bare):
        matcher = Matcher(catalogue, memory)
        matcher.match(form_of({"form_id": "first", "fields": [{"label": "姓名"}]}))
        began = time.process_time()
        matches = [match for form in forms for match in matcher.match(form)]
        seconds += time.process_time() - began
        fields += len(matches)
        for match in matches:
            answers[match.form_id, match.i] = ([one.element for one in match.ranked], match.auto)
    return data.score(answers), seconds / fields


def peer(
    data: Labelled, with_memory: bool, make: Callable[[Names], Callable[[str], Ranked]]
) -> tuple[dict[str, Any], float]:
    """A peer on every fold, with the threshold that suits it best."""
    found: dict[tuple[str, int], Ranked] = {}
    seconds = 0.0
    for catalogue, memory, forms in data.folds(with_memory):
        rank = make(names_of(catalogue, memory))
        began = time.process_time()
        for form in forms:
            for i, field in enumerate(form.fields):
                found[form.form_id, i] = rank(squeeze(field.label))
        seconds += time.process_time() - began
    at = hindsight(data, found)
    answers = {
        key: ([element for element, _ in ranked], bool(ranked) and ranked[0][1] >= at)
        for key, ranked in found.items()
    }
    return data.score(answers), seconds / len(found)


def hindsight(data: Labelled, found: dict[tuple[str, int], Ranked]) -> float:
    """The lowest score from which on 99 of 100 accepted answers are right; above all scores where there is none."""
    scored = []
    for one in data.gold:
        ranked = found[one["form_id"], one["i"]]
        if ranked and ranked[0][0] != NONE:
            scored.append((ranked[0][1], ranked[0][0] in one["accept"]))
    best, right = 2.0, 0
    scored.sort(reverse=True)
    for count, (score, is_right) in enumerate(scored, start=1):
        right += is_right
        is_last_of_its_score = count == len(scored) or scored[count][0] < score
        if is_last_of_its_score and right >= PRECISE * count:
            best = score
    return best


def table(data: Labelled, only: str | None) -> None:
    """One table of all methods, cold and with memory."""
    print(
        f"{len(data.forms)} forms, {len(data.gold)} fields, {len(data.catalogue_record['elements'])} elements"
    )
    print(
        "| method | top-1 | top-3 property | accepted | precision | wrong person | false accepts | ms a field |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for with_memory in (False, True):
        for name in (*PEERS, BARE, OURS):
            if only and name != only:
                continue
            if name in MAKERS:
                score, seconds = peer(data, with_memory, MAKERS[name])
            else:
                score, seconds = ours(data, with_memory, bare=name == BARE)
            accepted, precision = (score[key] or 0.0 for key in ("auto_coverage", "auto_precision"))
            print(
                f"| {name}, {'memory' if with_memory else 'cold'} | {score['top1']:.4f} | {score['top3_property']:.4f} "
                f"| {accepted:.4f} | {precision:.4f} | {score['wrong_person']} | {score['false_accept_rate']:.4f} "
                f"| {1000 * seconds:.3f} |"
            )


# --- reading ---------------------------------------------------------------------------------------------------------


def reading(catalogue: Catalogue) -> None:
    """250 files read and matched, from twenty drawn forms."""
    from linli.cli.forms_files import sheets_of_file
    from linli.core.formmatch.layout import form_record, read_layout
    from tests.core.formmatch.twenty_forms import TWENTY, asked

    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i in range(250):
            made = TWENTY[i % len(TWENTY)]
            paths.append(Path(folder) / f"{i}-{made.name}")
            paths[-1].write_bytes(made.make())
        matcher = Matcher(catalogue)
        began, wall = time.process_time(), time.perf_counter()
        layouts = [read_layout(sheets_of_file(path)) for path in paths]
        read = time.process_time() - began
        count = sum(len(matcher.match(form_of(form_record(str(i), one)))) for i, one in enumerate(layouts))
        both, wall = time.process_time() - began, time.perf_counter() - wall
    wanted = found = right = 0
    for layout, made in zip(layouts, TWENTY, strict=False):
        gold, labels = [label for _, label in asked(made)], [laid.label for laid in layout.fields]
        wanted, found = wanted + len(gold), found + len(labels)
        right += sum(min(gold.count(label), labels.count(label)) for label in set(gold))
    print(f"\n{len(paths)} files, {count} fields: read in {read:.2f} CPU s, read and matched in {both:.2f}")
    print(f"({wall:.2f} s by the clock)")
    print(f"layout of the twenty forms: recall {right / wanted:.4f}, precision {right / found:.4f}")


# --- scopes ----------------------------------------------------------------------------------------------------------


def scopes(pairs: int, people: int) -> None:
    """Generated pairs of scopes: reasoning against counting made-up people."""
    from linli.core.population import blocks
    from linli.core.scopes import Condition, Operator, Relation, Scope, Unit, compare, holds

    day = date(2026, 1, 1)
    rows = [
        {
            "self.sex": "男" if person.is_male else "女",
            "self.birth_date": person.birth,
            "self.hukou_type": ("农业", "非农业", None)[person.person_id % 3],
            "dibao_flag": person.person_id % 11 == 0,
        }
        for block in blocks(people, seed=11)
        for household in block.households
        for person in household.people
    ]
    draw = random.Random(4)

    def condition() -> Condition:
        low, high = sorted(draw.sample(range(90), 2))
        return draw.choice(
            [
                Condition("self.age", Operator.BETWEEN, (low, high)),
                Condition("self.age", draw.choice([Operator.AT_LEAST, Operator.LESS]), (high,)),
                Condition("self.sex", Operator.IS, (draw.choice("男女"),)),
                Condition(
                    "self.hukou_type",
                    draw.choice([Operator.IS, Operator.IS_NOT]),
                    (draw.choice(["农业", "非农业"]),),
                ),
                Condition("dibao_flag", Operator.IS, (draw.random() < 0.5,)),
            ]
        )

    made = [
        Scope(Unit.PERSON, tuple(condition() for _ in range(draw.randint(0, 2))), as_of=day)
        for _ in range(pairs)
    ]
    inside = [frozenset(i for i, row in enumerate(rows) if holds(scope, row)) for scope in made]
    wrong, told, began = 0, defaultdict(int), time.process_time()
    for i, a in enumerate(made):
        for j, b in enumerate(made[:i]):
            relation = compare(a, b).relation
            told[relation.value] += 1
            common = inside[i] & inside[j]
            wrong += {
                Relation.DISJOINT: bool(common),
                Relation.SUBSET: common != inside[i],
                Relation.SUPERSET: common != inside[j],
                Relation.EQUAL: inside[i] != inside[j],
                Relation.OVERLAP: False,
            }[relation]
    count = sum(told.values())
    each = 1000 * (time.process_time() - began) / count
    kinds = ", ".join(f"{name} {number}" for name, number in sorted(told.items()))
    print(f"\n{count} pairs of scopes on {len(rows):,} people ({kinds}):")
    print(f"{wrong} contradicted by counting, {each:.2f} ms a pair")


def main() -> None:
    """The table, then reading, then scopes."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--data", type=Path, default=DATA)
    reader.add_argument("--only", choices=(*PEERS, BARE, OURS))
    reader.add_argument("--apart", action="store_true", help="sources of one repository count as one")
    reader.add_argument("--skip-scopes", action="store_true")
    asked = reader.parse_args()
    sys.path.insert(0, str(ROOT))
    if (asked.data / "catalogue.json").exists():
        data = Labelled(asked.data, asked.apart)
        table(data, asked.only)
        reading(catalogue_of(data.catalogue_record))
    else:
        from tests.core.formmatch.small import CATALOGUE

        print(f"no labelled forms at {asked.data}: matching is not measured")
        reading(CATALOGUE)
    if not asked.skip_scopes:
        scopes(pairs=70, people=20_000)


if __name__ == "__main__":
    main()
