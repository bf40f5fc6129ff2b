"""Which of several values is believed: by whose word counts first for an element, then by date."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from linli.register.ledger.facts import EntryInfo, LiveFact
from linli.register.models import Precedence
from linli.register.states import DEFAULT_PRECEDENCE

ANY = "*"
Groups = Sequence[Sequence[str]]


class Ranking:
    """The order of sources on one day: first by element, then by kind of information, then for everything."""

    def __init__(self, orders: Mapping[str, Groups]) -> None:
        self._orders = orders
        self._ranks: dict[tuple[str, str], dict[str, int]] = {}

    def rank(self, element: str, information: str, source: str) -> int:
        """0 counts most; sources that nobody named come last, together."""
        key = (element, information)
        if key not in self._ranks:
            groups = (
                self._orders.get(element)
                or self._orders.get(f"class:{information}")
                or self._orders.get(ANY)
                or ()
            )
            self._ranks[key] = {code: place for place, group in enumerate(groups) for code in group}
        return self._ranks[key].get(source, 99)


def ranking(day: date, district: str = "") -> Ranking:
    """The order in force on a day: the default one, changed by the rows of the table. One query."""
    orders: dict[str, Groups] = dict(DEFAULT_PRECEDENCE)
    rows = (
        Precedence.objects.filter(Q(district="") | Q(district=district), valid_from__lte=day)
        .order_by("district", "valid_from", "recorded_at", "id")
        .values_list("element", "sources")
    )
    orders.update(rows)
    return Ranking(orders)


class Golden(NamedTuple):
    """The fact that is believed of an element, and the last words of the other sources.

    `disagree` is True when one of them says something else.
    """

    fact: LiveFact
    value: str
    others: tuple[LiveFact, ...] = ()
    disagree: bool = False


def chosen(
    facts: Sequence[LiveFact],
    entries: Mapping[UUID, EntryInfo],
    rank: Callable[[str], int],
    corrected: Mapping[UUID, LiveFact],
) -> list[LiveFact]:
    """The last word of each source, the believed one first.

    A correction counts as much as what it corrects, or as its own source where that counts more.
    """
    latest: dict[str, tuple[tuple[int, int, float, UUID], LiveFact]] = {}
    for fact in facts:
        source = entries[fact.entry].source
        place = rank(source)
        target = corrected.get(fact.corrects) if fact.corrects else None
        while target is not None:
            place = min(place, rank(entries[target.entry].source))
            target = corrected.get(target.corrects) if target.corrects else None
        key = (
            -place,
            fact.valid_from.toordinal() if fact.valid_from else 0,
            entries[fact.entry].recorded_at.timestamp(),
            fact.id,
        )
        held = latest.get(source)
        if held is None or key[1:] > held[0][1:]:
            latest[source] = (key, fact)
    return [fact for _key, fact in sorted(latest.values(), key=lambda pair: pair[0], reverse=True)]


def by_element(facts: Iterable[LiveFact]) -> dict[str, list[LiveFact]]:
    """Facts in groups, in the order in which elements first appear."""
    found: dict[str, list[LiveFact]] = {}
    for fact in facts:
        found.setdefault(fact.element, []).append(fact)
    return found
