"""社区概况: kind, size, founding day, and generated points."""

from datetime import date
from decimal import Decimal
from typing import Any

from linli.demo.places import Place
from linli.demo.spread import dice, pick

CONVERTED = 12
EXACTLY_5000 = "350802004009"
CENTRES = {
    "350802001": (117.046, 25.104),
    "350802002": (117.024, 25.078),
    "350802003": (117.008, 25.094),
    "350802004": (117.028, 25.098),
}


def profiles(places: tuple[Place, ...], opened: date) -> dict[str, dict[str, Any]]:
    """33 urban communities and 12 converted from villages; one has exactly 5,000 residents."""
    rng = dice("profile")
    converted = pick(CONVERTED, range(len(places)), rng)
    return {
        place.code: _profile(place, index in converted, opened, rng) for index, place in enumerate(places)
    }


def _profile(place: Place, converted: bool, opened: date, rng: Any) -> dict[str, Any]:
    residents = 5000 if place.code == EXACTLY_5000 else rng.randrange(2_600, 9_800)
    longitude, latitude = CENTRES[place.code[:9]]
    return {
        "community_kind": "converted" if converted else "urban",
        "residents": residents,
        "households": int(residents / rng.uniform(2.7, 3.4)),
        "area_km2": Decimal(rng.randrange(*((90, 480) if converted else (25, 140)))) / 100,
        "founded_date": date(opened.year - 6, rng.randrange(1, 13), rng.randrange(1, 29)),
        # Points are generated around each sub-district: they mark no real building.
        "longitude": _degrees(longitude, rng),
        "latitude": _degrees(latitude, rng),
    }


def _degrees(centre: float, rng: Any) -> Decimal:
    return Decimal(str(round(centre + rng.uniform(-0.012, 0.012), 5)))
