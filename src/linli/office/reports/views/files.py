"""Taking a report away as a file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.office.reports.views.common import READERS, acting, language_named, see_other
from linli.reports import actions, queries
from linli.reports.render.forms import rendered
from linli.reports.states import MEDIA_TYPES, Form


@access(roles=READERS)
@require_GET
def download(request: HttpRequest, report_id: UUID, language: str, form: str) -> HttpResponse:
    """The report as a file: the one kept, or made on the spot when it is small enough."""
    spoken = language_named(language)
    if form not in Form.values:
        raise Http404
    wanted = Form(form)
    found = queries.reading(by=acting(request), report_id=report_id)
    kept = queries.rendition_of(found, spoken, wanted)
    content = queries.kept_bytes(kept) if kept else None
    if content is None:
        if found.is_large:
            raise _too_large()
        content = rendered(found.content.in_language(spoken), wanted)
    answer = HttpResponse(content, content_type=MEDIA_TYPES[wanted])
    name = f"report-{found.row.division_code}-{found.row.as_of.isoformat()}-{spoken}.{wanted.value}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _too_large() -> Refusal:
    return Refusal(
        "reports.files_first",
        _("这份报告较大，文件要先在后台生成。"),
        _("请回到报告页面，点“生成文件”，完成后即可下载。"),
    )


@access(roles=READERS)
@require_POST
def make(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Make all files as a job."""
    job = actions.start_rendering(by=acting(request), at=timezone.now(), report_id=report_id)
    return see_other("report", report_id, query=f"?job={job.pk}")
