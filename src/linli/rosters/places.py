"""Where a row belongs: the community by its code, its name, or the address; and whether that is our district at all."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from linli.core.addresses import Address, Gazetteer, parse
from linli.core.addresses.gazetteer import bare
from linli.territory.queries import breadcrumb, children, communities
from linli.territory.states import DivisionKind

ALL_KINDS = tuple(DivisionKind)
DISTRICT_NAMED = re.compile(
    r"^(?:中国)?(?:[一-鿿]{2,3}(?:省|自治区)|[一-鿿]{2})??(?:[一-鿿]{2,4}市)?(?P<name>[一-鿿]{1,4}(?:区|县|市|旗))"
)


@dataclass(frozen=True)
class Community:
    """A community with its names."""

    code: str
    name: str
    short: str
    sub_district: str


class Places:
    """The divisions of one district on a day, as rosters name them."""

    def __init__(self, district: str, as_of: date) -> None:
        self.district = district
        found = communities(district, as_of, ALL_KINDS)
        self.communities = tuple(
            Community(row.code, row.name, row.short_name, row.sub_district_name) for row in found
        )
        self.by_code = {row.code: row for row in self.communities}
        self.by_name: dict[str, list[Community]] = defaultdict(list)
        for row in self.communities:
            for name in {row.name, row.short, bare(row.name), bare(row.short)}:
                self.by_name[name].append(row)
        way = breadcrumb(district, as_of)
        self.above = tuple(row.name for row in way)
        self.name = self.above[-1] if self.above else district
        city = district[:4]
        self.neighbours = frozenset(
            row.name for row in children(city, as_of) if row.code != district
        ) | frozenset(row.name for row in children(district[:2], as_of) if row.code != city)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """What the address grammar is told of this district."""
        return Gazetteer.of(
            {row.sub_district for row in self.communities},
            {row.name for row in self.communities} | {row.short for row in self.communities},
            self.above,
        )

    @cached_property
    def parse(self) -> "_Parser":
        """Addresses taken apart; each distinct string once."""
        return _Parser(self.gazetteer)

    def community(self, name: str, sub_district: str = "") -> str:
        """The code of a community by its name or code; "" when it is unknown, or several have the name."""
        text = name.strip()
        if text in self.by_code:
            return text
        found = self.by_name.get(text) or self.by_name.get(bare(text)) or []
        if len(found) > 1 and sub_district:
            found = [row for row in found if bare(row.sub_district) == bare(sub_district)]
        return found[0].code if len(found) == 1 else ""

    def of_address(self, address: Address) -> str:
        """The code of the community that an address names; "" when it names none of ours."""
        return self.community(address.community, address.sub_district) if address.community else ""

    def other_district(self, text: str) -> str:
        """The name of another district or city that an address begins with; "" when it names ours or none."""
        found = DISTRICT_NAMED.match(text)
        if found is None or self.name in text[: found.end() + 1]:
            return ""
        head = text[: found.end()]
        return next((name for name in self.neighbours if name in head), "")


class _Parser:
    """Remembers what it has taken apart: twenty thousand rows name a few thousand dwellings."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._parse = lru_cache(maxsize=200_000)(lambda text: parse(text, gazetteer))

    def __call__(self, text: str) -> Address:
        return self._parse(text)
