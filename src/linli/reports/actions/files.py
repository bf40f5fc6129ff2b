"""Files made from a report, kept with their digest."""

import io
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.attachments import store
from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.jobs.models import Job
from linli.base.jobs.runner import start_job
from linli.core.tabulate.words import Language
from linli.reports.models import Rendition
from linli.reports.queries.reports import Reading, made_by_this_program, reading, rendition_of
from linli.reports.render.engine import engine_digest
from linli.reports.render.forms import rendered
from linli.reports.states import Form

JOB = "reports.render"
Progress = Callable[[int, int, str], None]


def render_files(
    *,
    by: Actor,
    at: datetime,
    report_id: UUID,
    languages: Iterable[Language] = ("zh", "en"),
    forms: Iterable[Form] = tuple(Form),
    progress: Progress | None = None,
) -> tuple[Rendition, ...]:
    """Make the files of a report and keep them; those made before from the same content are not made again.

    Refusals: reports.unknown, reports.damaged, reports.differs.
    """
    found = reading(by=by, report_id=report_id)
    wanted = [(language, form) for language in languages for form in forms]
    made = []
    for number, (language, form) in enumerate(wanted):
        if progress is not None:
            progress(number, len(wanted), _("正在生成 %(form)s") % {"form": form.label})
        made.append(_file(by, at, found, language, form))
    return tuple(made)


def _file(by: Actor, at: datetime, found: Reading, language: Language, form: Form) -> Rendition:
    before = rendition_of(found, language, form)
    if before is not None and store.path_of(before.sha256).exists():
        return before
    content = rendered(found.content.in_language(language), form)
    return record_file(by=by, at=at, found=found, language=language, form=form, content=content)


def record_file(
    *, by: Actor, at: datetime, found: Reading, language: Language, form: Form, content: bytes
) -> Rendition:
    """Keep a file that was made. A second making by the same program must give the same bytes.

    Refusal: reports.differs.
    """
    sha256 = store.keep(io.BytesIO(content))
    before = rendition_of(found, language, form)
    if before is not None:
        if before.sha256 != sha256 and made_by_this_program(before):
            raise Refusal(
                "reports.differs",
                gettext_lazy("再次生成的文件与第一次的不一致。"),
                gettext_lazy("请报告给系统管理员。"),
            )
        return before
    with audited(
        by=by,
        at=at,
        verb=JOB,
        subject=f"reports.Report:{found.row.id}",
        place=found.row.division_code,
        detail={"form": str(form), "language": language, "sha256": sha256},
    ):
        return Rendition.objects.create(
            report_id=found.row.id,
            content_digest=found.content_digest,
            language=language,
            form=form,
            sha256=sha256,
            size=len(content),
            engine_digest=engine_digest(),
            made_at=at,
        )


def start_rendering(*, by: Actor, at: datetime, report_id: UUID) -> Job:
    """The files of a report as a job with progress. Refusal: reports.unknown."""
    found = reading(by=by, report_id=report_id)
    return start_job(
        kind=JOB,
        params={"report_id": str(report_id), "at": at.isoformat()},
        by=by,
        at=at,
        title=_("生成报告文件：%(place)s") % {"place": found.row.place_name},
    )
