"""Who looked at me and why, and objecting to it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.base.reading.actions import object_to_reading
from linli.base.reading.queries import ResidentsLine, ResidentsLog, readings_of
from linli.catalogue.queries import catalogue
from linli.residents.own.forms import ObjectionForm, errors_of
from linli.residents.own.presenters.readings import moment, reading_rows, sentence
from linli.residents.own.views.common import acting, own, pseudonyms, show

PAGE = 20


def log_of(request: HttpRequest) -> ResidentsLog:
    """All readings of the resident's own record, under every pseudonym it has had."""
    return readings_of(pseudonyms(own(request).subject_id), timezone.localdate())


@access(roles=[Role.RESIDENT])
@require_GET
def readings(request: HttpRequest) -> HttpResponse:
    """The readings, latest first."""
    log = log_of(request)
    page = Paginator(log.lines, PAGE).get_page(request.GET.get("page"))
    lede = ngettext("一共 %(count)d 次，最近的在前。", "一共 %(count)d 次，最近的在前。", log.total)
    context = {
        "here": "readings",
        "rows": reading_rows(list(page.object_list), catalogue(timezone.localdate())),
        "page": page,
        "delayed": log.delayed,
        "lede": lede % {"count": log.total} if log.total else "",
    }
    return show(request, "residents/own/readings.html", context)


@access(roles=[Role.RESIDENT])
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, reading_id: UUID) -> HttpResponse:
    """Say why a reading should not have been."""
    line = _line(request, reading_id)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _object(request, reading_id, form):
        messages.success(request, _("异议已提出，30 天内由另一个人答复。"))
        return HttpResponseRedirect(reverse("mine:requests"), status=303)
    context = {
        "form": form,
        "errors": errors_of(form),
        "title": _("对这次查阅提出异议"),
        "lines": [moment(line.at), sentence(line)],
        "verb": _("提出异议"),
        "back_href": reverse("mine:readings"),
        "back_words": _("谁看过"),
    }
    return show(request, "residents/own/form.html", context, status=422 if form.errors else 200)


def _line(request: HttpRequest, reading_id: UUID) -> ResidentsLine:
    for line in log_of(request).lines:
        if line.reading_id == reading_id:
            return line
    raise Http404


def _object(request: HttpRequest, reading_id: UUID, form: ObjectionForm) -> bool:
    """Object under the pseudonym that the reading was of."""
    refused: Refusal | None = None
    for subject in pseudonyms(own(request).subject_id):
        try:
            object_to_reading(
                reading_id=reading_id,
                subject=subject,
                words=form.cleaned_data["words"],
                by=acting(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            if refusal.code != "reading.no_reading":
                refused = refusal
                break
        else:
            return True
    form.add_error("words", str(refused) if refused else _("没有找到这次查阅。"))
    return False
