"""Bringing a roster: the file is read, kept sealed, and its columns are recognised and confirmed."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.crypto import vault
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.imports.reader import Workbook, read_workbook
from linli.core.rosters import Reason
from linli.register.models import Source
from linli.rosters import rules
from linli.rosters.columns import (
    ColumnChoice,
    choices_of,
    heading_key,
    known_for,
    of_plain,
    remembered,
    to_plain,
)
from linli.rosters.keeping import close, file_of, head_of
from linli.rosters.models import KnownHeading, Roster, RosterFile
from linli.rosters.reading import FoundTable, find_table, guess_columns
from linli.rosters.reading.rows import REQUIRED
from linli.rosters.states import WITH_FILE, ImportState, RosterKind

# What nobody has said yes to is not kept longer.
KEPT = timedelta(days=3)


def bring_roster(
    *, source: str, kind: RosterKind, as_of: date, file: bytes, name: str, by: Actor, at: datetime
) -> Roster:
    """Read a file and recognise its columns; nothing is compared or recorded yet.

    Raises FileRefused when it cannot be read or holds no table, and refusals: rosters.not_yours,
    rosters.source_unknown, rosters.as_of_later.
    """
    rules.ensure_may_bring(by)
    if not Source.objects.filter(code=source).exists():
        raise Refusal("rosters.source_unknown", _("没有这个来源。"), _("请从列表中选择来源部门。"))
    if as_of > local_day(at):
        raise Refusal("rosters.as_of_later", _("数据日期在将来。"), _("请填写名册是哪一天的数据。"))
    workbook = read_workbook(file, name=name)
    place = rules.place_of(by)
    made = Roster(
        id=uuid7(),
        district=place[:6],
        division_code=place,
        kind=kind,
        source=source,
        name=name[:200],
        digest=hashlib.sha256(file).hexdigest(),
        as_of=as_of,
        account_id=by.account_id,
        post_id=by.post_id,
        label=by.label[:200],
        created_at=at,
    )
    table = _recognise(made, workbook, "", at)
    vault.new_key(made.pk)
    made.head_sealed = vault.seal_json(made.pk, "head", head_of(table))
    detail = {"source": source, "rows": made.row_count, "digest": made.digest}
    with audited(
        by=by, at=at, verb="rosters.bring", subject=f"rosters.Roster:{made.pk}", place=place, detail=detail
    ):
        _forget_old(by, at)
        made.save(force_insert=True)
        RosterFile.objects.create(roster=made, content=vault.seal_bytes(made.pk, "file", file))
    return made


def look_at_sheet(*, roster_id: UUID, sheet: str, by: Actor, at: datetime) -> Roster:
    """Read another sheet of the same file instead."""
    roster = _own(roster_id, by)
    rules.ensure_moves(roster, ImportState.MAPPED)
    workbook = read_workbook(file_of(roster), name=roster.name)
    table = _recognise(roster, workbook, sheet, at)
    roster.state = ImportState.UPLOADED
    roster.head_sealed = vault.seal_json(roster.pk, "head", head_of(table))
    roster.outcome_sealed = None
    subject = f"rosters.Roster:{roster.pk}"
    with audited(by=by, at=at, verb="rosters.look_at_sheet", subject=subject, place=roster.division_code):
        roster.save()
    return roster


def choose_columns(*, roster_id: UUID, chosen: Mapping[int, str], by: Actor, at: datetime) -> Roster:
    """Say what each column holds ("" = not read); remembered for this source. Columns not named stay as they are.

    Refusals: rosters.element_unknown, rosters.element_twice, rosters.name_needed, rosters.not_now.
    """
    roster = _own(roster_id, by)
    rules.ensure_moves(roster, ImportState.MAPPED)
    known = known_for(RosterKind(roster.kind), roster.source, local_day(at))
    columns = [
        ColumnChoice(
            c.index, c.heading, "" if c.banned else chosen.get(c.index, c.element), c.reason, True, c.banned
        )
        for c in of_plain(roster.columns)
    ]
    _ensure_columns(columns, known.elements.keys(), REQUIRED[known.kind])
    roster.columns = to_plain(columns)
    roster.state = ImportState.MAPPED
    sheets = roster.counts.get("sheets", [])
    roster.outcome_sealed, roster.counts, roster.plan_digest = None, {"sheets": sheets}, ""
    roster.record_state, roster.checked_at = "", None
    subject = f"rosters.Roster:{roster.pk}"
    with audited(by=by, at=at, verb="rosters.choose_columns", subject=subject, place=roster.division_code):
        roster.save()
        _remember(roster, columns, by, at)
    return roster


def discard_roster(*, roster_id: UUID, by: Actor, at: datetime) -> None:
    """Give a roster up: its file and its key go, nothing was recorded."""
    roster = _own(roster_id, by)
    rules.ensure_moves(roster, ImportState.DISCARDED)
    subject = f"rosters.Roster:{roster.pk}"
    with audited(by=by, at=at, verb="rosters.discard", subject=subject, place=roster.division_code):
        close(roster, ImportState.DISCARDED)


def _own(roster_id: UUID, by: Actor) -> Roster:
    roster = rules.ensure_may_see(Roster.objects.filter(pk=roster_id).first(), by)
    rules.ensure_own(roster, by)
    return roster


def _recognise(roster: Roster, workbook: Workbook, sheet: str, at: datetime) -> FoundTable:
    known = known_for(RosterKind(roster.kind), roster.source, local_day(at))
    table = find_table(workbook, known.candidates, sheet)
    said = remembered(roster.district, roster.kind, roster.source)
    choices = choices_of(guess_columns(table, known.candidates, said, known.others))
    roster.sheet, roster.row_count = table.sheet[:100], table.row_count
    roster.heading_first, roster.heading_last = table.first, table.last
    roster.columns = to_plain(choices)
    roster.counts = {"sheets": list(table.sheets)}
    return table


def _ensure_columns(columns: Sequence[ColumnChoice], known: "Sequence[str] | object", required: str) -> None:
    taken: dict[str, str] = {}
    for column in columns:
        if not column.element:
            continue
        if column.element not in known:  # type: ignore[operator]
            raise Refusal("rosters.element_unknown", _("没有这个数据元，或者名册不能带入它。"))
        if column.element in taken:
            raise Refusal(
                "rosters.element_twice",
                _("“%(one)s”和“%(other)s”两列选了同一个数据元。"),
                _("请把其中一列改为“不读取”。"),
                one=taken[column.element],
                other=column.heading,
            )
        taken[column.element] = column.heading
    if required not in taken:
        raise Refusal("rosters.name_needed", _("没有一列是姓名（名称）。"), _("请指出哪一列是姓名（名称）。"))


def _remember(roster: Roster, columns: Sequence[ColumnChoice], by: Actor, at: datetime) -> None:
    """What a person said holds next time; headings that stand twice say nothing by themselves."""
    keys = [heading_key(column.heading) for column in columns]
    rows = [
        KnownHeading(
            district=roster.district,
            kind=roster.kind,
            source=roster.source,
            heading=key,
            element=column.element,
            said_at=at,
            post_id=by.post_id,
        )
        for key, column in zip(keys, columns, strict=True)
        if key and keys.count(key) == 1 and not column.banned and column.reason is not Reason.TWICE
    ]
    KnownHeading.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["district", "kind", "source", "heading"],
        update_fields=["element", "said_at", "post_id"],
    )


def _forget_old(by: Actor, at: datetime) -> None:
    old = Roster.objects.filter(post_id=by.post_id, created_at__lt=at - KEPT, state__in=WITH_FILE)
    for roster in old.order_by("id"):
        close(roster, ImportState.DISCARDED)
