"""Composing a report from the survey, and composing it again when the figures have moved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.jobs.models import Job
from linli.base.jobs.runner import start_job
from linli.core.tabulate import payload
from linli.core.tabulate.report import Report as Content
from linli.guarantees.queries import StandardInfo
from linli.reports.compose.district import compose
from linli.reports.models import Report
from linli.reports.queries.contents import packed, stated_for
from linli.reports.queries.figures import survey_figures
from linli.reports.queries.guards import check_may_write, draft_to_write
from linli.reports.render.engine import engine_digest
from linli.reports.states import ReportState

JOB = "reports.compose"
Progress = Callable[[int, int, str], None]
DISTRICT_DIGITS = 6


@dataclass(frozen=True, slots=True)
class _Composed:
    """A composed report, packed for the database."""

    content: Content
    place_name: str
    communities: int
    stored: bytes
    digest: str
    standards: list[dict[str, str]]


def compose_report(
    *, by: Actor, at: datetime, campaign_id: UUID, place: str, progress: Progress | None = None
) -> Report:
    """Compose the report of a place from a campaign; a draft that is there for the same day is composed anew.

    Refusals: reports.not_allowed, surveys.campaign_unknown, reports.nothing_handed_in, reports.composed_meanwhile.
    """
    check_may_write(by, place)
    tell = progress or _silent
    tell(0, 3, _("正在读取调查数据"))
    draft = Report.objects.filter(campaign_id=campaign_id, division_code=place, state=ReportState.DRAFT)
    made = _composed(campaign_id, place, draft.order_by("-as_of").first(), tell)
    with audited(by=by, at=at, verb=JOB, subject="reports.Report", place=place) as entry:
        report = draft.filter(as_of=made.content.as_of).first()
        report = (
            _created(made, campaign_id, place, by, at) if report is None else _renewed(report, made, by, at)
        )
        entry.subject = f"reports.Report:{report.pk}"
        entry.detail = {"digest": made.digest, "communities": made.communities, "flagged": report.flagged}
    return report


def recompose_report(*, by: Actor, at: datetime, report_id: UUID, progress: Progress | None = None) -> Report:
    """Compose a draft anew: figures and generated texts follow the survey, edited texts stay.

    Refusals: reports.unknown, reports.not_allowed, reports.frozen, reports.nothing_handed_in.
    """
    report = draft_to_write(by, report_id)
    made = _composed(report.campaign_id, report.division_code, report, progress or _silent)
    with audited(
        by=by,
        at=at,
        verb="reports.recompose",
        subject=f"reports.Report:{report.pk}",
        place=report.division_code,
        detail={"digest": made.digest, "before": report.digest},
    ):
        return _renewed(report, made, by, at)


def start_composing(*, by: Actor, at: datetime, campaign_id: UUID, place: str) -> Job:
    """The same as `compose_report`, as a job with progress. Refusal: reports.not_allowed."""
    check_may_write(by, place)
    params = {"campaign_id": str(campaign_id), "place": place, "at": at.isoformat()}
    return start_job(kind=JOB, params=params, by=by, at=at, title=_("编制调查报告"))


def _silent(done: int, total: int, message: str) -> None:
    """Nobody is told."""


def _composed(campaign_id: UUID, place: str, draft: Report | None, tell: Progress) -> _Composed:
    figures, standards = survey_figures(
        campaign_id=campaign_id, place=place, stated=stated_for(draft), is_demo=settings.DEMO
    )
    tell(1, 3, _("正在编写"))
    content = compose(figures)
    tell(2, 3, _("正在保存"))
    stored = payload.dumps(content)
    return _Composed(
        content,
        figures.place.zh,
        len(figures.communities),
        packed(stored),
        payload.digest(stored),
        [_standard(one) for one in standards],
    )


def _standard(one: StandardInfo) -> dict[str, str]:
    return {
        "rule": one.rule,
        "pack": one.pack,
        "scope": one.scope,
        "valid_from": one.valid_from.isoformat(),
        "minimum": f"{one.minimum.normalize():f}",
        "maximum": f"{one.maximum.normalize():f}",
        "unit": one.unit,
        "document": one.name,
        "number": one.number,
        "article": one.article,
    }


def _created(made: _Composed, campaign_id: UUID, place: str, by: Actor, at: datetime) -> Report:
    try:
        with transaction.atomic():
            return Report.objects.create(
                district=place[:DISTRICT_DIGITS],
                division_code=place,
                campaign_id=campaign_id,
                as_of=made.content.as_of,
                created_at=at,
                **_fields(made, by, at),
            )
    except IntegrityError as error:
        raise Refusal(
            "reports.composed_meanwhile",
            gettext_lazy("这份报告刚刚由别人编制好了。"),
            gettext_lazy("请从报告列表中打开。"),
        ) from error


def _renewed(report: Report, made: _Composed, by: Actor, at: datetime) -> Report:
    for name, value in _fields(made, by, at).items():
        setattr(report, name, value)
    report.as_of = made.content.as_of
    report.save()
    return report


def _fields(made: _Composed, by: Actor, at: datetime) -> dict[str, object]:
    return {
        "place_name": made.place_name,
        "communities": made.communities,
        "flagged": len(made.content.warnings),
        "payload": made.stored,
        "digest": made.digest,
        "standards": made.standards,
        "engine_digest": engine_digest(),
        "composed_at": at,
        "composed_by": by.label,
    }
