"""The demo's job: the next roster of generated residents, and then the one after it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.jobs.runner import JobRun, job_handler
from linli.demo.asked import load_asked
from linli.demo.counted import load_counted
from linli.demo.residents import BY, FURNISHED, KIND, bring_next, missing_portions, start_residents
from linli.demo.returned import load_returns
from linli.demo.visits import load_visits


@job_handler(KIND, idempotent=True)
def residents(run: JobRun) -> dict[str, Any]:
    """Bring one portion in and ask for the next; another one's job may come in between."""
    people, day = int(run.params["people"]), date.fromisoformat(run.params["day"])
    roster = bring_next(at=run.at, people=people, day=day)
    left = len(missing_portions(day))
    start_next(run, people, left)
    if roster is None:
        return {"words": _("演示居民已经全部登记。")}
    words = _("登记了 %(name)s，还有 %(left)s 份。") % {"name": roster.name, "left": left}
    return {"href": f"/rosters/{roster.pk}/", "words": words}


def start_next(run: JobRun, people: int, left: int) -> None:
    """The job after this one; when everybody is there, what needs residents: grids, visits, requests, returns."""
    if left:
        start_residents(at=run.at, people=people, after=run.job_id)
        return
    for step in (load_visits, load_asked, load_returns, load_counted):
        with (
            transaction.atomic()
        ):  # broken off in the middle, it is done from its beginning at the next start
            step(at=run.at)
    with audited(by=BY, at=run.at, verb=FURNISHED, subject="demo.Data"):
        pass
