"""服务有网: grids, service centres, health stations, facilities by kind, jobs, volunteers, patrols."""

from typing import Any

from linli.demo.places import Place
from linli.demo.spread import dice, pick, spread, spread_below

CENTRES = 42  # of communities; with one of the district and four of the sub-districts, 47
# "15 stations shared by 26 communities": 15 have one of their own, which 11 neighbours use with them.
STATIONS_OWN, STATIONS_SHARED = 15, 11
FACILITIES = {
    "facility_youth_education": 61,
    "facility_nursery": 166,
    "facility_elderly_care": 8,
    "facility_catering": 1_164,
    "facility_retail": 2_294,
    "facility_repair": 472,
    "facility_advice": 75,
    "facility_other": 24,
}
FACILITIES_STATED = 6_413
OVERSTATED_BY = 31  # communities whose stated total is above the sum of their kinds
JOBLESS, PLACED = 4_963, 4_070
TOTALS = {
    "volunteer_organisations": 62,
    "volunteers_full_time": 495,
    "volunteers_part_time": 10_239,
    "volunteers_registered": 620,
    "patrol_teams": 30,
}
WITHOUT_GRIDS, HOMES_MISSING, OFFICERS_MISSING, REQUESTS_OPEN = 4, 6, 8, 12


def services(places: tuple[Place, ...], profiles: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Answers by community code; sums are those of report A."""
    weights = [float(profiles[place.code]["residents"]) for place in places]
    answers: dict[str, dict[str, Any]] = {place.code: {} for place in places}
    _counts(places, weights, answers)
    _stations(places, answers)
    for place in places:
        _grids(place, profiles[place.code]["households"], answers[place.code])
    _gaps(places, answers)
    return answers


def _counts(places: tuple[Place, ...], weights: list[float], answers: dict[str, dict[str, Any]]) -> None:
    rng = dice("counts")
    columns = {code: spread(total, weights, rng) for code, total in (FACILITIES | TOTALS).items()}
    columns["jobless_registered"] = spread(JOBLESS, weights, rng, least=10)
    columns["jobless_placed"] = spread_below(PLACED, columns["jobless_registered"], rng)
    above = sorted(pick(OVERSTATED_BY, range(len(places)), rng))
    extra = dict(zip(above, spread(_unexplained(), [1.0] * len(above), rng, least=5), strict=True))
    for index, place in enumerate(places):
        own = answers[place.code]
        own.update({code: column[index] for code, column in columns.items()})
        own["facility_total_stated"] = sum(own[code] for code in FACILITIES) + extra.get(index, 0)


def _unexplained() -> int:
    return FACILITIES_STATED - sum(FACILITIES.values())


def _stations(places: tuple[Place, ...], answers: dict[str, dict[str, Any]]) -> None:
    rng = dice("stations")
    order = list(range(len(places)))
    rng.shuffle(order)
    kinds = ["own"] * STATIONS_OWN + ["shared"] * STATIONS_SHARED
    kinds += ["none"] * (len(places) - len(kinds))
    for index, kind in zip(order, kinds, strict=True):
        answers[places[index].code]["health_station"] = kind
    without = pick(len(places) - CENTRES, range(len(places)), rng)
    for index, place in enumerate(places):
        answers[place.code]["service_centre"] = index not in without


def _grids(place: Place, households: int, own: dict[str, Any]) -> None:
    rng = dice(f"grids/{place.code}")
    own["grids"] = own["grids_with_officer"] = max(1, round(households / rng.randrange(260, 340)))
    own["households_in_grids"] = households
    own["requests_received"] = own["requests_answered"] = rng.randrange(60, 420)


def _gaps(places: tuple[Place, ...], answers: dict[str, dict[str, Any]]) -> None:
    """Where the net has holes."""
    rng = dice("holes")
    everywhere = range(len(places))
    for index in pick(WITHOUT_GRIDS, everywhere, rng):
        answers[places[index].code].update(grids=0, grids_with_officer=0, households_in_grids=0)
    for index in pick(OFFICERS_MISSING, everywhere, rng):
        own = answers[places[index].code]
        own["grids_with_officer"] = max(0, own["grids"] - rng.randrange(1, 3))
    for index in pick(HOMES_MISSING, everywhere, rng):
        own = answers[places[index].code]
        own["households_in_grids"] = max(0, own["households_in_grids"] - rng.randrange(40, 260))
    for index in pick(REQUESTS_OPEN, everywhere, rng):
        own = answers[places[index].code]
        own["requests_answered"] -= rng.randrange(3, 30)
