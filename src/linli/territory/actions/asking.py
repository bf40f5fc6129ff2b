"""Asking for long work on editions: it is queued as a job, and refused at once when the post may not do it."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from linli.base.attachments.actions import attach
from linli.base.identity.actor import Actor
from linli.base.jobs.models import Job
from linli.base.jobs.runner import start_job
from linli.territory.rules.editions import may_manage
from linli.territory.rules.reading import read_list_bytes
from linli.territory.states import ACTIVATE, COMPARE, LOAD


def ask_to_load(
    *,
    file_name: str,
    content: bytes,
    name: str,
    source: str,
    list_date: date | None,
    leave_out_bad_rows: bool,
    by: Actor,
    at: datetime,
) -> Job:
    """Keep the file and queue its loading; gzip is unpacked first. Raises `NotReadable`, `NotAllowed`."""
    may_manage(by)
    read = read_list_bytes(file_name, content)
    kept = attach(
        by=by,
        at=at,
        division_code=by.scope.prefix[:12],
        name=file_name.removesuffix(".gz"),
        content=read.content,
    )
    params = {
        "attachment": str(kept.pk),
        "name": name,
        "source": source,
        "list_date": list_date.isoformat() if list_date else "",
        "leave_out_bad_rows": leave_out_bad_rows,
    }
    return start_job(
        kind=LOAD, params=params, by=by, at=at, title=_("载入区划清单：%(name)s") % {"name": name}
    )


def ask_to_compare(*, edition_id: int, by: Actor, at: datetime) -> Job:
    """Queue a fresh comparison with the edition in force."""
    may_manage(by)
    return start_job(kind=COMPARE, params={"edition": edition_id}, by=by, at=at, title=_("比较区划版本"))


def ask_to_activate(*, edition_id: int, valid_from: date, why: str, by: Actor, at: datetime) -> Job:
    """Queue the activation of an edition."""
    may_manage(by)
    params = {"edition": edition_id, "valid_from": valid_from.isoformat(), "why": why}
    return start_job(kind=ACTIVATE, params=params, by=by, at=at, title=_("启用区划版本"))
