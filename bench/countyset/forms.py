"""The county's forms with their gold answers, what the record holds of them, and what the engine says they ask."""

from datetime import date
from functools import cache
from pathlib import Path

from formmatch import Labelled, lines

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
