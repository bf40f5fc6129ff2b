"""What must hold across entries: one value a day, ratios that end, units that fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from .errors import PackError
from .model import Entry, Pack, Rule, Status
from .terms import Amount, Listing, Product, Ratio, Term


def check(rules: Mapping[str, Rule], packs: tuple[Pack, ...]) -> None:
    """Raises PackError: overlap, unknown_rule, other_unit, no_base, circular."""
    for pack in packs:
        check_overlaps(pack.entries)
    check_overlaps(entry for pack in packs if pack.is_bound for entry in pack.entries)
    entries = [entry for pack in packs for entry in pack.entries]
    for entry in entries:
        check_reference(entry, rules)
    check_bases(entries)
    check_circles(entries)


def check_overlaps(entries: Iterable[Entry]) -> None:
    """On each day at most one value of a rule and scope, apart for values in force and for proposals."""
    groups: dict[tuple[str, str, Status], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.rule, entry.scope, entry.status].append(entry)
    for (rule, scope, _), group in groups.items():
        group.sort(key=lambda entry: entry.valid_from)
        for before, after in pairwise(group):
            if before.valid_to is None or before.valid_to > after.valid_from:
                where = f"{before.pack}/{after.pack}.{rule}@{scope or '*'}"
                raise PackError(
                    "overlap", where, f"{before.valid_from} .. {before.valid_to} and {after.valid_from}"
                )


def check_reference(entry: Entry, rules: Mapping[str, Rule]) -> None:
    """A ratio has the unit of its base."""
    base = _base(entry)
    if base is None:
        return
    where = f"{entry.pack}.{entry.rule}"
    if base not in rules:
        raise PackError("unknown_rule", where, base)
    if isinstance(entry.term, Ratio) and rules[base].unit != rules[entry.rule].unit:
        raise PackError("other_unit", where, f"{rules[base].unit}; the rule is in {rules[entry.rule].unit}")


def check_bases(entries: Iterable[Entry]) -> None:
    """A product needs a plain amount under it, a ratio anything but a list, whichever entry may answer."""
    all_entries = list(entries)
    by_rule: dict[str, list[Term]] = defaultdict(list)
    for entry in all_entries:
        by_rule[entry.rule].append(entry.term)
    for entry in all_entries:
        base = _base(entry)
        for term in by_rule[base] if base is not None else ():
            fits = (
                isinstance(term, Amount) if isinstance(entry.term, Product) else not isinstance(term, Listing)
            )
            if not fits:
                raise PackError("no_base", f"{entry.pack}.{entry.rule}", f"{base} is {type(term).__name__}")


def check_circles(entries: Iterable[Entry]) -> None:
    """No rule may rest on itself, in whatever pack or period: so that answering always ends."""
    rests_on: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        base = _base(entry)
        if base is not None:
            rests_on[entry.rule].add(base)
    done: set[str] = set()
    for rule in list(rests_on):
        _walk(rule, rests_on, (), done)


def _walk(rule: str, rests_on: Mapping[str, set[str]], path: tuple[str, ...], done: set[str]) -> None:
    if rule in path:
        raise PackError("circular", rule, " -> ".join((*path, rule)))
    if rule in done:
        return
    for base in rests_on.get(rule, set()):
        _walk(base, rests_on, (*path, rule), done)
    done.add(rule)


def _base(entry: Entry) -> str | None:
    if isinstance(entry.term, Ratio):
        return entry.term.of
    return entry.term.each if isinstance(entry.term, Product) else None
