"""Divisions as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.query import QuerySet

from linli.base.scope import prefix_range
from linli.territory.models import Division
from linli.territory.rules.names import ancestors, short_name
from linli.territory.states import DivisionKind, Level

_COLUMNS = ("code", "name", "parent_code", "level", "kind", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A division as it was on the day asked for. `valid_to` is exclusive; None while the row is open."""

    code: str
    name: str
    parent_code: str
    level: Level
    kind: DivisionKind
    valid_from: date
    valid_to: date | None

    @property
    def short_name(self) -> str:
        """The name without the word for the committee."""
        return short_name(self.name)


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """A community with the sub-district or town it belongs to on the day asked for."""

    code: str
    name: str
    short_name: str
    sub_district_code: str
    sub_district_name: str
    kind: DivisionKind


def _row(values: tuple[str, str, str, int, str, date, date | None]) -> DivisionRow:
    code, name, parent_code, level, kind, valid_from, valid_to = values
    return DivisionRow(code, name, parent_code, Level(level), DivisionKind(kind), valid_from, valid_to)


def division(code: str, as_of: date) -> DivisionRow | None:
    """The division with this code on that day; None when there was none. One query."""
    found = Division.objects.as_of(as_of).filter(code=code).values_list(*_COLUMNS).first()
    return _row(found) if found else None


def breadcrumb(code: str, as_of: date) -> tuple[DivisionRow, ...]:
    """The way from the province down to `code`, itself included. One query."""
    rows = Division.objects.as_of(as_of).filter(code__in=(*ancestors(code), code)).order_by("code")
    return tuple(_row(values) for values in rows.values_list(*_COLUMNS))


def names(codes: Iterable[str], as_of: date) -> dict[str, str]:
    """Names by code on that day; codes that did not exist then are left out. One query."""
    rows = Division.objects.as_of(as_of).filter(code__in=set(codes)).order_by("code")
    return dict(rows.values_list("code", "name"))


def children(code: str, as_of: date) -> tuple[DivisionRow, ...]:
    """The divisions directly below `code` ("" for the provinces), in order of their codes. One query."""
    rows = Division.objects.as_of(as_of).filter(parent_code=code).order_by("code")
    return tuple(_row(values) for values in rows.values_list(*_COLUMNS))


def below(code: str, as_of: date, words: str = "", kind: str = "", sort: str = "code") -> QuerySet[Division]:
    """The divisions directly below `code` as rows of a table: filtered by part of a name or code, and by kind.

    `sort` is "code" or "name" (by pinyin), with "-" in front for the other direction.
    """
    rows = Division.objects.as_of(as_of).filter(parent_code=code)
    if words:
        rows = rows.filter(Q(name__contains=words) | Q(code__startswith=words))
    if kind:
        rows = rows.filter(kind=kind)
    down = "-" if sort.startswith("-") else ""
    fields = ("initials", "name", "code") if sort.removeprefix("-") == "name" else ("code",)
    return rows.order_by(*(down + field for field in fields))


def periods(code: str) -> tuple[DivisionRow, ...]:
    """All that a code ever stood for, the latest first. One query."""
    rows = Division.objects.filter(code=code, valid_from__isnull=False).order_by("-valid_from")
    return tuple(_row(values) for values in rows.values_list(*_COLUMNS))


def communities(
    prefix: str, as_of: date, kinds: Iterable[DivisionKind] = (DivisionKind.RESIDENTS,)
) -> tuple[CommunityRow, ...]:
    """The communities whose code starts with `prefix`, in order of their codes. Two queries, whatever the number.

    By default the residents' committees; `kinds` asks for others.
    """
    found = Division.objects.as_of(as_of).filter(**prefix_range("code", prefix)).order_by("code")
    rows = found.filter(level=Level.COMMITTEE, kind__in=[str(kind) for kind in kinds])
    values = list(rows.values_list("code", "name", "parent_code", "kind"))
    above = names({parent for _code, _name, parent, _kind in values}, as_of)
    return tuple(
        CommunityRow(code, name, short_name(name), parent, above.get(parent, ""), DivisionKind(kind))
        for code, name, parent, kind in values
    )
