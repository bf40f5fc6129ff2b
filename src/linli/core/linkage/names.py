"""How likely it is that another person has the same name: counted for common names, put together for rare ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Of a name that only one person is known to have, at least and at most this many other bearers are expected.
FEWEST, MOST = 0.05, 2.0
NEWBORN_ENDINGS = ("之子", "之女", "之儿")


@dataclass(frozen=True, slots=True)
class NameShares:
    """Share of people with a name, other than the one at hand.

    The share of a rare name among the rows says little: they may all be one person's. So what counts is how many
    *different numbers* stand beside the name, less one; and for a name seen on one person, how likely its surname
    and characters are to meet by chance.
    """

    people: float
    bearers: dict[str, int]
    surnames: dict[str, float]
    characters: dict[str, float]
    lengths: dict[int, float]

    @classmethod
    def of(cls, names: Iterable[tuple[str, int, int]]) -> NameShares:
        """From (name, rows, different sound numbers), one for each name."""
        bearers: dict[str, int] = {}
        surnames: dict[str, float] = {}
        characters: dict[str, float] = {}
        lengths: dict[int, float] = {}
        rows = people = 0
        for name, count, numbers in names:
            rows, people = rows + count, people + numbers
            if numbers > 1:
                bearers[name] = numbers
            lengths[len(name)] = lengths.get(len(name), 0.0) + count
            surnames[name[:1]] = surnames.get(name[:1], 0.0) + count
            for character in name[1:]:
                characters[character] = characters.get(character, 0.0) + count
        given = sum(characters.values())
        return cls(
            people=max(people, rows / 4, 1),
            bearers=bearers,
            surnames={name: count / max(rows, 1) for name, count in surnames.items()},
            characters={character: count / given for character, count in characters.items()},
            lengths={length: count / max(rows, 1) for length, count in lengths.items()},
        )

    def share(self, name: str) -> float:
        """Share of the people who have this name, the one at hand left out; never nought."""
        if name[-2:] in NEWBORN_ENDINGS:
            # As common as its mother's name, and her other children have it too.
            return self.share(name[:-2]) + MOST / self.people
        expected = min(max(self.people * self._by_chance(name), FEWEST), MOST)
        return (self.bearers.get(name, 1) - 1 + expected) / self.people

    def _by_chance(self, name: str) -> float:
        rare = 0.1 / self.people
        chance = self.lengths.get(len(name), rare) * self.surnames.get(name[:1], rare)
        for character in name[1:]:
            chance *= self.characters.get(character, rare)
        return chance
