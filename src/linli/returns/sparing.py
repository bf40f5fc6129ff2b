"""Which numbers of a return a department is not told: small ones of a sensitive kind, and what would give them away."""

from collections.abc import Mapping

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.catalogue.queries import vocabulary
from linli.core.figures import Figure, figure_of, sums_of
from linli.core.smallcells import THRESHOLD
from linli.returns.models import FilledFigure, Filling

NOTHING: frozenset[int] = frozenset()


def hidden_in(kept: Mapping[int, FilledFigure], filling: Filling, by: Actor) -> frozenset[int]:
    """The positions whose numbers a reader is not told. Communities and sub-districts are told all.

    A count from 1 to 9 by sensitive values says who somebody is (Statistics Law, article 28). Where it is a part of a
    sum whose other numbers are told, the whole less the others would give it back: so one more of them is hidden.
    """
    if by.role != Role.DEPARTMENT:
        return NOTHING
    hidden = {at for at, one in kept.items() if one.is_sensitive and 0 < one.counted < THRESHOLD}
    if not hidden:
        return NOTHING
    places = sorted(at for at, one in kept.items() if one.rule)
    figures: list[Figure | None] = [figure_of(kept[at].rule) for at in places]
    lines = [
        [places[one] for one in (found.whole, *found.parts)]
        for found in sums_of(figures, vocabulary(filling.on_date))
    ]
    while more := {at for line in lines if (at := _given_away(line, hidden, kept)) is not None}:
        hidden |= more
    return frozenset(hidden)


def _given_away(line: list[int], hidden: set[int], kept: Mapping[int, FilledFigure]) -> int | None:
    """The number to hide besides, where a sum has a single hidden one: the smallest part that counts anybody."""
    shown = [at for at in line if at not in hidden]
    if len(line) - len(shown) != 1:
        return None
    whole = line[0]
    parts = [at for at in shown if at != whole]
    return min(parts, key=lambda at: (kept[at].counted == 0, kept[at].counted, at), default=whole)
