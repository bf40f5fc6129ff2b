"""What each row says of itself, and what rows say of each other."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from linli.core.kinds import IdNumber, Verdict, read_credit_code, read_id_number
from linli.core.linkage.normalise import (
    FoldedNumber,
    contradicted,
    fold_name,
    fold_phone,
    fold_sex,
    syllables,
)
from linli.register.elements import Shapes
from linli.register.values import NO, YES
from linli.rosters.reading.findings import Findings
from linli.rosters.reading.rows import REQUIRED, Asked, ReadRow
from linli.rosters.states import RosterKind

OLDEST_YEARS = 130
# More people than this in one dwelling are possible (a dormitory) and worth a look.
CROWD = 30
HEAD = frozenset({"02", "01"})
PASSPORT = re.compile(r"[A-Z]{1,3}[0-9]{6,9}[A-Z0-9]?")
LETTERS = re.compile(r"[A-Za-z㐀-鿿\U00020000-\U0003ffff]")
Where = Mapping[str, int]
YES_NO = {"true": YES, "false": NO}
NUMBER_NOTES = {
    Verdict.MASKED: "rosters.number_masked",
    Verdict.FRAGMENT: "rosters.number_fragment",
    Verdict.DOUBTFUL: "rosters.number_check",
    Verdict.MALFORMED: "rosters.number_malformed",
}


def check_row(row: ReadRow, where: Where, asked: Asked, known: Shapes, findings: Findings) -> None:
    """Check a row by itself; values that cannot stand are taken out of it. `known` is what may be recorded today."""
    _check_name(row, where, asked, findings)
    if asked.kind is RosterKind.ORGANISATIONS:
        _check_credit_code(row, where, findings)
    else:
        _check_birth(row, where, asked.today, findings)
        _check_number(row, where, asked.today, findings)
        _check_phones(row, where, findings)
        _check_death(row, where, asked.today, findings)
    _as_the_ledger_keeps_it(row, where, asked, known, findings)


def _as_the_ledger_keeps_it(
    row: ReadRow, where: Where, asked: Asked, known: Shapes, findings: Findings
) -> None:
    """Every value in the one way in which the record writes it; what the record would refuse is left out and said."""
    for element, value in list(row.values.items()):
        shape = known.get(element)
        if shape is None or shape.points_to:
            continue
        try:
            row.values[element] = shape.read(YES_NO.get(value, value), asked.today)
        except ValueError:
            findings.add(row.number, where.get(element), "rosters.unreadable", stops=False)
            del row.values[element]


def _check_name(row: ReadRow, where: Where, asked: Asked, findings: Findings) -> None:
    code = REQUIRED[asked.kind]
    name = unicodedata.normalize("NFC", row.values.get(code, "")).strip()
    if asked.kind is RosterKind.PEOPLE and not name.isascii():
        name = re.sub(r"\s+", "", name)  # 张　三: spaces that only set the column
    if not LETTERS.search(name):
        findings.add(row.number, where.get(code), "rosters.no_name", stops=True)
        return
    row.values[code] = name


def _check_birth(row: ReadRow, where: Where, today: date, findings: Findings) -> None:
    stated = row.values.get("self.birth_date")
    if stated:
        _check_age(row, where.get("self.birth_date"), date.fromisoformat(stated), today, findings)


def _check_age(row: ReadRow, index: int | None, born: date, today: date, findings: Findings) -> bool:
    if born > today:
        findings.add(row.number, index, "rosters.born_later", stops=True, day=born.isoformat())
        return False
    if today.year - born.year > OLDEST_YEARS:
        findings.add(row.number, index, "rosters.too_old", stops=True, years=today.year - born.year)
        return False
    return True


def _check_number(row: ReadRow, where: Where, today: date, findings: Findings) -> None:
    written = row.values.pop("self.id_number", "")
    if not written:
        return
    row.raw_number = written
    index = where.get("self.id_number")
    number = read_id_number(written)
    if number.birth is not None and not _check_age(row, index, number.birth, today, findings):
        return
    if not number.is_sound:
        _note_number(row, number, index, findings)
        return
    if _is_contradicted(row, number):
        findings.add(row.number, index, "rosters.number_contradicts", stops=False)
        return
    if number.verdict is Verdict.LEGACY:
        findings.add(row.number, index, "rosters.number_legacy", stops=False)
    elif not number.area_known:
        findings.add(row.number, index, "rosters.number_area", stops=False)
    row.values["self.id_number"] = number.normal


def _note_number(row: ReadRow, number: IdNumber, index: int | None, findings: Findings) -> None:
    if number.verdict is Verdict.MALFORMED and PASSPORT.fullmatch(number.normal):
        row.values.setdefault("self.id_document_number", number.normal)
        findings.add(row.number, index, "rosters.number_is_document", stops=False)
    elif number.verdict in NUMBER_NOTES:
        findings.add(row.number, index, NUMBER_NOTES[number.verdict], stops=False)


def _is_contradicted(row: ReadRow, number: IdNumber) -> bool:
    own = f"{number.birth:%Y%m%d}" if number.birth else None
    sex = "" if number.is_male is None else "m" if number.is_male else "f"
    stated = row.values.get("self.birth_date", "").replace("-", "") or None
    folded = FoldedNumber(number.normal, number.is_sound, own, sex)
    return contradicted(folded, stated, fold_sex(row.values.get("self.sex")))


def _check_phones(row: ReadRow, where: Where, findings: Findings) -> None:
    for code in ("self.phone", "self.mobile", "self.landline"):
        written = row.values.get(code)
        if written is None:
            continue
        folded = fold_phone(written)
        if folded is None:
            findings.add(row.number, where.get(code), "rosters.phone", stops=False)
            del row.values[code]
        else:
            row.values[code] = folded


def _check_death(row: ReadRow, where: Where, today: date, findings: Findings) -> None:
    died = row.values.get("self.death_date")
    born = row.values.get("self.birth_date")
    if died and (date.fromisoformat(died) > today or (born and died < born)):
        findings.add(row.number, where.get("self.death_date"), "rosters.death_date", stops=False)
        del row.values["self.death_date"]


def _check_credit_code(row: ReadRow, where: Where, findings: Findings) -> None:
    written = row.values.pop("org.credit_code", "")
    if not written:
        return
    code = read_credit_code(written)
    if code.is_sound:
        row.values["org.credit_code"] = code.normal
    else:
        findings.add(row.number, where.get("org.credit_code"), "rosters.credit_code", stops=False)


def check_table(rows: Sequence[ReadRow], where: Where, asked: Asked, findings: Findings) -> None:
    """What only several rows together show."""
    _check_shared(rows, where, asked, findings)
    if asked.kind is RosterKind.PEOPLE:
        _check_heads(rows, where, findings)
        _check_crowds(rows, where, findings)


def _check_shared(rows: Sequence[ReadRow], where: Where, asked: Asked, findings: Findings) -> None:
    """Two rows with one sound number: one person twice (a note), or two people (both cannot be right)."""
    code = "self.id_number" if asked.kind is RosterKind.PEOPLE else "org.credit_code"
    name = REQUIRED[asked.kind]
    first: dict[str, ReadRow] = {}
    for row in rows:
        number = row.values.get(code)
        if not number:
            continue
        other = first.setdefault(number, row)
        if other is row:
            continue
        if _one_name(row.values.get(name, ""), other.values.get(name, "")):
            findings.add(row.number, where.get(code), "rosters.row_twice", stops=False, first=other.number)
        else:
            findings.add(row.number, where.get(code), "rosters.number_shared", stops=True, first=other.number)
            findings.add(other.number, where.get(code), "rosters.number_shared", stops=True, first=row.number)


def _one_name(left: str, right: str) -> bool:
    """Equal, of one sound, or one character apart behind the same surname; a newborn's mother's name counts too."""
    one, other = fold_name(left), fold_name(right)
    if one == other or syllables(one) == syllables(other):
        return True
    if "之" in left or "之" in right:
        return True
    return one[:1] == other[:1] and sum(a != b for a, b in zip(one, other, strict=False)) <= 1


def _check_heads(rows: Sequence[ReadRow], where: Where, findings: Findings) -> None:
    """Households that the roster numbers: each has one head."""
    if "self.relationship_to_head" not in where or "household.household_number" not in where:
        return
    members: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        if number := row.values.get("household.household_number"):
            members[number].append(row)
    for found in members.values():
        heads = [row for row in found if row.values.get("self.relationship_to_head") in HEAD]
        if not heads:
            findings.add(
                found[0].number,
                where["household.household_number"],
                "rosters.no_head",
                stops=False,
                people=len(found),
            )
        elif len(heads) > 1:
            findings.add(
                heads[1].number,
                where["self.relationship_to_head"],
                "rosters.two_heads",
                stops=False,
                first=heads[0].number,
            )


def _check_crowds(rows: Sequence[ReadRow], where: Where, findings: Findings) -> None:
    homes: dict[tuple[str, str], list[ReadRow]] = defaultdict(list)
    for row in rows:
        if row.address is not None and (row.address.room or row.address.number):
            homes[row.division_code, "|".join(row.address)].append(row)
    for found in homes.values():
        if len(found) > CROWD:
            index = where.get("self.residence_address")
            findings.add(found[0].number, index, "rosters.crowd", stops=False, people=len(found))
