"""Which value held, in this place, on this day, by which document.

How the selection works
-----------------------
1. *Bound* packs carry a scope, a prefix of the division code ("35" Fujian, "3508" Longyan, "350802" Xinluo).
   They are the default: every one of them answers for the places its scope covers.
2. Of the values that cover the place and hold on the day, the one with the **longest scope** answers; at the
   same scope a district's own value (`with_overrides`) goes before the pack.
3. *Unbound* packs (scope: unbound) belong to no place and answer nothing until they are chosen.
   `choose("county_b")` gives a rulebook in which that pack answers first, wherever it has a value; all else
   stays as it was. A bound pack can be chosen for a place outside its scope in the same way (its values of
   narrower scope stay at home).
4. Values marked `proposed` answer only when asked for with `include_proposed=True`; then, at the same scope,
   the proposal goes before what is in force.
5. Where a value has ended and none follows in the same scope, the next wider scope answers again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from .answer import Answerer
from .check import check_bases, check_circles, check_overlaps, check_reference
from .errors import BAD_PLACE, NOTHING_IN_FORCE, ONLY_PROPOSED, UNKNOWN_PACK, UNKNOWN_RULE, PolicyError
from .inputs import Given
from .model import Entry, HeldValue, Pack, Rule
from .selection import Shelf, change_days

PLACE = re.compile(r"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12}[0-9A-Za-z-]*)$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, `last` exclusive, and what held in it (None: nothing)."""

    first: date
    last: date | None
    held: HeldValue | None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules, packs, the packs chosen, and districts' own values.

    Immutable: `choose` and `with_overrides` give new ones.
    """

    rules: Mapping[str, Rule]
    packs: tuple[Pack, ...]
    chosen: tuple[str, ...] = ()
    overrides: tuple[Entry, ...] = ()
    _shelf: Shelf = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_shelf", Shelf(self.packs, self.chosen, self.overrides))

    def choose(self, *codes: str) -> Rulebook:
        """This rulebook with the named packs answering first, the first named before the second.

        Raises PolicyError(unknown_pack).
        """
        known = {pack.code for pack in self.packs}
        for code in codes:
            if code not in known:
                raise PolicyError(UNKNOWN_PACK, pack=code, known=sorted(known))
        return replace(self, chosen=codes)

    def with_overrides(self, entries: Iterable[Entry]) -> Rulebook:
        """This rulebook with districts' own values.

        Raises PackError (overlap, other_unit, no_base, circular) when they do not fit.
        """
        overrides = tuple(entries)
        check_overlaps(overrides)
        for entry in overrides:
            check_reference(entry, self.rules)
        all_entries = [*(entry for pack in self.packs for entry in pack.entries), *overrides]
        check_bases(all_entries)
        check_circles(all_entries)
        return replace(self, overrides=overrides)

    def value(
        self, rule: str, place: str, day: date, *, include_proposed: bool = False, **inputs: Given | None
    ) -> HeldValue:
        """The value of `rule` in `place` (division code or prefix, grid suffix allowed) on `day`.

        Inputs are what the rule needs, e.g. `residents=5001`. Raises PolicyError: unknown_rule, bad_place,
        nothing_in_force, only_proposed, missing_input, bad_input.
        """
        self._check(place)
        return self._held(rule, place, day, inputs, include_proposed=include_proposed, strict=True)

    def values(
        self, place: str, day: date, *, include_proposed: bool = False, **inputs: Given | None
    ) -> tuple[HeldValue, ...]:
        """Every value that holds, in the order the rules are defined.

        Schedules whose input is not given stay schedules (`Brackets`). A rule resting on one that is not in
        force there is left out: `unanswered` says which and why.
        """
        return self._all(place, day, inputs, include_proposed)[0]

    def unanswered(self, place: str, day: date, *, include_proposed: bool = False) -> tuple[PolicyError, ...]:
        """Why rules that have a value here cannot be worked out (their base is not in force)."""
        return self._all(place, day, {}, include_proposed)[1]

    def history(self, rule: str, place: str, *, include_proposed: bool = False) -> tuple[Span, ...]:
        """What held over time, without gaps: from the first day known, each day in exactly one span."""
        self._check(place)
        days = change_days(self._underlying(rule, place))
        spans: list[Span] = []
        for index, first in enumerate(days):
            last = days[index + 1] if index + 1 < len(days) else None
            held = self._held_or_none(rule, place, first, include_proposed=include_proposed)
            if spans and spans[-1].held == held:
                spans[-1] = replace(spans[-1], last=last)
            else:
                spans.append(Span(first, last, held))
        return tuple(spans)

    def entries(self, rule: str, place: str) -> tuple[Entry, ...]:
        """All that any document says of the rule for this place, by date, proposals included."""
        self._check(place)
        self._rule(rule)
        found = [candidate.entry for candidate in self._shelf.covering(rule, place)]
        return tuple(sorted(found, key=lambda entry: (entry.valid_from, len(entry.scope), entry.pack)))

    def pack(self, code: str) -> Pack:
        """Raises PolicyError(unknown_pack)."""
        for pack in self.packs:
            if pack.code == code:
                return pack
        raise PolicyError(UNKNOWN_PACK, pack=code, known=sorted(pack.code for pack in self.packs))

    def _check(self, place: str) -> None:
        if not PLACE.match(place):
            raise PolicyError(BAD_PLACE, place=place)

    def _rule(self, code: str) -> Rule:
        if code not in self.rules:
            raise PolicyError(UNKNOWN_RULE, rule=code, near=get_close_matches(code, list(self.rules), n=3))
        return self.rules[code]

    def _underlying(self, rule: str, place: str) -> list[Entry]:
        """The entries of the rule and of every rule it rests on."""
        self._rule(rule)
        pending, seen, found = [rule], set[str](), list[Entry]()
        while pending:
            code = pending.pop()
            if code in seen:
                continue
            seen.add(code)
            for candidate in self._shelf.covering(code, place):
                found.append(candidate.entry)
                base = getattr(candidate.entry.term, "of", None) or getattr(
                    candidate.entry.term, "each", None
                )
                if isinstance(base, str):
                    pending.append(base)
        return found

    def _all(
        self, place: str, day: date, inputs: Mapping[str, Given | None], include_proposed: bool
    ) -> tuple[tuple[HeldValue, ...], tuple[PolicyError, ...]]:
        self._check(place)
        held: list[HeldValue] = []
        refused: list[PolicyError] = []
        for rule in self.rules:
            if self._shelf.best(rule, place, day, include_proposed=include_proposed) is None:
                continue
            try:
                held.append(
                    self._held(rule, place, day, inputs, include_proposed=include_proposed, strict=False)
                )
            except PolicyError as error:
                if error.code not in (NOTHING_IN_FORCE, ONLY_PROPOSED):
                    raise
                refused.append(error)
        return tuple(held), tuple(refused)

    def _held_or_none(self, rule: str, place: str, day: date, *, include_proposed: bool) -> HeldValue | None:
        try:
            return self._held(rule, place, day, {}, include_proposed=include_proposed, strict=False)
        except PolicyError as error:
            if error.code in (NOTHING_IN_FORCE, ONLY_PROPOSED):
                return None
            raise

    def _held(
        self,
        code: str,
        place: str,
        day: date,
        inputs: Mapping[str, Given | None],
        *,
        include_proposed: bool,
        strict: bool,
    ) -> HeldValue:
        rule = self._rule(code)
        entry = self._shelf.best(code, place, day, include_proposed=include_proposed)
        if entry is None:
            proposed = self._shelf.best(code, place, day, include_proposed=True)
            raise PolicyError(
                ONLY_PROPOSED if proposed else NOTHING_IN_FORCE, rule=code, place=place, day=day.isoformat()
            )

        def base(of: str) -> HeldValue:
            return self._held(of, place, day, inputs, include_proposed=include_proposed, strict=strict)

        return Answerer(rule, entry, inputs, base, strict=strict).held()
