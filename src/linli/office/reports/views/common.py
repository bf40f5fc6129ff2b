"""What the views of reports share."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.jobs.queries import JobView, job_view
from linli.core.tabulate.words import Language
from linli.reports import rules
from linli.reports.queries import ReportRow
from linli.reports.states import ReportLanguage

READERS = rules.READERS
WRITERS = rules.WRITERS


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def own_language() -> Language:
    """The language of the page."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def language_shown(request: HttpRequest) -> Language:
    """The language the report is read in: asked for, or the page's."""
    asked = request.GET.get("language", "")
    return "en" if asked == "en" else "zh" if asked == "zh" else own_language()


def language_named(code: str) -> Language:
    """A language from the address; 404 for another."""
    if code not in ReportLanguage.values:
        raise Http404
    return "en" if code == "en" else "zh"


def campaign_title(row: ReportRow) -> str:
    """The campaign's title in the language of the page."""
    return row.campaign_en if own_language() == "en" else row.campaign_zh


def steps(row: ReportRow, *further: str) -> list[dict[str, Any]]:
    """The way from the list to the page."""
    here = [{"name": _("报告"), "href": reverse("reports:index")}]
    here.append({"name": row.place_name, "href": reverse("reports:report", args=[row.id])})
    return [*here, *({"name": name, "href": ""} for name in further)]


def see_other(name: str, *args: Any, query: str = "", fragment: str = "") -> HttpResponse:
    """303 to a page of this room."""
    return HttpResponseRedirect(f"{reverse(f'reports:{name}', args=args)}{query}{fragment}", status=303)


def followed_job(request: HttpRequest) -> JobView | None:
    """The job that ``?job=`` names, as far as it may be seen; a stale link shows nothing."""
    try:
        wanted = UUID(request.GET.get("job", ""))
        return job_view(job_id=wanted, by=acting(request), at=timezone.now())
    except (ValueError, NotFound):
        return None
