"""A filled file is handed in, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.jobs.actions import start_job
from linli.office.register.presenters.values import moment_words
from linli.office.returns.presenters import HANDING_LOOKS
from linli.office.returns.views.common import COMMITTEE, READERS, acting, see_other
from linli.returns import actions, queries
from linli.returns.actions.hand_in import TAKE_IN
from linli.returns.states import HandingState


@access(roles=COMMITTEE)
@require_POST
def hand_in(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take the file in; gone through at once where the community is small enough, as a job where it is not."""
    by, now = acting(request), timezone.now()
    sent, version = request.FILES.get("file"), request.POST.get("version", "")
    try:
        made = actions.hand_in(
            report_id=report_id,
            version=int(version) if version.isdecimal() else 0,
            data=sent.read() if sent is not None else b"",
            by=by,
            at=now,
        )
        if queries.is_long(made.community):
            params = {"handed_id": str(made.pk)}
            job = start_job(kind=TAKE_IN, params=params, by=by, at=now, title=_("核对交回的表"))
            return HttpResponseRedirect(reverse("system:job", args=[job.pk]), status=303)
        actions.take_in(handed_id=made.pk, by=by, at=now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other("return", report_id)
    return see_other("handed", report_id, made.pk)


@access(roles=READERS)
@require_GET
def handed(request: HttpRequest, report_id: UUID, handed_id: UUID) -> HttpResponse:
    """What came of a file: what was recorded, what is to be put right, what was left as the record has it."""
    found, one = queries.handed_in(report_id, handed_id, by=acting(request), today=timezone.localdate())
    context = {
        "found": found,
        "one": one,
        "state": HandingState(one.state).label,
        "look": HANDING_LOOKS[HandingState(one.state)],
        "at": moment_words(one.at),
        "is_taken": one.state == HandingState.TAKEN,
        "is_waiting": one.state == HandingState.WAITING,
    }
    return render(request, "office/returns/handed.html", context)
