"""The 45 residents' committees of the district's four core sub-districts, from the list that territory ships."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from linli.territory.rules.names import short_name

DISTRICT = "350802"
SUB_DISTRICTS = ("350802001", "350802002", "350802003", "350802004")
LAST_RESIDENTS_COMMITTEE = 199


@dataclass(frozen=True, slots=True)
class Place:
    """A community by its code and real name."""

    code: str
    name: str

    @property
    def short_name(self) -> str:
        """The name people say."""
        return short_name(self.name)


def places() -> tuple[Place, ...]:
    """In order of their codes."""
    text = files("linli.territory").joinpath("data/divisions_3508.csv").read_text(encoding="utf-8")
    rows = [(row["code"], row["name"]) for row in csv.DictReader(text.splitlines())]
    return tuple(
        Place(code, name)
        for code, name in sorted(rows)
        if len(code) == 12 and code[:9] in SUB_DISTRICTS and int(code[9:]) <= LAST_RESIDENTS_COMMITTEE
    )
