"""Reports made without being kept, and frozen ones made again to see whether they are the same."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.core.tabulate import payload
from linli.core.tabulate.report import Report as Content
from linli.core.tabulate.words import Language
from linli.reports.compose.district import compose
from linli.reports.models import Report
from linli.reports.queries import contents
from linli.reports.queries.figures import survey_figures
from linli.reports.queries.reports import made_by_this_program
from linli.reports.render.forms import rendered
from linli.reports.states import ReportState
from linli.surveys import queries as surveys


@dataclass(frozen=True, slots=True)
class Remade:
    """A file made again: ``same`` when its bytes are those of the first making."""

    language: str
    form: str
    sha256: str
    same: bool
    same_program: bool


def built_now(*, place: str, campaign_id: UUID | None, as_of: date, is_demo: bool) -> Content:
    """The report of a place as the survey stands; stated figures and edits of a draft are used. Writes nothing.

    Without a campaign, the latest that has opened by ``as_of``. Refusals: surveys.campaign_unknown,
    reports.nothing_handed_in.
    """
    if campaign_id is None:
        latest = surveys.latest_campaign(prefix=place, as_of=as_of)
        if latest is None:
            raise _no_survey()
        campaign_id = latest.id
    draft = Report.objects.filter(campaign_id=campaign_id, division_code=place, state=ReportState.DRAFT)
    found = draft.order_by("-as_of").first()
    figures, _standards = survey_figures(
        campaign_id=campaign_id, place=place, stated=contents.stated_for(found), is_demo=is_demo
    )
    content = compose(figures)
    return contents.edited(content, contents.edits_of(found)) if found else content


def _no_survey() -> NotFound:
    return NotFound("surveys.campaign_unknown", _("到这一天为止，这里还没有开始过调查。"))


def remade(report_id: UUID) -> tuple[Remade, ...]:
    """Make every kept file of a frozen report again and compare. Refusals: reports.unknown, reports.damaged."""
    report = Report.objects.filter(pk=report_id).select_related("frozen").first()
    if report is None or not hasattr(report, "frozen"):
        raise NotFound("reports.unknown", _("没有这份定稿报告。"))
    frozen = report.frozen
    content = payload.loads(contents.unpacked(frozen.payload, frozen.digest))
    found = []
    for row in report.renditions.filter(content_digest=frozen.digest).order_by("language", "form"):
        language: Language = "en" if row.language == "en" else "zh"
        made = payload.digest(rendered(content.in_language(language), row.form))
        found.append(Remade(row.language, row.form, made, made == row.sha256, made_by_this_program(row)))
    return tuple(found)
