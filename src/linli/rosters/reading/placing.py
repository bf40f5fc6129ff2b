"""Where each row belongs, and rows that belong to somebody else's place."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from linli.core.addresses import Address
from linli.rosters.reading.findings import Findings
from linli.rosters.reading.rows import Asked, ReadRow
from linli.rosters.states import RosterKind

ADDRESS = {RosterKind.PEOPLE: "self.residence_address", RosterKind.ORGANISATIONS: "org.org_address"}
PARTS = (
    ("building.estate_name", "estate"),
    ("building.building_number", "building"),
    ("dwelling.building_number", "building"),
    ("dwelling.unit_number", "unit"),
    ("dwelling.floor_number", "floor"),
    ("dwelling.room_number", "room"),
)
# From this share of the rows that name a district on, the whole roster is another district's.
FOREIGN = 0.5


def place_rows(rows: Sequence[ReadRow], where: Mapping[str, int], asked: Asked, findings: Findings) -> None:
    """Give each row its community and its address taken apart; find the rows outside.

    A community is told by its code, else its name, else the address, else the estate where all rows that name one
    agree; else the row belongs to the roster's place.
    """
    code = ADDRESS[asked.kind]
    others: Counter[str] = Counter()
    named = 0
    outside: list[tuple[ReadRow, str]] = []
    for row in rows:
        text = row.values.get(code, "")
        row.address = _address(row, text, asked)
        other = asked.places.other_district(text) if text else ""
        row.division_code = "" if other else _community(row, asked)
        if other:
            others[other] += 1
            outside.append((row, other))
        named += bool(other or row.division_code)
    if others and sum(others.values()) >= FOREIGN * max(named, 1):
        name, count = others.most_common(1)[0]
        findings.add(
            0,
            where.get(code),
            "rosters.other_district",
            stops=True,
            name=name,
            count=count,
            own=asked.places.name,
        )
    for row, name in outside:
        findings.add(row.number, where.get(code), "rosters.row_elsewhere", stops=True, name=name)
    _by_estate(rows)
    _within(rows, where, asked, findings)


def _address(row: ReadRow, text: str, asked: Asked) -> Address | None:
    """The address column, with building, unit and room from columns of their own where there are any."""
    found = asked.places.parse(text) if text else Address()
    for code, part in PARTS:
        if value := row.values.get(code):
            found = found._replace(
                **{part: value.removesuffix("号楼").removesuffix("室").removesuffix("单元")}
            )
    return found if any(found) else None


def _community(row: ReadRow, asked: Asked) -> str:
    code = row.values.get("community.division_code", "")
    if code:
        return code
    places = asked.places
    name = row.values.get("community.community_name", "")
    if name and (found := places.community(name, row.values.get("community.street_name", ""))):
        return found
    return places.of_address(row.address) if row.address is not None else ""


def _by_estate(rows: Sequence[ReadRow]) -> None:
    """Rows that name an estate but no community go where all others of that estate are."""
    seen: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.division_code and row.address is not None and row.address.estate:
            seen[row.address.estate].add(row.division_code)
    for row in rows:
        if (
            not row.division_code
            and row.address is not None
            and len(found := seen.get(row.address.estate, set())) == 1
        ):
            row.division_code = next(iter(found))


def _within(rows: Sequence[ReadRow], where: Mapping[str, int], asked: Asked, findings: Findings) -> None:
    index = where.get("community.division_code", where.get("community.community_name"))
    named = "community.division_code" in where or "community.community_name" in where
    for row in rows:
        if not row.division_code:
            if named and row.values.get("community.community_name"):
                findings.add(row.number, index, "rosters.unknown_community", stops=False)
            row.division_code = asked.within
        elif not row.division_code.startswith(asked.within):
            findings.add(row.number, index, "rosters.outside", stops=True, within=asked.within)
        elif len(row.division_code) == 12 and row.division_code not in asked.places.by_code:
            findings.add(row.number, index, "rosters.unknown_code", stops=True)
