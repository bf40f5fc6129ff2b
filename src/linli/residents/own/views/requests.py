"""What I have asked for: corrections and objections, with their answers."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.states import Role
from linli.base.reading.queries import objections_of
from linli.catalogue.queries import catalogue
from linli.residents.own.forms import ConfirmForm, CorrectionForm, errors_of
from linli.residents.own.presenters.readings import element_name
from linli.residents.own.presenters.record import sections_of
from linli.residents.own.presenters.requests import request_rows
from linli.residents.own.views.common import acting, own, pseudonyms, show
from linli.rights.actions import ask_correction, withdraw_correction
from linli.rights.queries import corrections_of, guarded_children, held_on
from linli.rights.states import CorrectionState

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@access(roles=[Role.RESIDENT])
@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """Everything asked for, latest first."""
    today = timezone.localdate()
    subject = own(request).subject_id
    rows = request_rows(
        corrections_of(acting(request).account_id),
        objections_of(pseudonyms(subject), today),
        catalogue(today),
    )
    return show(request, "residents/own/requests.html", {"here": "requests", "rows": rows})


@access(roles=[Role.RESIDENT])
@GET_OR_POST
def correct(request: HttpRequest, subject_id: UUID, element: str) -> HttpResponse:
    """Say that a value of one's own, or of one's child under 14, is wrong."""
    subject = own(request).subject_id
    today = timezone.localdate()
    if subject_id not in {*pseudonyms(subject), *guarded_children(subject, today=today)}:
        raise Http404
    known = catalogue(today)
    if known.element(element) is None:
        raise Http404
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_correction(
                subject_id=subject_id,
                element=element,
                by=acting(request),
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("更正申请已提出，15 天内答复。"))
            return HttpResponseRedirect(reverse("mine:requests"), status=303)
    name = element_name(element, known)
    context = {
        "form": form,
        "errors": errors_of(form),
        "title": _("要求更正“%(name)s”") % {"name": name},
        "lines": [*_held_now(request, subject, today), _("您写的内容只有您社区的工作人员看得到。")],
        "verb": _("提出申请"),
        "back_href": reverse("mine:record"),
        "back_words": _("登记了我什么"),
    }
    return show(request, "residents/own/form.html", context, status=422 if form.errors else 200)


def _held_now(request: HttpRequest, subject: UUID, today: date) -> list[str]:
    """What is recorded, so that nobody has to go back to see what they find wrong."""
    held = held_on(subject, today=today)
    rows = [row for section in sections_of(held, (), today) for row in section.rows] if held else []
    return [
        _("现在登记的是：%(value)s（%(source)s）。") % {"value": row.value, "source": row.source}
        for row in rows
        if row.correct_href == request.path
    ]


@access(roles=[Role.RESIDENT])
@GET_OR_POST
def withdraw(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Take a request back."""
    mine = corrections_of(acting(request).account_id)
    found = next((one for one in mine if one.id == correction_id), None)
    if found is None or found.state != CorrectionState.OPEN:
        raise Http404
    if request.method == "POST":
        withdraw_correction(correction_id=correction_id, by=acting(request), at=timezone.now())
        messages.success(request, _("申请已撤回。"))
        return HttpResponseRedirect(reverse("mine:requests"), status=303)
    name = element_name(found.element, catalogue(timezone.localdate()))
    context = {
        "form": ConfirmForm(),
        "errors": [],
        "title": _("撤回对“%(name)s”的更正申请？") % {"name": name},
        "lines": [],
        "verb": _("撤回"),
        "back_href": reverse("mine:requests"),
        "back_words": _("我的申请"),
    }
    return show(request, "residents/own/form.html", context)
