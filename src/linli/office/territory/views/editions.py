"""Editions of the list: load, compare, activate; progress without a reload."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import ADMINISTRATORS, STAFF, access
from linli.base.errors import NotFound, Refusal
from linli.base.jobs.actions import cancel_job
from linli.base.jobs.models import Job
from linli.base.jobs.queries import job_view
from linli.office.territory.forms import ActivateForm, DiscardForm, LoadForm
from linli.territory import actions
from linli.territory.queries import editions as queries
from linli.territory.rules.editions import MANAGERS
from linli.territory.states import ChangeCategory, EditionState

READERS = STAFF | ADMINISTRATORS
PAGE = 50


@access(roles=READERS)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All editions, and for the system administrator the way to load another."""
    return _index(request, LoadForm())


def _index(request: HttpRequest, form: LoadForm, status: int = 200) -> HttpResponse:
    context = {
        "editions": queries.editions(),
        "form": form if _manages(request) else None,
        "problems": form.problems() if form.is_bound else [],
        "job": _followed(request),
    }
    return render(request, "office/territory/editions.html", context, status=status)


def _manages(request: HttpRequest) -> bool:
    return request.actor.role in MANAGERS  # type: ignore[attr-defined]


def _followed(request: HttpRequest) -> Any:
    """The job that ``?job=`` names, as far as it may be seen; a stale link shows nothing."""
    try:
        wanted = UUID(request.GET.get("job", ""))
    except ValueError:
        return None
    try:
        return job_view(job_id=wanted, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    except NotFound:
        return None


@access(roles=MANAGERS)
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Take a file and queue its loading."""
    form = LoadForm(request.POST, request.FILES)
    if form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "file"}
        file = form.cleaned_data["file"]
        try:
            job = actions.ask_to_load(
                file_name=file.name,
                content=file.read(),
                by=request.actor,  # type: ignore[attr-defined]
                at=timezone.now(),
                **data,
            )
            return _follow(reverse("territory:editions"), job)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    return _index(request, form, status=422)


def _follow(href: str, job: Job) -> HttpResponse:
    return HttpResponseRedirect(f"{href}?job={job.pk}", status=303)


@access(roles=MANAGERS)
@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far a job is: the part of the page that renews itself."""
    found = job_view(job_id=job_id, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return render(request, "office/territory/job.html", {"job": found})


@access(roles=MANAGERS)
@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask a job to stop."""
    cancel_job(job_id=job_id, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"{reverse('territory:editions')}?job={job_id}", status=303)


@access(roles=READERS)
@require_GET
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """An edition: what it holds, what it changes, when it was in force."""
    return _edition(request, edition_id, ActivateForm())


def _edition(
    request: HttpRequest, edition_id: int, form: ActivateForm | DiscardForm, status: int = 200
) -> HttpResponse:
    found = queries.edition(edition_id)
    category = request.GET.get("category", "")
    words = request.GET.get("q", "").strip()[:32]
    rows = queries.changes(edition_id, category if category in ChangeCategory.values else "", words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    manages = _manages(request)
    context = {
        "edition": found,
        "counts": [(one.value, one.label, found.change_counts.get(one.value, 0)) for one in ChangeCategory],
        "levels": [found.level_counts.get(str(level), 0) for level in range(1, 6)],
        "category": category,
        "words": words,
        "page": page,
        "form": (form if isinstance(form, ActivateForm) else ActivateForm()) if manages else None,
        "may_discard": manages and found.state == EditionState.INACTIVE,
        "problems": form.problems() if form.is_bound else [],
        "job": _followed(request),
    }
    return render(request, "office/territory/edition.html", context, status=status)


@access(roles=MANAGERS)
@require_POST
def activate(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Queue the activation of an edition from a day."""
    form = ActivateForm(request.POST)
    if not form.is_valid():
        return _edition(request, edition_id, form, status=422)
    return _queued(request, edition_id, lambda **who: actions.ask_to_activate(**form.cleaned_data, **who))


@access(roles=MANAGERS)
@require_POST
def compare(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Queue a fresh comparison with the edition in force."""
    return _queued(request, edition_id, lambda **who: actions.ask_to_compare(**who))


def _queued(request: HttpRequest, edition_id: int, ask: Callable[..., Job]) -> HttpResponse:
    job = ask(edition_id=edition_id, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return _follow(reverse("territory:edition", args=[edition_id]), job)


@access(roles=MANAGERS)
@require_POST
def discard(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Remove an edition that was never activated."""
    form = DiscardForm(request.POST)
    if not form.is_valid():
        return _edition(request, edition_id, form, status=422)
    actions.discard_edition(
        edition_id=edition_id,
        why=form.cleaned_data["why"],
        by=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
    )
    messages.success(request, _("已删除这个没有启用过的版本。"))
    return HttpResponseRedirect(reverse("territory:editions"), status=303)
