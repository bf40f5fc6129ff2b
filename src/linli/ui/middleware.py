"""Headers, the "as of" day, and refusals shown in words."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from linli.base.errors import Refusal

Handler = Callable[[HttpRequest], HttpResponse]


class SecurityHeaders:
    """One strict content policy for every answer: nothing inline, nothing from other hosts."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
        return response


class AsOfDay:
    """Sets `request.as_of`: the day that figures are true for; today unless ``?as_of=YYYY-MM-DD`` says other."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        request.today = today  # type: ignore[attr-defined]
        request.as_of = _day(request.GET.get("as_of", ""), today)  # type: ignore[attr-defined]
        return self.get_response(request)


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


class RefusalsInWords:
    """A refusal that a view did not handle becomes a page with its reason and remedy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render a `Refusal`; every other error goes on to the server's own page."""
        if not isinstance(exception, Refusal):
            return None
        return refusal_page(request, exception)


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal with its reason and remedy."""
    return render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)
