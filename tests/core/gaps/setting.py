"""Communities and rules for the tests of the gaps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from linli.core.gaps import Assessment, Facts, assess
from linli.core.policy import HeldValue, PolicyError, Rulebook, load_directory

DAY = date(2009, 1, 5)
PLACE = "350802001001"
PACKS = Rulebook(*load_directory(Path(__file__).resolve().parents[3] / "policies"))
NOT_IN_FORCE = {"nothing_in_force", "only_proposed", "missing_input", "unknown_rule"}


@dataclass(frozen=True)
class Paper:
    name: str = "测试文件"
    number: str = ""
    article: str = ""


@dataclass(frozen=True)
class Rule:
    rule: str
    minimum: Decimal
    maximum: Decimal
    unit: str = "m2"
    document: Paper = Paper()


@dataclass(frozen=True)
class InForce:
    """The real packs at a place and day, with a few values on top."""

    place: str = PLACE
    day: date = DAY
    packs: Rulebook = PACKS
    extra: Mapping[str, Decimal] = field(default_factory=dict)

    def find(self, rule: str, **inputs: Decimal) -> HeldValue | Rule | None:
        if rule in self.extra:
            return Rule(rule, self.extra[rule], self.extra[rule])
        try:
            return self.packs.value(rule, self.place, self.day, **inputs)
        except PolicyError as error:
            if error.code in NOT_IN_FORCE:
                return None
            raise


DISTRICT_A = InForce()
CITY_B = InForce(day=date(2013, 7, 1), packs=PACKS.choose("county_b"))
NOWHERE = InForce(place="110101001001", day=date(1980, 1, 1))


def staff(*posts: tuple[str, int | None], **each: Any) -> list[dict[str, Any]]:
    """Members as (post, stipend)."""
    return [
        {"post": post, "stipend_paid": None if paid is None else Decimal(paid), **each}
        for post, paid in posts
    ]


def held(
    standards: InForce = DISTRICT_A, groups: Mapping[str, Any] | None = None, **values: Any
) -> Assessment:
    """The assessment of one community that has answered only this."""
    return assess(Facts(PLACE, values, groups or {}), standards, standards.day)


def fund(earmark: str, month: str, due: int | None, received: int | None, **more: Any) -> dict[str, Any]:
    """A line of funds due in a month written YYYY-MM, on time unless told otherwise."""
    return {
        "source": "district",
        "earmark": earmark,
        "month": date(int(month[:4]), int(month[5:]), 1),
        "due": None if due is None else Decimal(due),
        "received": None if received is None else Decimal(received),
        "received_date": date(int(month[:4]), int(month[5:]), 15),
        "spent": Decimal(0),
        **more,
    }
