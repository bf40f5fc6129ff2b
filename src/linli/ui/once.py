"""The same form sent twice from the same page is carried out once; the second press gets the answer of the first.

A double click, an impatient second press, and "back" followed by the button again all send the same content with the
same token, since each rendering of a page has a token of its own. Only answers that lead elsewhere are kept: they say
that something was done. A form that came back with its errors may be sent again as it is.
"""

import hashlib
import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.base.errors import Refusal
from linli.base.presses.keeping import answered, begin, finish
from linli.ui.middleware import Handler, refusal_page

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
PATIENCE_SECONDS, PAUSE_SECONDS = 20.0, 0.1


class OncePerPress:
    """After the session and before whatever acts."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Carry it out, or lead to where the first press led."""
        digest = _digest(request)
        if not digest:
            return self.get_response(request)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not begin(digest, at=timezone.now()):
            location = answered(digest)
            if location:
                return HttpResponseRedirect(location, status=303)
            if time.monotonic() > deadline:
                return refusal_page(request, _still_at_it())
            time.sleep(PAUSE_SECONDS)
        return self._carry_out(request, digest)

    def _carry_out(self, request: HttpRequest, digest: str) -> HttpResponse:
        location = ""
        try:
            response = self.get_response(request)
            if response.status_code in (302, 303):
                location = response["Location"]
            return response
        finally:
            finish(digest, location)


def _still_at_it() -> Refusal:
    return Refusal(
        "presses.at_it", _("这一步已经提交，正在办理。"), _("请不要再按；过一会儿打开这一页看结果。")
    )


def _digest(request: HttpRequest) -> str:
    """What tells one press from another; empty where a repetition is no double press."""
    session = getattr(request, "session", None)
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if request.method != "POST" or not is_page or request.content_type not in FORMS:
        return ""
    key, token = session.session_key if session is not None else None, request.POST.get(TOKEN)
    if not key or not token:
        return ""
    said = hashlib.sha256()
    for part in (key, request.get_full_path(), *_fields(request)):
        said.update(part.encode() + b"\0")
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            said.update(f"{name}\0{file.name}\0{file.size}\0".encode())
            for chunk in file.chunks():
                said.update(chunk)
            file.seek(0)
    return said.hexdigest()


def _fields(request: HttpRequest) -> list[str]:
    return [part for name, values in sorted(request.POST.lists()) for part in (name, *values, "")]
