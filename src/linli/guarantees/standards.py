"""The rules in force for a community, as the engine asks for them; and a digest that tells when they change."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Final

from linli.core.policy import Entry, HeldValue, PolicyError, Rulebook
from linli.core.policy.errors import MISSING_INPUT, NOTHING_IN_FORCE, ONLY_PROPOSED, UNKNOWN_RULE

# All that the engine asks for, and what those values rest on.
RULES: Final = (
    "wage.minimum",
    "stipend.chief_floor",
    "stipend.member_floor",
    "training.chief_per_year",
    "posts.per_community",
    "committee.members",
    "committee.term",
    "office.floor_area",
    "new_office.site_area",
    "new_office.floor_area",
    "new_office.city_subsidy",
    "office_charges.infrastructure",
    "office_charges.civil_defence",
    "building.unit_cost",
    "office_funds.per_year",
    "staff_funds.per_member",
    "staff_funds.total",
    "grid.households",
)
# No answer, for a reason that belongs to the place and day and not to a mistake of ours.
_NO_ANSWER = {NOTHING_IN_FORCE, ONLY_PROPOSED, MISSING_INPUT, UNKNOWN_RULE}


class InForce:
    """Answers `linli.core.gaps` for one place and day. Answers that need no input are remembered."""

    def __init__(self, rulebook: Rulebook, place: str, day: date) -> None:
        self.rulebook, self.place, self.day = rulebook, place, day
        self._held: dict[str, HeldValue | None] = {}

    def find(self, rule: str, **inputs: Decimal) -> HeldValue | None:
        """The value in force; None where no document says anything here."""
        if inputs:
            return self._ask(rule, inputs)
        if rule not in self._held:
            self._held[rule] = self._ask(rule, {})
        return self._held[rule]

    def _ask(self, rule: str, inputs: dict[str, Decimal]) -> HeldValue | None:
        try:
            return self.rulebook.value(rule, self.place, self.day, include_proposed=False, **inputs)
        except PolicyError as error:
            if error.code not in _NO_ANSWER:
                raise
            return None


_KEPT = 32
_digests: "OrderedDict[tuple[int, str, date], tuple[Rulebook, str]]" = OrderedDict()


def rules_digest(rulebook: Rulebook, prefix: str, day: date) -> str:
    """SHA-256 of every value that bears on the places under `prefix` on that day, their own values included.

    Each page asks for it, so the last ones are kept; rulebooks never change, a new state is a new one.
    """
    key = (id(rulebook), prefix, day)
    kept = _digests.get(key)
    if kept is None or kept[0] is not rulebook:
        kept = _digests[key] = (rulebook, _digest(rulebook, prefix, day))
        while len(_digests) > _KEPT:
            _digests.popitem(last=False)
    return kept[1]


def _digest(rulebook: Rulebook, prefix: str, day: date) -> str:
    lines = sorted(
        repr(
            (
                entry.rule,
                entry.scope,
                entry.pack,
                entry.term,
                entry.document,
                entry.valid_from,
                entry.valid_to,
            )
        )
        for entry in _bearing(rulebook, prefix)
        if entry.holds_on(day)
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def _bearing(rulebook: Rulebook, prefix: str) -> Iterable[Entry]:
    for entry in (
        *(e for pack in rulebook.packs if pack.is_bound for e in pack.entries),
        *rulebook.overrides,
    ):
        if entry.rule in RULES and (entry.covers(prefix) or entry.scope.startswith(prefix)):
            yield entry
