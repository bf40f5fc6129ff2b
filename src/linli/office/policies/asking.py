"""What a page is asked for: the place, the day, the pack and the inputs in its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from linli.core.policy import Rulebook
from linli.territory.queries.divisions import names

COMMUNITY_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Ask:
    """The question of a page, as far as it is in the query string."""

    place: str
    day: date
    pack: str
    proposed: bool
    words: str
    guarantee: str
    inputs: Mapping[str, str]

    @property
    def choices(self) -> tuple[str, ...]:
        """The chosen packs."""
        return (self.pack,) if self.pack else ()


def read_ask(request: HttpRequest, book: Rulebook) -> Ask:
    """Place from the address, else the acting post's own, else the first district that has a pack."""
    asked = request.GET
    names = {one.code for rule in book.rules.values() for one in rule.inputs}
    return Ask(
        place=asked.get("place", "").strip() or default_place(request, book),
        day=request.as_of,  # type: ignore[attr-defined]
        pack=asked.get("pack", "").strip(),
        proposed=asked.get("proposed") == "1",
        words=asked.get("q", "").strip(),
        guarantee=asked.get("guarantee", ""),
        inputs={name: asked[name].strip() for name in sorted(names) if asked.get(name, "").strip()},
    )


def place_words(request: HttpRequest, place: str) -> str:
    """The place by today's name and its code; the code alone where it has no name in the list of divisions."""
    code = place[:COMMUNITY_DIGITS]
    name = names([code], request.today).get(code, "")  # type: ignore[attr-defined]
    return f"{name} {place}".strip()


def default_place(request: HttpRequest, book: Rulebook) -> str:
    """The acting post's place; for a post that is responsible for every place, a district with a pack."""
    prefix: str = request.actor.scope.prefix  # type: ignore[attr-defined]
    if prefix[:2].isdigit():
        return prefix
    scopes = [pack.scope for pack in book.packs if pack.scope]
    return max(scopes, key=len, default="11")
