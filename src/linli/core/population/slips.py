"""How a clerk gets a name, a number, a date or a telephone number wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from linli.core.population.characters import HOMOPHONES, LOOK_ALIKES, TRADITIONAL
from linli.core.population.rates import ErrorRates

Slip = tuple[float, Callable[[], str]]


def _one_of(dice: Random, slips: tuple[Slip, ...], right: str) -> str:
    """At most one of the slips, each with its share; mostly what is right."""
    drawn = dice.random()
    for share, slip in slips:
        if drawn < share:
            return slip()
        drawn -= share
    return right


def digit_slip(dice: Random, text: str, start: int = 0) -> str:
    """One digit after `start` is another digit."""
    place = dice.randrange(start, len(text))
    if not text[place].isdigit():
        place -= 1
    other = str((int(text[place]) + dice.randint(1, 9)) % 10)
    return text[:place] + other + text[place + 1 :]


def swap(dice: Random, text: str, start: int = 0) -> str:
    """Two neighbours after `start` are changed over."""
    place = dice.randrange(start, len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _replaced(dice: Random, name: str, table: dict[str, str], start: int = 0) -> str:
    places = [place for place in range(start, len(name)) if table.get(name[place])]
    if not places:
        return name
    place = dice.choice(places)
    return name[:place] + dice.choice(table[name[place]]) + name[place + 1 :]


def traditional(name: str) -> str:
    """The name in traditional characters as far as we list them."""
    return "".join(TRADITIONAL.get(character, character) for character in name)


def slipped_name(dice: Random, name: str, rates: ErrorRates) -> str:
    """The name as a clerk wrote it: mostly right."""
    slips: tuple[Slip, ...] = (
        (rates.name_homophone, lambda: _replaced(dice, name, HOMOPHONES)),
        (rates.name_look_alike, lambda: _replaced(dice, name, LOOK_ALIKES)),
        (rates.name_traditional, lambda: traditional(name)),
        (rates.name_dropped, lambda: name[:-1] if len(name) > 2 else name),
        (rates.name_order, lambda: name[0] + name[1:][::-1]),
    )
    return _one_of(dice, slips, name)


def slipped_number(dice: Random, number: str, born: date, rates: ErrorRates) -> str:
    """The identity number as it stands on the roster."""
    slips: tuple[Slip, ...] = (
        (rates.number_masked, lambda: number[:4] + "*" * 10 + number[14:]),
        (rates.number_fragment, lambda: number[-6:]),
        (rates.number_legacy, lambda: number[:6] + number[8:17] if born.year < 1999 else number),
        (rates.number_slip, lambda: digit_slip(dice, number)),
        (rates.number_swap, lambda: swap(dice, number)),
        (rates.number_spaced, lambda: f"{number[:6]} {number[6:14]} {number[14:]}".lower()),
    )
    return _one_of(dice, slips, number)


def slipped_birth(dice: Random, born: date, rates: ErrorRates) -> str:
    """Eight digits; a lunar date is written as if it were solar (18 to 50 days earlier)."""
    text = f"{born:%Y%m%d}"
    slips: tuple[Slip, ...] = (
        (rates.birth_slip, lambda: digit_slip(dice, text, 2)),
        (rates.birth_swap, lambda: swap(dice, text, 4)),
        (rates.birth_lunar, lambda: f"{born - timedelta(days=dice.randint(18, 50)):%Y%m%d}"),
        (rates.birth_first_of, lambda: text[:4] + ("0101" if dice.random() < 0.5 else text[4:6] + "01")),
    )
    return _one_of(dice, slips, text)
