"""Filling a long form, taking in a long file, and carrying values over to an admitted element, as jobs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.base.jobs.runner import JobRun, job_handler
from linli.returns.actions import fill, take_in
from linli.returns.actions.fill import JOB
from linli.returns.actions.hand_in import TAKE_IN
from linli.returns.carrying import CARRY, carry_indicator


@job_handler(JOB, idempotent=True)
def fill_return(run: JobRun) -> dict[str, Any]:
    """Fill, telling how far it is; cancelled, nothing is kept."""

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("已填%(done)s / %(total)s行") % {"done": done, "total": total})

    made = fill(
        mandate_id=UUID(run.params["mandate_id"]),
        community=run.params["community"],
        period_first=date.fromisoformat(run.params["period_first"]),
        by=run.by,
        at=run.at,
        progress=progress,
    )
    return {"href": f"/returns/{made.pk}/", "words": _("填好了，请核对。")}


@job_handler(CARRY, idempotent=True)
def carry(run: JobRun) -> dict[str, Any]:
    """Carry values over, a batch at a time; run again, what was carried is found there."""

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("已转%(done)s / %(total)s人（户）") % {"done": done, "total": total})

    found = carry_indicator(
        old=run.params["old"],
        new=run.params["new"],
        district=run.params["district"],
        by=run.by,
        at=run.at,
        progress=progress,
    )
    words = _("转入%(values)s个值；%(unfit)s个与新数据元的类型不合，没有转。")
    return {"words": words % {"values": found.values, "unfit": found.unfit}}


@job_handler(TAKE_IN, idempotent=True)
def take_in_file(run: JobRun) -> dict[str, Any]:
    """Go through a handed-in file. Cancelled, nothing is taken and the file still waits."""

    def progress(done: int, total: int) -> None:
        run.progress(done, total, _("已登记%(done)s / %(total)s个值") % {"done": done, "total": total})

    made = take_in(handed_id=UUID(run.params["handed_id"]), by=run.by, at=run.at, progress=progress)
    href = f"/returns/{made.report_id}/handed-in/{made.pk}/"
    return {"href": href, "words": _("看完了，请看结果。")}
