"""Which of the entries that cover a place and a day is the one that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .model import Entry, Pack, Status


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry with its rank: chosen packs, then the longest scope, a district's own value, proposals."""

    entry: Entry
    chosen: int
    override: bool

    @property
    def rank(self) -> tuple[int, int, bool, bool]:
        """Larger answers first."""
        return (self.chosen, len(self.entry.scope), self.override, self.entry.status is Status.PROPOSED)


class Shelf:
    """All entries by rule, and who may answer for a place."""

    def __init__(
        self, packs: tuple[Pack, ...], chosen: tuple[str, ...], overrides: tuple[Entry, ...]
    ) -> None:
        self._scopes: Mapping[str, str | None] = {pack.code: pack.scope for pack in packs}
        self._by_rule: dict[str, list[Candidate]] = {}
        weight = {code: len(chosen) - index for index, code in enumerate(chosen)}
        for pack in packs:
            if pack.is_bound or pack.code in weight:
                for entry in pack.entries:
                    self._add(Candidate(entry, weight.get(pack.code, 0), override=False))
        for entry in overrides:
            self._add(Candidate(entry, 0, override=True))

    def _add(self, candidate: Candidate) -> None:
        self._by_rule.setdefault(candidate.entry.rule, []).append(candidate)

    def covering(self, rule: str, place: str) -> Iterator[Candidate]:
        """Every candidate for the place, whatever the day and the status."""
        for candidate in self._by_rule.get(rule, ()):
            if candidate.entry.covers(place) or self._is_borrowed(candidate):
                yield candidate

    def _is_borrowed(self, candidate: Candidate) -> bool:
        entry = candidate.entry
        return candidate.chosen > 0 and entry.scope == (self._scopes[entry.pack] or "")

    def best(self, rule: str, place: str, day: date, *, include_proposed: bool) -> Entry | None:
        """The entry that answers for the place and the day; None where nothing does."""
        found = [
            candidate
            for candidate in self.covering(rule, place)
            if candidate.entry.holds_on(day)
            and (include_proposed or candidate.entry.status is Status.IN_FORCE)
        ]
        return max(found, key=lambda candidate: candidate.rank).entry if found else None


def change_days(entries: Iterable[Entry]) -> list[date]:
    """Every day on which one of the entries begins or stops to hold, in order."""
    days: set[date] = set()
    for entry in entries:
        days.add(entry.valid_from)
        if entry.valid_to is not None:
            days.add(entry.valid_to)
    return sorted(days)
