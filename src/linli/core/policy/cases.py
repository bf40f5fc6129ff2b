"""Running the worked examples that stand in the packs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .errors import PolicyError
from .model import Case
from .rulebook import Rulebook
from .terms import Held, Listing, Range


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case expected and what came out; both as plain values or an error code."""

    pack: str
    case: Case
    expected: Decimal | Range | tuple[str, ...] | str
    actual: Decimal | Range | tuple[str, ...] | str

    @property
    def holds(self) -> bool:
        """True where the answer is the expected one."""
        return self.expected == self.actual


def run_cases(rulebook: Rulebook) -> Iterator[Outcome]:
    """Each case of each pack: bound packs in the default selection, an unbound pack with itself chosen."""
    for pack in rulebook.packs:
        chosen = rulebook.choose() if pack.is_bound else rulebook.choose(pack.code)
        for case in pack.cases:
            yield run_case(chosen, pack.code, case)


def run_case(rulebook: Rulebook, pack: str, case: Case) -> Outcome:
    """One case against the rulebook; a refusal counts as its code."""
    expected = case.refused if case.expected is None else case.expected
    try:
        held = rulebook.value(case.rule, case.place, case.day, include_proposed=case.proposed, **case.inputs)
    except PolicyError as error:
        return Outcome(pack, case, expected, error.code)
    return Outcome(pack, case, expected, _plain(held.value))


def _plain(value: Held) -> Decimal | Range | tuple[str, ...] | str:
    if isinstance(value, Listing):
        return value.codes
    if isinstance(value, Decimal | Range):
        return value
    return type(value).__name__
