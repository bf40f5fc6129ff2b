"""Loading an edition: checked whole, written in pieces that nobody sees, compared, then there at once or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.territory.bulk import insert_divisions, insert_name_keys
from linli.territory.models import Division, Edition, EditionChange, EditionList
from linli.territory.queries.entries import entries_in_force, entries_of_edition
from linli.territory.rules.comparing import Change, Entry, differences, differing, findings
from linli.territory.rules.editions import (
    AlreadyLoaded,
    BadRows,
    EmptyList,
    LoadOvertaken,
    NotInactive,
    NotReadable,
    may_manage,
)
from linli.territory.rules.listing import (
    ListFile,
    Listing,
    NotAList,
    counts_by_level,
    packed,
    read_listing,
    unpacked,
    with_parents,
)
from linli.territory.rules.names import stem_of
from linli.territory.states import EditionState

Progress = Callable[[int, int, str], None]
# Rows in one transaction: other writers wait a second or two at most, and index pages are written a few times only.
PIECE = 100_000


def _silent(done: int, total: int, message: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a load."""

    edition_id: int
    rows: int
    left_out: dict[str, int]
    change_counts: dict[str, int]


def load_edition(
    *,
    files: Sequence[ListFile],
    name: str,
    source: str,
    by: Actor,
    at: datetime,
    list_date: date | None = None,
    leave_out_bad_rows: bool = False,
    progress: Progress = _silent,
) -> Loaded:
    """Write a list as an inactive edition and compare it with the one in force.

    Rows are written in short transactions, so that others can go on writing; an edition that is still loading is
    seen by no query. When anything fails, or `progress` raises, what was written is removed again. A load that
    was killed leaves an edition in the state "loading", which the next load removes.

    Raises `BadRows` (unless told to leave them out), `EmptyList`, `AlreadyLoaded`, `NotAllowed`.
    """
    may_manage(by)
    progress(0, 0, _("检查每一行"))
    checked = _checked(files, leave_out_bad_rows)
    edition = _begin(checked, name, source, list_date, by, at)
    try:
        return _fill(edition, checked, by, at, progress)
    except BaseException:
        _remove(edition.pk)
        raise


@dataclass(frozen=True, slots=True)
class _Checked:
    """A list that may be written, packed: a tenth of the memory that its rows take."""

    content: bytes
    digest: str
    rows: int
    by_level: dict[str, int]
    left_out: dict[str, int]

    def entries(self) -> Iterator[Entry]:
        """The rows with their parents, in order of codes."""
        return with_parents(unpacked(self.content))


def _read(files: Sequence[ListFile]) -> Listing:
    try:
        return read_listing(files)
    except NotAList as error:
        raise NotReadable(error.reason) from error


def _checked(files: Sequence[ListFile], leave_out_bad_rows: bool) -> _Checked:
    listing = _read(files)
    if listing.problems and not leave_out_bad_rows:
        raise BadRows(listing.problems)
    if not listing.rows:
        raise EmptyList
    content, digest = packed(listing.rows)
    same = Edition.objects.filter(digest=digest).exclude(state=EditionState.LOADING).first()
    if same is not None:
        raise AlreadyLoaded(same.name)
    left_out = Counter(str(problem.reason.value) for problem in listing.problems)
    return _Checked(content, digest, len(listing.rows), counts_by_level(listing.rows), dict(left_out))


def _begin(
    checked: _Checked, name: str, source: str, list_date: date | None, by: Actor, at: datetime
) -> Edition:
    for left_over in Edition.objects.filter(state=EditionState.LOADING).values_list("pk", flat=True):
        _remove(left_over)
    return Edition.objects.create(
        name=name,
        source=source,
        list_date=list_date,
        digest=checked.digest,
        row_count=checked.rows,
        level_counts=checked.by_level,
        left_out=checked.left_out,
        loaded_at=at,
        loaded_by=by.label,
    )


