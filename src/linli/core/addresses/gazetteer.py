"""Names of places above the road, taken from a list of divisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

SUB_DISTRICT_ENDINGS = ("街道办事处", "街道", "镇", "乡")
COMMITTEE_ENDINGS = (
    "社区居民委员会",
    "居民委员会",
    "村民委员会",
    "社区居委会",
    "居委会",
    "村委会",
    "社区",
    "村",
)
UPPER_ENDINGS = ("省", "市", "自治区", "区", "县")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Short names (without their endings) of sub-districts and of communities, for strings that leave them bare;
    `uppers` are provinces, cities and districts, with and without their endings.
    """

    sub_districts: frozenset[str] = field(default_factory=frozenset)
    communities: frozenset[str] = field(default_factory=frozenset)
    uppers: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(
        cls, sub_districts: Iterable[str], communities: Iterable[str], uppers: Iterable[str] = ()
    ) -> Gazetteer:
        """From full names as the national list of divisions writes them."""
        above = set(uppers)
        return cls(
            frozenset(bare(name, SUB_DISTRICT_ENDINGS) for name in sub_districts),
            frozenset(bare(name, COMMITTEE_ENDINGS) for name in communities),
            frozenset(above | {bare(name, UPPER_ENDINGS) for name in above}),
        )


def bare(name: str, endings: tuple[str, ...] = SUB_DISTRICT_ENDINGS + COMMITTEE_ENDINGS) -> str:
    """A name without its ending; a name that is nothing but an ending stays."""
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
