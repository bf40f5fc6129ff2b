"""As many communities as one likes, in the shape of the demo's: for benchmarks and tests of speed."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from linli.demo.facts import OPENED, DemoAnswers, complete
from linli.demo.places import Place
from linli.demo.spread import SEED, dice

PREFIX = "9901"
"""A city: no real one has this code."""
PER_SUB_DISTRICT, SUB_DISTRICTS = 14, 36
# What may differ from community to community without breaking a check of the questionnaire.
VARIED = ("office_area", "representatives_meetings", "disclosures", "posts_approved")


def many(count: int, seed: int = SEED, opened: date = OPENED) -> Iterator[DemoAnswers]:
    """`count` communities of a city, 14 to a sub-district and 36 of those to a district; some 260 answers each."""
    models = list(complete(opened).values())
    for number in range(count):
        rng = dice(f"many/{number}", seed)
        yield _variant(
            Place(code_of(number), f"第{number + 1}社区居委会"), models[number % len(models)], opened, rng
        )


def code_of(number: int) -> str:
    """The code of the community with this number, from 0."""
    sub_district, community = divmod(number, PER_SUB_DISTRICT)
    district, sub_district = divmod(sub_district, SUB_DISTRICTS)
    return f"{PREFIX}{district + 1:02d}{sub_district + 1:03d}{community + 1:03d}"


def _variant(place: Place, model: DemoAnswers, opened: date, rng: Random) -> DemoAnswers:
    values = dict(model.values)
    for code in VARIED:
        values[code] = max(0, int(int(values[code]) * rng.uniform(0.5, 1.5)))
    values["office_area"] = Decimal(values["office_area"])
    groups = {"staff": model.groups["staff"], "funds": _monthly(opened, rng)}
    return DemoAnswers(place, values, groups)


def _monthly(opened: date, rng: Random) -> list[dict[str, Any]]:
    lines = []
    for month in range(1, 13):
        first = date(opened.year - 1, month, 1)
        for earmark, due in (("office", 800), ("staff", 4200)):
            received = due if rng.random() < 0.95 else due // 2
            lines.append(
                {
                    "source": "district",
                    "earmark": earmark,
                    "month": first,
                    "due": Decimal(due),
                    "received": Decimal(received),
                    "received_date": first + timedelta(days=rng.randrange(2, 34)),
                    "spent": Decimal(received),
                }
            )
    return lines
