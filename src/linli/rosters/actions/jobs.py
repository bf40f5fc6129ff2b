"""Dry run and run as jobs."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import OPEN_STATES, Job
from linli.rosters import rules
from linli.rosters.models import Roster
from linli.rosters.states import ImportState

CHECK, RUN = "rosters.check", "rosters.run"


def start_check(*, roster_id: UUID, by: Actor, at: datetime) -> Job:
    """Start the dry run of a roster."""
    roster = _ready(roster_id, ImportState.CHECKED, by)
    return _start(roster, CHECK, _("预演名册：%(name)s"), {}, by, at)


def start_run(*, roster_id: UUID, leave_out: bool, by: Actor, at: datetime) -> Job:
    """Start bringing a roster in that somebody has seen the dry run of."""
    roster = _ready(roster_id, ImportState.DONE, by)
    if roster.state != ImportState.CHECKED:
        raise Refusal("rosters.check_first", gettext_lazy("请先预演，看过结果再导入。"))
    return _start(roster, RUN, _("导入名册：%(name)s"), {"leave_out": leave_out}, by, at)


def _ready(roster_id: UUID, to: ImportState, by: Actor) -> Roster:
    roster = rules.ensure_may_see(Roster.objects.filter(pk=roster_id).first(), by)
    rules.ensure_own(roster, by)
    rules.ensure_moves(roster, to)
    if roster.job_id and Job.objects.filter(pk=roster.job_id, state__in=OPEN_STATES).exists():
        raise Refusal(
            "rosters.at_work", gettext_lazy("这份名册正在处理。"), gettext_lazy("请等它结束，或先取消。")
        )
    return roster


def _start(roster: Roster, kind: str, title: str, more: dict[str, object], by: Actor, at: datetime) -> Job:
    subject = f"rosters.Roster:{roster.pk}"
    with audited(by=by, at=at, verb=f"{kind}_start", subject=subject, place=roster.division_code):
        job = start_job(
            kind=kind,
            params={"roster": str(roster.pk), **more},
            by=by,
            at=at,
            title=title % {"name": roster.name},
        )
        Roster.objects.filter(pk=roster.pk).update(job_id=job.pk)
    return job
