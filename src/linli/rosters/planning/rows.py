"""A row as it is compared: with the record by the engine, and with what its own source said before."""

from collections.abc import Sequence
from uuid import UUID

from linli.core.addresses import Address
from linli.core.kinds import read_id_number
from linli.core.linkage import RawRecord
from linli.core.linkage.normalise import fold_name
from linli.rosters.planning.holding import PHONES, Holding
from linli.rosters.planning.homes import plain
from linli.rosters.reading import ReadRow

ADDRESS = "self.residence_address"
# A row that agrees with a person on all of these, by its own source, is about that person.
TOLD_BY = ("self.name", "self.sex", "self.birth_date", "self.id_number", *PHONES, ADDRESS)


def said_before(rows: Sequence[ReadRow], holding: Holding, source: str) -> dict[int, UUID]:
    """Rows that repeat what this source has said of somebody, by their place: those need no looking for.

    A row that says little (a bare name) would else be in doubt each time the same roster comes.
    """
    known: dict[tuple[str, ...], UUID] = {}
    for subject, person in holding.people.items():
        facts = [person.said.get(element, {}).get(source) for element in TOLD_BY]
        key = tuple(holding.value(subject, fact) if fact is not None else "" for fact in facts)
        if key[0]:
            known.setdefault(key, subject)
    found = {}
    for place, row in enumerate(rows):
        who = known.get(tuple(row.values.get(element, "") for element in TOLD_BY))
        if who is not None:
            found[place] = who
    return found


def raw_of(number: int, row: ReadRow) -> RawRecord:
    """A row as the linkage engine takes it; the identity number as it was written, sound or not."""
    values = row.values
    return RawRecord(
        rec_id=number,
        name=values.get("self.name"),
        sex=values.get("self.sex"),
        birth=values.get("self.birth_date", "").replace("-", "") or None,
        id_no=row.raw_number or None,
        phone=next((values[code] for code in PHONES if code in values), None),
        address=values.get(ADDRESS) or (_spelled(row.address) if row.address else None),
    )


def _spelled(address: Address) -> str:
    return f"{address.community}{plain(address)}"


def alike(element: str, one: str, other: str) -> bool:
    """Two spellings of one value: names without dots and spaces, numbers in eighteen digits."""
    if one == other:
        return True
    if element.endswith("name"):
        return fold_name(one) == fold_name(other)
    if element == "self.id_number":
        return read_id_number(one).normal == read_id_number(other).normal
    return False
