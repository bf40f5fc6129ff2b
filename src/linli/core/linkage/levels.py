"""One table of comparison levels. It compiles to Splink's settings (SQL) and to the single-record scorer (Python).

In Python a level reads two `NormalRecord`s, in SQL the columns of `comparable`; a column of the left record ends in
`_l`, of the right one in `_r`. The first level that holds counts; every comparison ends with one that always holds.

Two things depart from the textbook, both found by measuring:

- People of one household agree by chance far more often than strangers do (surname, dwelling, phone). So levels of
  name, sex and birth date are learned twice: among strangers and among people who share a phone or a dwelling.
- When two sound numbers are equal, birth date and contact add nothing that the number does not say: they are neutral.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Levenshtein

from linli.core.linkage.normalise import NEWBORN, NormalRecord, first_of, lunar_apart

LUNAR = "abs(birth_day_l - birth_day_r) between 17 and 52"
SAME_MONTH = "birth_year_l = birth_year_r and birth_month_l = birth_month_r"
FIRST_OF = (
    "birth_year_l = birth_year_r and ("
    "(birth_month_l = 1 and birth_dom_l = 1) or (birth_month_r = 1 and birth_dom_r = 1) or "
    "(birth_month_l = birth_month_r and (birth_dom_l = 1 or birth_dom_r = 1)))"
)
MONTH_OR_SWAP = (
    f"({SAME_MONTH}) or (birth_month_l = birth_month_r and birth_dom_l = birth_dom_r) or "
    "(birth_year_l = birth_year_r and birth_month_l = birth_dom_r and birth_dom_l = birth_month_r)"
)
Test = Callable[[NormalRecord, NormalRecord], bool]


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its name, when it holds in SQL and in Python; `neutral` levels weigh nothing, `fixed` ones weigh
    what is written here, since there are too few pairs to learn from.
    """

    name: str
    sql: str
    test: Test
    neutral: bool = False
    fixed: float | None = None

    @property
    def is_learned(self) -> bool:
        """True when its weight comes from the data."""
        return not self.neutral and self.fixed is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels of one property; `in_household` has them learned apart for people who share a phone or a dwelling."""

    name: str
    levels: tuple[Level, ...]
    in_household: bool = False


def _digits_apart(column: str) -> str:
    """In which groups of four bits two numbers differ: the lowest bit of each such group, as SQL."""
    apart = f"xor({column}_l, {column}_r)"
    return f"(({apart} | ({apart} >> 1) | ({apart} >> 2) | ({apart} >> 3)) & {int('1' * 13, 16)})"


BIRTH_APART, PHONE_APART = _digits_apart("birth"), _digits_apart("phone")
# One digit, or two neighbours changed over; where one has a digit more than the other, the texts are compared.
PHONE_NEAR = (
    f"bit_count({PHONE_APART}) = 1 or "
    f"(bit_count({PHONE_APART}) = 2 and phone_turn_l = phone_turn_r and "
    f"({PHONE_APART} & ({PHONE_APART} >> 4)) <> 0) or "
    "(length(phone_text_l) <> length(phone_text_r) and levenshtein(phone_text_l, phone_text_r) <= 1)"
)
# Character by character: DuckDB's levenshtein counts bytes, of which a Chinese character has three.
LONGEST = 12
TAILS_APART = " + ".join(
    f"cast(substring(name_tail_l, {n}, 1) <> substring(name_tail_r, {n}, 1) as int)"
    for n in range(1, LONGEST - 2)
)
ONE_DIFFERS = (
    "cast(name_2_l <> name_2_r as int) + cast(name_3_l <> name_3_r as int) + "
    f"(case when name_length_l > 3 then {TAILS_APART} else 0 end) = 1"
)
SAME_GIVEN = (
    "name_length_l = name_length_r and name_2_l = name_2_r and name_3_l = name_3_r "
    "and (name_length_l = 3 or name_tail_l = name_tail_r)"
)


def _one_differs(left: str, right: str) -> bool:
    return len(left) == len(right) and sum(a != b for a, b in zip(left[:LONGEST], right, strict=False)) == 1


def _always(_one: NormalRecord, _other: NormalRecord) -> bool:
    return True


def same_number(one: NormalRecord, other: NormalRecord) -> bool:
    """Two sound numbers, equal."""
    return one.id_sound is not None and one.id_sound == other.id_sound


def _missing_number(one: NormalRecord, other: NormalRecord) -> bool:
    return not (one.id_sound or one.id_weak) or not (other.id_sound or other.id_weak)


def _two_numbers(one: NormalRecord, other: NormalRecord) -> bool:
    return bool(one.id_sound and other.id_sound)


def _numbers(one: NormalRecord, other: NormalRecord) -> tuple[str, str]:
    return one.id_sound or one.id_weak or "", other.id_sound or other.id_weak or ""


def _hidden_agrees(one: NormalRecord, other: NormalRecord) -> bool:
    left, right = _numbers(one, other)
    return _pattern_fits(left, right) or _pattern_fits(right, left)


def _pattern_fits(pattern: str, text: str) -> bool:
    if "*" in pattern:
        return re.fullmatch(pattern.replace("*", "."), text) is not None
    return len(pattern) < 9 and text.endswith(pattern)


def _near_number(one: NormalRecord, other: NormalRecord) -> bool:
    left, right = _numbers(one, other)
    return Levenshtein.distance(left, right, score_cutoff=2) <= 2


def shared_home(one: NormalRecord, other: NormalRecord) -> bool:
    """The same dwelling by estate or by road; a unit that one of them leaves out agrees."""
    if not _common_key(one, other):
        return False
    return not (one.unit and other.unit) or one.unit == other.unit


def _common_key(one: NormalRecord, other: NormalRecord) -> bool:
    return bool(one.by_estate and one.by_estate == other.by_estate) or bool(
        one.by_road and one.by_road == other.by_road
    )


def _homes_incomparable(one: NormalRecord, other: NormalRecord) -> bool:
    return not (one.by_estate and other.by_estate) and not (one.by_road and other.by_road)


def in_household(one: NormalRecord, other: NormalRecord) -> bool:
    """They share a phone or a dwelling: chance agreement is that of a household."""
    return bool(one.phone and one.phone == other.phone) or shared_home(one, other)


ID_L, ID_R = "id_text_l", "id_text_r"
SAME_NUMBER = "id_sound_l = id_sound_r"
HOME = (
    "((by_estate_l = by_estate_r) is true or (by_road_l = by_road_r) is true) "
    "and (unit_l is null or unit_r is null or unit_l = unit_r)"
)
HOUSEHOLD = f"((phone_l = phone_r) is true or ({HOME}))"
NEUTRAL = Level("same_number", f"({SAME_NUMBER}) is true", same_number, neutral=True)
ELSE = Level("else", "ELSE", _always)

NEWBORN_L, NEWBORN_R = "mother_l is not null", "mother_r is not null"
MOTHER = "(mother_l = name_r) is true or (mother_r = name_l) is true"


def _slip(long: str, short: str) -> str:
    """A character left out behind the surname, or the two of the given name changed over."""
    one, other = (f"name_{{}}_{side}".format for side in (long, short))
    return (
        f"{one('length')} = 3 and {one(1)} = {other(1)} and ("
        f"({other('length')} = 2 and ({other(2)} = {one(2)} or {other(2)} = {one(3)})) or "
        f"({other('length')} = 3 and {other(2)} = {one(3)} and {other(3)} = {one(2)}))"
    )


def _slipped(left: str, right: str) -> bool:
    long, short = (left, right) if len(left) >= len(right) else (right, left)
    if len(long) != 3 or long[0] != short[:1]:
        return False
    return short[1:] in (long[1], long[2], long[2] + long[1])


def _newborn(record: NormalRecord) -> bool:
    return NEWBORN.search(record.name) is not None


def _child_of(child: NormalRecord, mother: NormalRecord) -> bool:
    return _newborn(child) and child.name[:-2] == mother.name


def _newborn_without_a_date(one: NormalRecord, other: NormalRecord) -> bool:
    return (one.birth is None and _newborn(one)) or (other.birth is None and _newborn(other))


NUMBER = Comparison(
    "id",
    (
        Level("missing", "id_any_l is null or id_any_r is null", _missing_number, neutral=True),
        Level("equal", f"({SAME_NUMBER}) is true", same_number),
        Level("two_numbers", "id_sound_l is not null and id_sound_r is not null", _two_numbers),
        Level("equal_weak", "id_any_l = id_any_r", lambda a, b: _numbers(a, b)[0] == _numbers(a, b)[1]),
        Level(
            "hidden_agrees",
            "(id_hidden_l or id_hidden_r) and ("
            f"({ID_L} like '%*%' and {ID_R} like replace({ID_L}, '*', '_')) "
            f"or ({ID_R} like '%*%' and {ID_L} like replace({ID_R}, '*', '_')) "
            f"or (length({ID_L}) < 9 and {ID_L} not like '%*%' and right({ID_R}, length({ID_L})) = {ID_L}) "
            f"or (length({ID_R}) < 9 and {ID_R} not like '%*%' and right({ID_L}, length({ID_R})) = {ID_R}))",
            _hidden_agrees,
        ),
        Level("near", f"levenshtein({ID_L}, {ID_R}) <= 2", _near_number),
        ELSE,
    ),
)
NAME = Comparison(
    "name",
    (
        Level(
            "mother",
            MOTHER,
            lambda a, b: _child_of(a, b) or _child_of(b, a),
            fixed=-12.0,
        ),
        Level(
            "newborn",
            f"{HOUSEHOLD} and ({NEWBORN_L} or {NEWBORN_R})",
            lambda a, b: (_newborn(a) or _newborn(b)) and in_household(a, b),
            neutral=True,
        ),
        # Of all the children born on that day this one is hardly ours when neither home nor phone says so.
        Level(
            "newborn_elsewhere",
            f"({NEWBORN_L}) <> ({NEWBORN_R})",
            lambda a, b: _newborn(a) != _newborn(b),
            fixed=-4.0,
        ),
        Level("equal", "name_l = name_r", lambda a, b: a.name == b.name),
        Level("homophone", "sound_l = sound_r", lambda a, b: a.sound == b.sound),
        Level("slip", f"({_slip('l', 'r')}) or ({_slip('r', 'l')})", lambda a, b: _slipped(a.name, b.name)),
        Level(
            "one_character",
            f"name_length_l > 2 and name_length_l = name_length_r and name_1_l = name_1_r and {ONE_DIFFERS}",
            lambda a, b: len(a.name) > 2 and a.name[0] == b.name[0] and _one_differs(a.name, b.name),
        ),
        Level(
            "given_name",
            f"name_length_l > 2 and {SAME_GIVEN}",
            lambda a, b: a.name[1:] == b.name[1:] and len(a.name) > 2,
        ),
        Level(
            "given_of_two",
            "name_length_l = 2 and name_length_r = 2 and name_2_l = name_2_r",
            lambda a, b: len(a.name) == 2 == len(b.name) and a.name[1] == b.name[1],
        ),
        Level("surname", "name_1_l = name_1_r", lambda a, b: a.name[:1] == b.name[:1]),
        ELSE,
    ),
    in_household=True,
)
SEX = Comparison(
    "sex",
    (
        Level("missing", "sex_l = 0 or sex_r = 0", lambda a, b: not a.sex or not b.sex, neutral=True),
        Level("equal", "sex_l = sex_r", lambda a, b: a.sex == b.sex),
        ELSE,
    ),
    in_household=True,
)
BIRTH = Comparison(
    "birth",
    (
        NEUTRAL,
        # Which child of the mother it is, and whether a child at all, only the date could tell.
        Level(
            "newborn_without_a_date",
            f"(birth_l is null and {NEWBORN_L}) or (birth_r is null and {NEWBORN_R})",
            _newborn_without_a_date,
            fixed=-16.0,
        ),
        Level(
            "missing",
            "birth_l is null or birth_r is null",
            lambda a, b: not a.birth or not b.birth,
            neutral=True,
        ),
        Level("equal", "birth_l = birth_r", lambda a, b: a.birth == b.birth),
        Level(
            "one_digit",
            f"bit_count({BIRTH_APART}) = 1",
            lambda a, b: Levenshtein.distance(a.birth or "", b.birth or "") == 1,
        ),
        Level("first_of", FIRST_OF, lambda a, b: first_of(a.birth or "", b.birth or "")),
        Level("lunar", LUNAR, lambda a, b: lunar_apart(a.birth or "", b.birth or "")),
        Level(
            "month_or_swap",
            MONTH_OR_SWAP,
            lambda a, b: _month_or_swap(a.birth or "", b.birth or ""),
        ),
        Level("year", "birth_year_l = birth_year_r", lambda a, b: (a.birth or "")[:4] == (b.birth or "")[:4]),
        ELSE,
    ),
    in_household=True,
)
PHONE = Comparison(
    "phone",
    (
        NEUTRAL,
        Level(
            "missing",
            "phone_l is null or phone_r is null",
            lambda a, b: not a.phone or not b.phone,
            neutral=True,
        ),
        Level("equal", "phone_l = phone_r", lambda a, b: a.phone == b.phone),
        Level(
            "near",
            PHONE_NEAR,
            lambda a, b: OSA.distance(a.phone or "", b.phone or "", score_cutoff=1) <= 1,
        ),
        ELSE,
    ),
)
DWELLING = Comparison(
    "dwelling",
    (
        NEUTRAL,
        Level(
            "incomparable",
            "(by_estate_l is null or by_estate_r is null) and (by_road_l is null or by_road_r is null)",
            _homes_incomparable,
            neutral=True,
        ),
        Level("equal", HOME, shared_home),
        Level(
            "unit_differs",
            "((by_estate_l = by_estate_r) is true or (by_road_l = by_road_r) is true)",
            _common_key,
        ),
        ELSE,
    ),
)
COMPARISONS = (NUMBER, NAME, SEX, BIRTH, PHONE, DWELLING)


def _month_or_swap(left: str, right: str) -> bool:
    if left[:6] == right[:6] or left[4:] == right[4:]:
        return True
    return left[:4] == right[:4] and left[4:6] == right[6:] and left[6:] == right[4:6]


def level_of(comparison: Comparison, one: NormalRecord, other: NormalRecord) -> Level:
    """The first level that holds."""
    return next(level for level in comparison.levels if level.test(one, other))
