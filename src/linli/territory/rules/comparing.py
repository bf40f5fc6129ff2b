"""What changed between two lists: first the bare differences, then what they probably mean. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from linli.territory.rules.names import level_of, stem_of
from linli.territory.states import ChangeCategory, ChangeReason, Level

# (code, name, parent code)
Entry = tuple[str, str, str]


@dataclass(slots=True)
class Differences:
    """The bare differences of two lists. `kept` holds the divisions that stay beside a change, by parent."""

    gone: dict[str, Entry] = field(default_factory=dict)
    added: dict[str, Entry] = field(default_factory=dict)
    altered: list[tuple[Entry, Entry]] = field(default_factory=list)
    kept: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_empty(self) -> bool:
        """True when the two lists say the same."""
        return not (self.gone or self.added or self.altered)


@dataclass(frozen=True, slots=True)
class Change:
    """One finding; `covers` counts the divisions of a branch that is reported by its top alone."""

    category: ChangeCategory
    reason: ChangeReason
    level: Level
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    covers: int = 1


def differing(old: Iterable[Entry], new: Iterable[Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Walk two lists in order of their codes; yield (before, after) wherever they are not the same."""
    return (pair for pair in _side_by_side(iter(old), iter(new)) if pair[0] != pair[1])


def differences(old: Iterable[Entry], new: Iterable[Entry]) -> Differences:
    """All differences of two lists, with what stays beside them."""
    found = Differences()
    beside = _Beside(found)
    for before, after in _side_by_side(iter(old), iter(new)):
        if before and after and before == after:
            beside.keep(after)
            continue
        beside.change((after or before or ("", "", ""))[2])
        if before and after:
            found.altered.append((before, after))
        elif before:
            found.gone[before[0]] = before
        elif after:
            found.added[after[0]] = after
    beside.close()
    return found


class _Beside:
    """Remembers what stays beside a change. Committees come parent by parent, so one parent's are held at a time."""

    def __init__(self, found: Differences) -> None:
        self.found = found
        self.parent = ""
        self.held: list[Entry] = []
        self.changed = False

    def keep(self, entry: Entry) -> None:
        """Note a division that is the same in both lists."""
        if len(entry[0]) < 12:
            self.found.kept[entry[2]].append(entry)
            return
        if entry[2] != self.parent:
            self._turn_to(entry[2])
        self.held.append(entry)

    def change(self, parent: str) -> None:
        """Note that something below `parent` is not the same."""
        if len(parent) == 9:
            if parent != self.parent:
                self._turn_to(parent)
            self.changed = True

    def close(self) -> None:
        """Hand over what is held."""
        self._turn_to("")

    def _turn_to(self, parent: str) -> None:
        if self.changed and self.held:
            self.found.kept[self.parent] = self.held
        self.parent, self.held, self.changed = parent, [], False


