"""The dry run: what changes would do to a return, without doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.core.questionnaire import Value
from linli.surveys.merge import Change, Conflict, Rejected, Write, merge, stale
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.values import Held, Key, held_values, values_at


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that would change. `before` is None for a new answer, `after` None for one taken out."""

    key: Key
    before: Value | None
    after: Value | None
    is_new_row: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """New, changed and removed answers, and what would not be taken."""

    new: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    removed: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...]
    rejected: tuple[Rejected, ...]

    @property
    def changes_nothing(self) -> bool:
        """Everything is held already."""
        return not (self.new or self.changed or self.removed or self.conflicts or self.rejected)


def preview(info: ReturnInfo, changes: Sequence[Change]) -> Preview:
    """Put the changes beside what holds now. At most two queries."""
    held = held_values(info.questionnaire, [info.id])[info.id]
    wanted = stale(changes, held)
    bases = values_at(info.questionnaire, info.id, wanted) if wanted else {}
    outcome = merge(info.questionnaire, held, changes, bases)
    fresh = {(group, number) for (group, _token), number in outcome.new_rows.items()}
    found = [_difference(write, held, fresh) for write in outcome.writes]
    return Preview(
        new=tuple(item for item in found if item.before is None and item.after is not None),
        changed=tuple(item for item in found if item.before is not None and item.after is not None),
        removed=tuple(item for item in found if item.after is None),
        conflicts=tuple(outcome.conflicts),
        rejected=tuple(outcome.rejected),
    )


def _difference(write: Write, held: Mapping[Key, Held], fresh: set[tuple[str, int]]) -> Difference:
    now = held.get(write.key)
    return Difference(write.key, now.value if now else None, write.value, write.key[:2] in fresh)
