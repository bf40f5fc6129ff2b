"""Where the rows of a request stand after some links, and what was read there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from linli.base.reading.states import Guarded
from linli.register.gate.places import Whereabouts
from linli.register.gate.reading import Taken
from linli.register.gate.routes import Route
from linli.register.gate.values import Held

Links = tuple[str, ...]


class Found(StrEnum):
    """What became of one cell."""

    VALUE = "value"
    NOTHING = "nothing"  # whose it is, is known; nothing is recorded
    NOBODY = "nobody"  # the record links no such person, home or household
    SEVERAL = "several"  # it links more than one: nobody is guessed
    DIFFERS = "differs"  # the linked person and the row's own words disagree
    GUARDED = "guarded"  # needs an approval that is not there
    ELSEWHERE = "elsewhere"  # recorded outside the places of the request or the post


@dataclass(frozen=True, slots=True)
class Part:
    """What one reading said of one subject. `values` is None where an approval is needed that is not there."""

    taken: Taken
    values: Mapping[str, Held] | None


@dataclass(frozen=True, slots=True)
class Here:
    """Whom a row has arrived at: the subject, its class of age, and what each reading said of it."""

    where: Whereabouts
    age: Guarded | None
    parts: tuple[Part, ...]

    def held(self, part: int | None, code: str) -> Held | None:
        """A value that may be looked at inside the gate."""
        values = self.parts[part].values if part is not None else None
        return None if values is None else values.get(code)


@dataclass(slots=True)
class Stop:
    """Where all rows stand after some links: row -> subject, or why there is none.

    Everything that is the same for all cells of a row is worked out once, by `settle`, in `here`.
    """

    at: dict[UUID, UUID]
    lost: dict[UUID, Found] = field(default_factory=dict)
    where: Mapping[UUID, Whereabouts] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    part_of: dict[str, int] = field(default_factory=dict)
    """By element: which of the readings asked for it. Sealed elements are in none."""
    here: dict[UUID, Here] = field(default_factory=dict)

    def settle(self, taken: Sequence[Taken], groups: Sequence[Iterable[str]]) -> None:
        """Keep what was read: a reading for each group of elements."""
        self.taken = list(taken)
        self.part_of = {code: number for number, group in enumerate(groups) for code in group}
        known: dict[UUID, Here] = {}
        for row, subject in self.at.items():
            where = self.where[subject]
            if where.subject not in known:
                known[where.subject] = self._here(where)
            self.here[row] = known[where.subject]

    def _here(self, where: Whereabouts) -> Here:
        age = self.taken[0].known.age_class(where) if self.taken else None
        return Here(where, age, tuple(_part(one, where) for one in self.taken))

    def follow(self, link: str) -> "Stop":
        """Where the rows stand one link further on."""
        part, further = self.part_of.get(link), Stop({}, dict(self.lost))
        for row, here in self.here.items():
            held = here.held(part, link)
            objects = held.objects if held else ()
            if len(objects) == 1:
                further.at[row] = objects[0]
            elif objects:
                further.lost[row] = Found.SEVERAL
            else:
                is_kept_back = part is not None and here.parts[part].values is None
                further.lost[row] = Found.GUARDED if is_kept_back else Found.NOBODY
        return further


def _part(taken: Taken, where: Whereabouts) -> Part:
    if taken.leaves.get(where.subject) is None:
        return Part(taken, None)
    values = taken.held.get(where.subject, {})
    over = taken.known.outlived(where) if where.has_left else frozenset()
    return Part(taken, {code: held for code, held in values.items() if code not in over} if over else values)


@dataclass(frozen=True, slots=True)
class Column:
    """A route with what is the same in all its rows: at which stop it ends, in which reading, under which element.

    `literal` is the column of the row's own words for it, where the record may hold some.
    """

    route: Route
    stop: int
    part: int | None
    sought: str
    literal: "Column | None" = None


def columns_of(routes: Sequence[Route | None], stops: Mapping[Links, Stop]) -> list[Column | None]:
    """The columns in the order of the routes; stops are numbered in the order of the mapping."""
    number = {links: place for place, links in enumerate(stops)}

    def made(one: Route) -> Column:
        literal = made(one.said) if one.said else None
        return Column(one, number[one.links], stops[one.links].part_of.get(one.sought), one.sought, literal)

    return [None if one is None else made(one) for one in routes]
