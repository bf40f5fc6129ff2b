"""The county's forms with their gold answers, what the record holds of them, and what the engine says they ask."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from formmatch import Labelled, lines
from register_made import batches

from linli.core.elements import Seed, Subject, load_directory
from linli.core.formmatch import (
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
from linli.core.formmatch.merging import Ask, asks, confirmed
from linli.core.population import blocks, made_up_places
from linli.core.scopes import scope_of

ROOT = Path(__file__).resolve().parents[2]
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


@cache
def recorded_codes() -> frozenset[str]:
    """Elements that the rosters of a made-up district bring (register_made.py), and what is worked out of them."""
    brought = {
        fact.element
        for batch in batches(blocks(300, seed=7, places=made_up_places(1)))
        for said in batch.facts.values()
        for fact in said
    }
    names = {code.partition(".")[2] for code in brought}
    return frozenset(
        one.code
        for one in reference().elements
        if one.code in brought or (one.property.derivation and set(one.property.derivation.sources) <= names)
    )


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
        codes = self._codes()
        self.held = self._of_kin(codes)
        recorded = recorded_codes()
        self.recorded = self._of_kin(prop for prop, code in codes.items() if code in recorded)

    @staticmethod
    def is_own(form_id: str) -> bool:
        """Whether a form is of the county."""
        return form_id.split("-")[0] in COUNTY

    def is_name(self, element: str) -> bool:
        """Whether an element is somebody's name."""
        return element in self.elements and self.elements[element]["property"] == "name"

    def _codes(self) -> dict[str, str]:
        """Properties of the set -> the product's own element about a resident, household or home, where sure."""
        own = {one.code: one for one in reference().elements}
        matcher = Matcher(catalogue_of_elements(own.values()))
        bases = {one["property"]: one for one in self.elements.values() if one["role"] in ("", "self")}
        found = {}
        for prop, one in bases.items():
            best = matcher.match(Form("one", (Field(one["name"]),)))[0].ranked[0]
            known = own.get(best.element)
            if known and best.score >= SURE and known.role.subject in ON_RECORD:
                found[prop] = known.code
        return found

    def _of_kin(self, props: Iterable[str]) -> frozenset[str]:
        """Elements of the set with these properties, of somebody the record finds from the row's own person."""
        wanted = set(props)
        return frozenset(
            code for code, one in self.elements.items() if one["property"] in wanted and one["role"] in KIN
        )

    def memory(self, catalogue: Catalogue) -> Memory:
        """What was confirmed elsewhere."""
        others = [form_of(one) for one in self.data.forms if not self.is_own(one["form_id"])]
        ids = {form.form_id for form in others}
        answers = [one for one in self.data.gold if one["form_id"] in ids]
        return Memory.of(confirmations_of(answers, others, Matcher(catalogue)))

    def asked(self, with_memory: bool, bare: bool = False) -> list[Ask]:
        """What every field asks, as the engine finds it; `bare` without our phrases."""
        catalogue = catalogue_of(self.data.catalogue_record, own_names_only=bare)
        matcher = Matcher(catalogue, self.memory(catalogue) if with_memory else None)
        return [ask for form in self.forms for ask in asks(form, matcher.match(form), self.is_name)]

    def learning(self, bare: bool = False) -> list[list[Ask]]:
        """What the fields of each form ask, where all forms before it have been confirmed by a person."""
        catalogue = catalogue_of(self.data.catalogue_record, own_names_only=bare)
        first = Matcher(catalogue)
        known = list(self.memory(catalogue).confirmations)
        found = []
        for form in self.forms:
            matches = Matcher(catalogue, Memory.of(known)).match(form)
            found.append(list(asks(form, matches, self.is_name)))
            answers = [one for one in self.data.gold if one["form_id"] == form.form_id]
            known += confirmations_of(answers, [form], first)
        return found

    def in_use(self, found: list[Ask]) -> tuple[list[Ask], int]:
        """Every question answered once; how many they were."""
        answers: dict[tuple[str, ...], str] = {}
        for ask in found:
            if ask.question:
                answers.setdefault(ask.question, self.gold[ask.form_id, ask.i][0])
        return list(confirmed(found, answers)), len(answers)


Ways = dict[str, list[Ask]]
