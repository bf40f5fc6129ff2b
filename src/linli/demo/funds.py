"""办事有钱: office, staff and task funds of the twelve months before the survey opened."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from linli.demo.places import Place
from linli.demo.spread import dice, pick

ARREARS, LATE, OVERSPENT = 11, 9, 4
QUARTERS = (3, 6, 9, 12)
BRACKET, ABOVE, BELOW = 5_000, Decimal(10_000), Decimal(8_000)


def funds(
    places: tuple[Place, ...], residents: dict[str, int], rows: dict[str, list[dict[str, Any]]], opened: date
) -> dict[str, list[dict[str, Any]]]:
    """Lines by community code. Some communities got less than was due, some late, some spent beyond an earmark."""
    rng = dice("funds")
    everywhere = range(len(places))
    short, late, over = (pick(many, everywhere, rng) for many in (ARREARS, LATE, OVERSPENT))
    found = {}
    for index, place in enumerate(places):
        office = (ABOVE if residents[place.code] >= BRACKET else BELOW) / 4
        stipends = sum((row["stipend_paid"] for row in rows[place.code]), Decimal(0)) * 3
        lines = []
        for quarter, month in enumerate(QUARTERS):
            first = date(opened.year - 1, month, 1)
            lines.append(_line("district", "office", first, office, rng))
            lines.append(_line("district", "staff", first, stipends, rng, spent_share=Decimal(1)))
            if quarter == 1 and rng.random() < 0.5:
                lines.append(_line("department", "task", first, Decimal(rng.randrange(10, 60) * 100), rng))
        found[place.code] = lines
        _spoil(lines, index in short, index in late, index in over, rng)
    return found


def _line(
    source: str, earmark: str, month: date, due: Decimal, rng: Random, spent_share: Decimal | None = None
) -> dict[str, Any]:
    share = spent_share if spent_share is not None else Decimal(rng.randrange(70, 100)) / 100
    return {
        "source": source,
        "earmark": earmark,
        "month": month,
        "due": due,
        "received": due,
        "received_date": month + timedelta(days=rng.randrange(3, 27)),
        "spent": (due * share).quantize(Decimal(1)),
    }


def _spoil(lines: list[dict[str, Any]], short: bool, late: bool, over: bool, rng: Random) -> None:
    if short:
        line = lines[-2]
        line["received"] = (line["due"] * Decimal(rng.randrange(3, 8)) / 10).quantize(Decimal(1))
        line["spent"] = min(line["spent"], line["received"])
    if late:
        line = lines[2]
        line["received_date"] = line["month"] + timedelta(days=rng.randrange(35, 80))
    if over:
        line = lines[0]
        line["spent"] = line["received"] * 2
