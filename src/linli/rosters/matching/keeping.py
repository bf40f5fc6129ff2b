"""What linking found, kept between the dry run and the run: people are found once, not twice."""

from typing import Any
from uuid import UUID

from linli.base.scope import Scope
from linli.core.linkage.single import Evidence
from linli.register.models import Entry, Merge
from linli.rosters.matching.linking import Linked, Pair, Who


def record_state(district: str) -> str:
    """A mark that changes whenever something is recorded, taken back, merged or parted in a district. Two queries."""
    scope = Scope(district)
    last = Entry.objects.in_scope(scope).order_by("-id").values_list("id", flat=True).first()
    merges = Merge.objects.in_scope(scope)
    ended = merges.exclude(ended_at=None).count()
    return f"{last or '-'} {merges.count()} {ended}"


def to_plain(linked: Linked) -> dict[str, Any]:
    """As JSON, without values of anybody."""
    return {
        "who": [[number, _who(one)] for number, one in linked.who.items()],
        "pairs": [
            [_who(p.one), _who(p.other), p.weight, [[e.comparison, e.level, e.weight] for e in p.evidence]]
            for p in linked.pairs
        ],
    }


def of_plain(kept: dict[str, Any]) -> Linked:
    """And back."""
    pairs = [
        Pair(_back(one), _back(other), weight, tuple(Evidence(*parts) for parts in evidence))
        for one, other, weight, evidence in kept["pairs"]
    ]
    return Linked({number: _back(one) for number, one in kept["who"]}, pairs)


def _who(who: Who) -> int | str:
    return who if isinstance(who, int) else str(who)


def _back(who: int | str) -> Who:
    return who if isinstance(who, int) else UUID(who)
