"""Jobs of the room: loading, comparing again, activating."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.base.attachments.queries import attachment_for
from linli.base.attachments.store import path_of
from linli.base.jobs.runner import JobRun, job_handler
from linli.territory.actions import activate_edition, compare_again, load_edition
from linli.territory.rules.reading import read_list_file
from linli.territory.states import ACTIVATE, COMPARE, LOAD


def _result(edition_id: int, words: str) -> dict[str, Any]:
    return {"edition": edition_id, "href": reverse("territory:edition", args=[edition_id]), "words": words}


# A load that was killed leaves nothing that the next one does not clear away.
@job_handler(LOAD, idempotent=True)
def run_load(job: JobRun) -> dict[str, Any]:
    """Load an attached file as a new edition."""
    attached = attachment_for(attachment_id=UUID(job.params["attachment"]), by=job.by)
    day = job.params.get("list_date")
    done = load_edition(
        files=[read_list_file(path_of(attached.sha256), attached.name)],
        name=job.params["name"],
        source=job.params["source"],
        list_date=date.fromisoformat(day) if day else None,
        leave_out_bad_rows=bool(job.params.get("leave_out_bad_rows")),
        by=job.by,
        at=job.at,
        progress=job.progress,
    )
    return _result(done.edition_id, _("已载入 %(rows)s 条区划，尚未启用。") % {"rows": done.rows})


@job_handler(COMPARE, idempotent=True)
def run_compare(job: JobRun) -> dict[str, Any]:
    """Compare an inactive edition with the one now in force."""
    edition_id = int(job.params["edition"])
    compare_again(edition_id=edition_id, by=job.by, at=job.at)
    return _result(edition_id, _("已与现行版本重新比较。"))


@job_handler(ACTIVATE)
def run_activate(job: JobRun) -> dict[str, Any]:
    """Activate an edition from a day."""
    edition_id = int(job.params["edition"])
    done = activate_edition(
        edition_id=edition_id,
        valid_from=date.fromisoformat(job.params["valid_from"]),
        why=job.params["why"],
        by=job.by,
        at=job.at,
    )
    words = _("已启用：新增 %(opened)s 条，停用 %(closed)s 条。")
    return _result(edition_id, words % {"opened": done.opened, "closed": done.closed})
