"""Where one is signed in, and signing out there."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.identity import actions

own_account = access(signed_in=True, before_set_up=True)


@own_account
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All devices, this one first."""
    sessions = UserSession.objects.purge_and_list(request.user)
    here = request.session.session_key
    sessions.sort(key=lambda session: (session.session_key != here, -session.last_seen_at.timestamp()))
    return render(request, "usersessions/usersession_list.html", {"sessions": sessions, "here": here})


@own_account
@require_POST
def end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out that device."""
    actions.end_session(
        account=request.user,  # type: ignore[arg-type]  # signed in
        session_id=session_id,
        by=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
    )
    messages.success(request, _("那台设备已经退出。"))
    return HttpResponseRedirect(reverse("usersessions_list"), status=303)


@own_account
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    count = actions.end_other_sessions(
        account=request.user,  # type: ignore[arg-type]  # signed in
        here=str(request.session.session_key),
        by=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
    )
    messages.success(request, _("已在其他 %(count)s 台设备上退出。") % {"count": count})
    return HttpResponseRedirect(reverse("usersessions_list"), status=303)