def _fill(edition: Edition, checked: _Checked, by: Actor, at: datetime, progress: Progress) -> Loaded:
    progress(0, checked.rows, _("与现行版本比较"))
    base = Edition.objects.filter(state=EditionState.ACTIVE).first()
    # Findings are made only against something; the first list would be 665,276 times "added".
    changes = findings(differences(entries_in_force(), checked.entries())) if base else []

    def new() -> Iterator[Entry]:
        if base is None:
            return checked.entries()
        pairs = differing(entries_in_force(), checked.entries())
        return (after for _before, after in pairs if after)

    _write_names(sorted({stem_of(name) for _code, name, _parent in new()}), progress)
    _write_divisions(edition, new(), checked.rows, progress)
    with audited(
        by=by, at=at, verb="territory.load_edition", subject=f"territory.Edition:{edition.pk}"
    ) as entry:
        _still_ours(edition)
        EditionList.objects.create(edition=edition, content=checked.content)
        _note_changes(edition, base, changes)
        edition.state = EditionState.INACTIVE
        edition.save()
        entry.detail = {
            "name": edition.name, "source": edition.source, "digest": edition.digest, "rows": edition.row_count,
            "left_out": edition.left_out,
        }  # fmt: skip
    return Loaded(edition.pk, edition.row_count, edition.left_out, edition.change_counts)


def _write_names(stems: list[str], progress: Progress) -> None:
    for start in range(0, len(stems), PIECE):
        progress(start, len(stems), _("建立名称检索"))
        with transaction.atomic():
            insert_name_keys(stems[start : start + PIECE])


def _write_divisions(edition: Edition, new: Iterator[Entry], total: int, progress: Progress) -> None:
    done = 0
    while piece := list(islice(new, PIECE)):
        progress(done, total, _("写入区划"))
        with transaction.atomic():
            _still_ours(edition)
            insert_divisions(piece, edition_id=edition.pk)
        done += len(piece)
    progress(total, total, _("写入区划"))


def _still_ours(edition: Edition) -> None:
    """Another load may have begun meanwhile and removed this one: the last one wins."""
    if not Edition.objects.select_for_update().filter(pk=edition.pk, state=EditionState.LOADING).exists():
        raise LoadOvertaken


def _note_changes(edition: Edition, base: Edition | None, changes: Sequence[Change]) -> None:
    EditionChange.objects.filter(edition=edition).delete()
    rows = (
        EditionChange(edition=edition, **{name: getattr(change, name) for name in Change.__slots__})
        for change in changes
    )
    EditionChange.objects.bulk_create(rows, batch_size=500)
    counts: Counter[str] = Counter()
    for change in changes:
        counts[change.category.value] += change.covers
    edition.compared_with = base
    edition.change_counts = dict(counts)


def compare_again(*, edition_id: int, by: Actor, at: datetime) -> dict[str, int]:
    """Compare an inactive edition with the one in force now, when another was activated since it was loaded."""
    may_manage(by)
    with audited(
        by=by, at=at, verb="territory.compare_edition", subject=f"territory.Edition:{edition_id}"
    ) as entry:
        edition = Edition.objects.select_for_update().get(pk=edition_id)
        if edition.state != EditionState.INACTIVE:
            raise NotInactive
        base = Edition.objects.filter(state=EditionState.ACTIVE).first()
        found = differences(entries_in_force(), entries_of_edition(edition_id))
        _note_changes(edition, base, findings(found) if base else [])
        edition.save(update_fields=["compared_with", "change_counts"])
        entry.detail = {"counts": edition.change_counts}
    return dict(edition.change_counts)


def discard_edition(*, edition_id: int, by: Actor, at: datetime, why: str) -> None:
    """Remove an edition that was loaded and never activated."""
    may_manage(by)
    with audited(
        by=by, at=at, verb="territory.discard_edition", subject=f"territory.Edition:{edition_id}", why=why
    ) as entry:
        edition = Edition.objects.select_for_update().get(pk=edition_id)
        if edition.state != EditionState.INACTIVE:
            raise NotInactive
        entry.detail = {"name": edition.name, "digest": edition.digest}
        _remove(edition_id)


def _remove(edition_id: int) -> None:
    with transaction.atomic():
        Division.objects.filter(edition_id=edition_id, valid_from=None).delete()
        Edition.objects.filter(compared_with=edition_id).update(compared_with=None)
        Edition.objects.filter(pk=edition_id).delete()
