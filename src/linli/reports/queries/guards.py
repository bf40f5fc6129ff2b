"""What every write looks at first."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.reports.models import Report
from linli.reports.rules import may_write, readable
from linli.reports.states import ReportState


def check_may_write(by: Actor, place: str) -> None:
    """Refusal: reports.not_allowed."""
    if not may_write(by, place):
        raise NotAllowed(
            "reports.not_allowed",
            _("这个岗位不能编写此地的调查报告。"),
            _("报告由本区社区建设领导小组办公室编写。"),
        )


def report_to_read(by: Actor, report_id: UUID) -> Report:
    """A report inside what somebody may read. Refusal: reports.unknown."""
    found = Report.objects.in_scope(readable(by)).filter(pk=report_id).first()
    if found is None:
        raise NotFound("reports.unknown", _("没有这份报告。"), _("请从报告列表中打开。"))
    return found


def draft_to_write(by: Actor, report_id: UUID) -> Report:
    """A draft that somebody may write. Refusals: reports.unknown, reports.not_allowed, reports.frozen."""
    found = report_to_read(by, report_id)
    check_may_write(by, found.division_code)
    if found.state != ReportState.DRAFT:
        raise Refusal(
            "reports.frozen",
            _("这份报告已经定稿，不能再改。"),
            _("如需更改，请重新编制一份。"),
        )
    return found
