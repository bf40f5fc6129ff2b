"""Reports: the list, one report to read, the rows behind a number, the files made."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.attachments.store import path_of
from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.core.tabulate import payload
from linli.core.tabulate.figures import Figure
from linli.core.tabulate.report import Report as Content
from linli.core.tabulate.words import Language
from linli.reports.models import FrozenReport, Rendition, Report, StatedFigure
from linli.reports.queries import contents
from linli.reports.queries.contents import EditInfo, EditKey
from linli.reports.render.engine import engine_digest
from linli.reports.rules import readable
from linli.reports.states import MOST_AT_ONCE, Form, ReportState

_COLUMNS = (
    "id", "division_code", "place_name", "campaign_id", "as_of", "state", "communities", "flagged", "composed_at",
    "composed_by", "campaign__title_zh", "campaign__title_en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of the list."""

    id: UUID
    division_code: str
    place_name: str
    campaign_id: UUID
    as_of: date
    state: ReportState
    communities: int
    flagged: int
    composed_at: datetime
    composed_by: str
    campaign_zh: str
    campaign_en: str


@dataclass(frozen=True)
class Reading:
    """A report to be read: its row, its content with edits, and what is said about the edits.

    ``content_digest`` names exactly this content; files made from it carry the same.
    """

    row: ReportRow
    content: Content
    edits: dict[EditKey, EditInfo]
    frozen: FrozenReport | None
    content_digest: str

    @property
    def is_large(self) -> bool:
        """Files of a large report are made by a job."""
        return self.row.communities > MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class StatedInfo:
    """A figure stated for the place."""

    code: str
    value: str
    source: str
    by: str


def reports(*, by: Actor, as_of: date, place: str = "") -> tuple[ReportRow, ...]:
    """Reports somebody may read that are true for a day up to ``as_of``, the newest first. One query."""
    rows = Report.objects.in_scope(readable(by)).filter(as_of__lte=as_of)
    if place:
        rows = rows.filter(division_code=place)
    found = rows.order_by("-as_of", "division_code", "-id").values_list(*_COLUMNS)
    return tuple(_row(values) for values in found)


def report_row(*, by: Actor, report_id: UUID) -> ReportRow:
    """One report's line. NotFound outside what somebody may read. One query."""
    values = Report.objects.in_scope(readable(by)).filter(pk=report_id).values_list(*_COLUMNS).first()
    if values is None:
        raise _unknown()
    return _row(values)


def reading(*, by: Actor, report_id: UUID) -> Reading:
    """One report to read: drafts with their edits, frozen ones as they were finished. Three queries.

    Refusals: reports.unknown, reports.damaged.
    """
    report = Report.objects.in_scope(readable(by)).select_related("campaign").filter(pk=report_id).first()
    if report is None:
        raise _unknown()
    row = _row(tuple(_value(report, name) for name in _COLUMNS))
    frozen = FrozenReport.objects.filter(report=report).first()
    if frozen is not None:
        stored = contents.unpacked(frozen.payload, frozen.digest)
        return Reading(row, payload.loads(stored), {}, frozen, frozen.digest)
    content, rows = contents.composed(report), contents.edits_of(report)
    shown = contents.edited(content, rows)
    digest = contents.content_digest(report, shown, rows)
    return Reading(row, shown, contents.reviews(content, rows), None, digest)


def figure_of(found: Reading, code: str) -> Figure:
    """A figure of a report with its rows. NotFound when the report has none of that code."""
    if code not in found.content.figures:
        raise NotFound("reports.figure_unknown", _("这份报告里没有这个数据。"))
    return found.content.figures[code]


def rendition_of(found: Reading, language: Language, form: Form) -> Rendition | None:
    """The file that was made from exactly this content, if one was. One query."""
    return Rendition.objects.filter(
        report_id=found.row.id, content_digest=found.content_digest, language=language, form=form
    ).first()


def kept_bytes(rendition: Rendition) -> bytes | None:
    """The bytes of a file made before; None when they are no longer kept."""
    path = path_of(rendition.sha256)
    return path.read_bytes() if path.exists() else None


def made_by_this_program(rendition: Rendition) -> bool:
    """Whether the program that made the file is the one running now: only then must the bytes be equal."""
    return rendition.engine_digest == engine_digest()


def stated_of(report_id: UUID) -> dict[str, StatedInfo]:
    """What was stated for the place, by code. One query."""
    rows = StatedFigure.objects.filter(report_id=report_id, superseded_at=None).exclude(value=None)
    return {
        row.code: StatedInfo(row.code, f"{row.value.normalize():f}" if row.value is not None else "", row.source,
                             row.stated_by)
        for row in rows.order_by("code")
    }  # fmt: skip


def _value(report: Report, name: str) -> object:
    if name.startswith("campaign__"):
        return getattr(report.campaign, name.removeprefix("campaign__"))
    return getattr(report, name)


def _row(values: tuple[object, ...]) -> ReportRow:
    fields = dict(zip(ReportRow.__slots__, values, strict=True))
    return ReportRow(**{**fields, "state": ReportState(str(fields["state"]))})  # type: ignore[arg-type]


def _unknown() -> NotFound:
    return NotFound("reports.unknown", _("没有这份报告。"), _("请从报告列表中打开。"))