def _side_by_side(old: Iterator[Entry], new: Iterator[Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    before, after = next(old, None), next(new, None)
    while before or after:
        if after is None or (before is not None and before[0] < after[0]):
            yield before, None
            before = next(old, None)
        elif before is None or after[0] < before[0]:
            yield None, after
            after = next(new, None)
        else:
            yield before, after
            before, after = next(old, None), next(new, None)


def findings(found: Differences) -> list[Change]:
    """What the differences probably mean, in order of levels and codes."""
    return _Reading(found).changes()


class _Reading:
    """Explains gone and added divisions level by level, so that what happened to a parent is known first."""

    def __init__(self, found: Differences) -> None:
        self.found = found
        self.made: list[Change] = []
        self.into: dict[str, str] = {}  # old code -> new code of what moved, was renamed or recoded
        self.tops: dict[str, str] = {}  # code -> top of the branch that is reported as one row
        self.covers: Counter[str] = Counter()

    def changes(self) -> list[Change]:
        """Run every rule on every level."""
        for level in Level:
            gone = {code: entry for code, entry in self.found.gone.items() if level_of(code) == level}
            added = {code: entry for code, entry in self.found.added.items() if level_of(code) == level}
            altered = [pair for pair in self.found.altered if level_of(pair[0][0]) == level]
            self._altered(level, altered)
            if gone and added:
                self._with_parent(gone, added)
                self._same_stem(level, gone, added)
                self._same_name(level, gone, added)
                self._split_up(level, gone, added)
                self._merged(level, gone, added)
            if gone:
                self._into_renamed(level, gone, altered)
            if added:
                self._beside(level, added)
            self._alone(level, gone, added)
        return [self._covering(change) for change in self.made]

    def _covering(self, change: Change) -> Change:
        extra = self.covers[
            f"-{change.old_code}" if change.category == ChangeCategory.GONE else change.new_code
        ]
        if not extra or change.category in (ChangeCategory.SPLIT, ChangeCategory.MERGED):
            return change
        return Change(
            change.category, change.reason, change.level, change.old_code, change.old_name,
            change.new_code, change.new_name, 1 + extra,
        )  # fmt: skip

    def _say(
        self,
        category: ChangeCategory,
        reason: ChangeReason,
        level: Level,
        old: Entry | None,
        new: Entry | None,
    ) -> None:
        self.made.append(
            Change(category, reason, level, *(old[:2] if old else ("", "")), *(new[:2] if new else ("", "")))
        )

    def _altered(self, level: Level, altered: list[tuple[Entry, Entry]]) -> None:
        for old, new in altered:
            if old[1] != new[1]:
                self._say(ChangeCategory.RENAMED, ChangeReason.SAME_CODE, level, old, new)
            else:
                self._say(ChangeCategory.MOVED, ChangeReason.OTHER_PARENT, level, old, new)

    def _now(self, parent: str) -> str:
        return self.into.get(parent, parent)

    def _pair(self, old: Entry, new: Entry, gone: dict[str, Entry], added: dict[str, Entry]) -> None:
        self.into[old[0]] = new[0]
        del gone[old[0]], added[new[0]]

    def _with_parent(self, gone: dict[str, Entry], added: dict[str, Entry]) -> None:
        """What kept its name below a parent that got another code moved along with it: no row of its own."""
        by_place = _unique((entry[2], entry[1], entry) for entry in added.values())
        for old in list(gone.values()):
            parent = self.into.get(old[2])
            new = by_place.get((parent, old[1])) if parent else None
            if new is not None and new[0] in added:
                top = self.tops.get(new[2], new[2])
                self.tops[new[0]] = top
                self.covers[top] += 1
                self._pair(old, new, gone, added)

    def _same_stem(self, level: Level, gone: dict[str, Entry], added: dict[str, Entry]) -> None:
        """The same name or stem below the same parent under another code: recoded, or a village converted."""
        by_stem = _unique((entry[2], stem_of(entry[1]), entry) for entry in added.values())
        old_stems = _unique((entry[2], stem_of(entry[1]), entry) for entry in gone.values())
        for (parent, stem), old in old_stems.items():
            new = by_stem.get((self._now(parent), stem))
            if new is None:
                continue
            if old[1] == new[1]:
                self._say(ChangeCategory.MOVED, ChangeReason.NAME_RECODED, level, old, new)
            else:
                self._say(ChangeCategory.RENAMED, ChangeReason.SAME_STEM, level, old, new)
            self._pair(old, new, gone, added)

    def _same_name(self, level: Level, gone: dict[str, Entry], added: dict[str, Entry]) -> None:
        """The same name elsewhere; the smallest area in which it is the only one on both sides decides."""
        for digits in (9, 6, 4, 2):
            olds = _unique((entry[0][:digits], entry[1], entry) for entry in gone.values())
            news = _unique((entry[0][:digits], entry[1], entry) for entry in added.values())
            for place, old in olds.items():
                if place in news:
                    self._say(ChangeCategory.MOVED, ChangeReason.NAME_ELSEWHERE, level, old, news[place])
                    self._pair(old, news[place], gone, added)

    def _split_up(self, level: Level, gone: dict[str, Entry], added: dict[str, Entry]) -> None:
        below = _by_parent(added)
        for old in list(gone.values()):
            stem = stem_of(old[1])
            parts = [
                new for new in below.get(self._now(old[2]), ()) if new[0] in added and stem in stem_of(new[1])
            ]
            if len(parts) >= 2:
                for new in parts:
                    self._say(ChangeCategory.SPLIT, ChangeReason.NAMES_FROM_IT, level, old, new)
                    del added[new[0]]
                del gone[old[0]]

    def _merged(self, level: Level, gone: dict[str, Entry], added: dict[str, Entry]) -> None:
        made = _by_parent(added)
        lost: dict[str, list[Entry]] = defaultdict(list)
        for old in gone.values():
            lost[self._now(old[2])].append(old)
        for parent, news in made.items():
            olds = lost.get(parent, [])
            for new in news:
                named = _named_from(new[1], [old for old in olds if old[0] in gone])
                reason = ChangeReason.NAME_OF_BOTH
                if not named and len(news) == 1 and len(olds) >= 2:
                    named, reason = olds, ChangeReason.ONLY_ONE_NEW
                if named:
                    for old in named:
                        self._say(ChangeCategory.MERGED, reason, level, old, new)
                        del gone[old[0]]
                    del added[new[0]]

    def _into_renamed(self, level: Level, gone: dict[str, Entry], altered: list[tuple[Entry, Entry]]) -> None:
        renamed = defaultdict(list)
        for old, new in altered:
            if old[1] != new[1]:
                renamed[new[2]].append((old, new))
        for lost in list(gone.values()):
            for old, new in renamed.get(lost[2], ()):
                fresh = "".join(letter for letter in stem_of(new[1]) if letter not in old[1])
                if fresh and _echoes(fresh, lost[1]):
                    self._say(ChangeCategory.MERGED, ChangeReason.INTO_RENAMED, level, lost, new)
                    del gone[lost[0]]
                    break

    def _beside(self, level: Level, added: dict[str, Entry]) -> None:
        for new in list(added.values()):
            stem = stem_of(new[1])
            kept = [entry for entry in self.found.kept.get(new[2], ()) if level_of(entry[0]) == level]
            sources = [
                entry for entry in kept if stem != stem_of(entry[1]) and stem.startswith(stem_of(entry[1]))
            ]
            if sources:
                longest = max(sources, key=lambda entry: (len(stem_of(entry[1])), entry[0]))
                self._say(ChangeCategory.SPLIT, ChangeReason.BESIDE_IT, level, longest, new)
                del added[new[0]]

    def _alone(self, level: Level, gone: dict[str, Entry], added: dict[str, Entry]) -> None:
        """What no rule explains; a branch that goes or comes as a whole is one row at its top."""
        for old in gone.values():
            key, above = f"-{old[0]}", f"-{old[2]}"
            if above in self.tops:
                self.tops[key] = self.tops[above]
                self.covers[self.tops[key]] += 1
            else:
                self.tops[key] = key
                self._say(ChangeCategory.GONE, ChangeReason.NOT_IN_NEW, level, old, None)
        for new in added.values():
            key, above = f"+{new[0]}", f"+{new[2]}"
            if above in self.tops:
                self.tops[key] = self.tops[above]
                self.covers[self.tops[key][1:]] += 1
            else:
                self.tops[key] = key
                self._say(ChangeCategory.ADDED, ChangeReason.NOT_IN_OLD, level, None, new)


def _unique(keyed: Iterable[tuple[str, str, Entry]]) -> dict[tuple[str, str], Entry]:
    """Entries by (place, name), only where the name occurs once in the place."""
    found: dict[tuple[str, str], Entry] = {}
    twice: set[tuple[str, str]] = set()
    for place, name, entry in keyed:
        key = (place, name)
        if key in found:
            twice.add(key)
        found[key] = entry
    for key in twice:
        del found[key]
    return found


def _by_parent(entries: dict[str, Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        found[entry[2]].append(entry)
    return found


def _echoes(name: str, other: str) -> bool:
    """True when the stems share a character: merged communities are named from the names they had."""
    return not set(stem_of(name)).isdisjoint(stem_of(other))


def _named_from(name: str, olds: list[Entry]) -> list[Entry]:
    """Those of `olds`, at least two, that `name` is made from: its characters are theirs, or it holds a stem."""
    named = [old for old in olds if _echoes(name, old[1])]
    letters = set("".join(stem_of(old[1]) for old in named))
    made_of_them = letters.issuperset(stem_of(name)) or any(stem_of(old[1]) in stem_of(name) for old in named)
    return named if len(named) >= 2 and made_of_them else []
