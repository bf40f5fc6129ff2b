"""Reads of the trail: the day's root, and pages of entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.base.audit.chain import Link, digest_holds
from linli.base.audit.models import AuditEntry
from linli.base.audit.roots import Root
from linli.base.errors import NotFound
from linli.base.scope import Scope, prefix_range

PAGE = 50
# Several filters are held against this many candidates at a time, so that a page of a million entries stays
# quick; the page then offers to look further back.
CANDIDATES = 1_000


def root_of(day: date) -> Root | None:
    """The root at the end of `day` (local time): the last entry whose moment lies before midnight."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    found = AuditEntry.objects.filter(at__lt=end).order_by("-seq").values_list("seq", "digest").first()
    if found is None:
        return None
    seq, digest = found
    return Root(digest=digest, day=day, seq=seq, count=AuditEntry.objects.filter(seq__lte=seq).count())


def last_entry(verb: str) -> AuditEntry | None:
    """The newest entry of a verb, for "when was the last backup"."""
    return AuditEntry.objects.filter(verb=verb).order_by("-at", "-seq").first()


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What somebody looks for; empty fields look for everything. `verb` may be a room or a whole verb."""

    verb: str = ""
    post_id: str = ""
    place: str = ""
    subject: str = ""
    day: date | None = None
    room: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """After which entry a page begins: entries run from new to old."""

    at: datetime
    seq: int

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{self.seq}"

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """Read a cursor from an address; None when it is not one."""
        moment, _dash, seq = text.rpartition("-")
        try:
            return cls(datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), int(seq))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Up to fifty entries; `older` begins the next page; `looked_back_to` is set when the search stopped early."""

    entries: tuple[AuditEntry, ...]
    older: Cursor | None
    looked_back_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that an entry must meet: for the database, and for a row in hand."""

    query: Q
    holds: Callable[["Key"], bool]
    indexed: bool = True


class Key(NamedTuple):
    """What the filters look at."""

    seq: int
    at: datetime
    room: str
    verb: str
    post_id: UUID | None
    subject: str
    place: str


def trail_page(wanted: TrailFilter, scope: Scope, before: Cursor | None = None) -> TrailPage:
    """One page of the trail inside `scope`, newest first. Entries without a place belong to everything.

    One filter is answered from its index. Several are not left to the database, which would pick one by a
    guess and might walk a million rows: candidates are read by the rarest one and held against the others.
    """
    conditions = _conditions(wanted, scope)
    window = AuditEntry.objects.filter(_window(wanted.day, before)).order_by("-at", "-seq")
    if not conditions or (len(conditions) == 1 and conditions[0].indexed):
        return _page(tuple(window.filter(*[one.query for one in conditions])[: PAGE + 1]))
    candidates = [Key(*row) for row in _candidates(window, conditions).values_list(*Key._fields)[:CANDIDATES]]
    found = [key.seq for key in candidates if all(one.holds(key) for one in conditions)][: PAGE + 1]
    rows = tuple(AuditEntry.objects.filter(seq__in=found).order_by("-at", "-seq"))
    if len(rows) > PAGE or len(candidates) < CANDIDATES:
        return _page(rows)
    last = candidates[-1]
    return TrailPage(rows, Cursor(last.at, last.seq), last.at)


def _candidates(window: QuerySet[AuditEntry], conditions: list[Condition]) -> QuerySet[AuditEntry]:
    """The entries that meet the rarest condition (counted up to the limit)."""
    indexed = [window.filter(one.query) for one in conditions if one.indexed]
    if len(indexed) < 2:
        return indexed[0] if indexed else window
    return min(indexed, key=lambda rows: rows[:CANDIDATES].count())


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry, and whether its digest is that of its content."""

    entry: AuditEntry
    holds: bool


def trail_entry(*, seq: int, scope: Scope, room: str = "") -> TrailEntry:
    """One entry inside `scope` (and of `room`). Raises `NotFound`."""
    conditions = [one.query for one in _conditions(TrailFilter(room=room), scope)]
    visible = AuditEntry.objects.filter(*conditions, seq=seq).annotate(stored=Cast("detail", TextField()))
    found = visible.first()
    if found is None:
        raise NotFound("audit.not_found", _("没有这条审计记录，或者它不在您的管辖范围内。"))
    values = {name: getattr(found, name) for name in Link.__slots__}
    return TrailEntry(found, holds=digest_holds(Link(**values | {"detail": found.stored})))


def _page(rows: tuple[AuditEntry, ...]) -> TrailPage:
    if len(rows) <= PAGE:
        return TrailPage(rows, None)
    return TrailPage(rows[:PAGE], Cursor(rows[PAGE - 1].at, rows[PAGE - 1].seq))


def _window(day: date | None, before: Cursor | None) -> Q:
    window = Q()
    if day:
        start = timezone.make_aware(datetime.combine(day, time.min))
        window &= Q(at__gte=start, at__lt=start + timedelta(days=1))
    if before:
        window &= Q(at__lte=before.at) & (Q(at__lt=before.at) | Q(seq__lt=before.seq))
    return window


def _conditions(wanted: TrailFilter, scope: Scope) -> list[Condition]:
    conditions = []
    if wanted.room:
        conditions.append(_equal("room", wanted.room))
    if wanted.verb:
        conditions.append(_equal("verb" if "." in wanted.verb else "room", wanted.verb))
    if wanted.post_id:
        conditions.append(_equal("post_id", UUID(wanted.post_id)))
    if wanted.subject:
        conditions.append(_equal("subject", wanted.subject))
    place = scope.narrowed(wanted.place) if wanted.place else scope
    if not place.is_everything:
        conditions.append(_inside(place))
    return conditions


def _equal(name: str, value: Any) -> Condition:
    return Condition(Q(**{name: value}), lambda key: bool(getattr(key, name) == value))


def _inside(place: Scope) -> Condition:
    """Inside a place, said so that the index on district or sub-district serves."""
    prefix = place.prefix
    if place.is_nothing:
        return Condition(Q(pk__in=[]), lambda key: False)
    inside = Q(**prefix_range("place", prefix))
    if len(prefix) >= 9:
        inside &= Q(sub_district=prefix[:9])
    elif len(prefix) == 6:
        inside = Q(district=prefix)
    return Condition(inside, lambda key: place.covers(key.place), indexed=len(prefix) >= 6)
