"""Merges in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.catalogue.queries import catalogue
from linli.office.register.presenters.links import KINDS, NAMES
from linli.office.register.presenters.values import day_words, name_of
from linli.register.gate import Readout
from linli.register.gate.merges import MergeLine


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One merge as the page shows it."""

    id: UUID
    name: str
    href: str
    reasons: str
    weight: str
    by: str
    at: date
    ended: str


def merge_rows(lines: Sequence[MergeLine], read: Readout | None) -> list[MergeRow]:
    """Rows in order; people by their masked names."""
    names = {one.subject: one.text("self.name") for one in read.subjects} if read else {}
    known = catalogue(timezone.localdate())
    return [
        MergeRow(
            id=line.id,
            name=names.get(line.kept) or str(KINDS.get(line.kind, _("居民"))),
            href=reverse(NAMES[line.kind], args=[line.kept]),
            reasons=_("、").join(name_of(known.element(f"self.{code}"), code) for code in line.reasons)
            or "—",
            weight=f"{line.weight:.1f}" if line.weight is not None else "—",
            by=line.by,
            at=timezone.localdate(line.merged_at),
            ended=_ended(line),
        )
        for line in lines
    ]


def _ended(line: MergeLine) -> str:
    if line.ended_at is None:
        return ""
    return _("%(day)s由%(by)s拆开：%(why)s") % {
        "day": day_words(timezone.localdate(line.ended_at)),
        "by": line.ended_by,
        "why": line.ended_why,
    }
