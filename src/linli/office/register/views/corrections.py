"""Requests of residents for correction: the list, and answering one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import NotFound, Refusal
from linli.catalogue.queries import catalogue
from linli.office.register.forms import errors_of
from linli.office.register.forms.counter import AnswerForm
from linli.office.register.presenters.corrections import correction_rows
from linli.office.register.presenters.values import name_of
from linli.office.register.views.common import KEEPERS, acting, for_a_purpose, see_other, show
from linli.register.actions import record
from linli.register.drafts import EntryDraft, FactDraft
from linli.register.gate import believed_fact
from linli.register.gate.checks import NOT_FOUND
from linli.register.gate.places import whereabouts
from linli.register.states import Method
from linli.rights.actions import answer_correction
from linli.rights.queries import CorrectionLine, correction, corrections_to_answer, words_of
from linli.rights.states import CorrectionState

PAGE = 50
PURPOSE = "resident_register"


@access(roles=KEEPERS, personal=True)
@require_GET
@for_a_purpose
def corrections(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the most urgent on top."""
    today = timezone.localdate()
    page = Paginator(corrections_to_answer(acting(request)), PAGE).get_page(request.GET.get("page"))
    rows = correction_rows(list(page.object_list), catalogue(today), today)
    context = {
        "page": page,
        "rows": rows,
        "steps": [
            {"name": _("找人"), "href": reverse("register:index")},
            {"name": _("更正申请"), "href": ""},
        ],
    }
    return show(request, "office/register/corrections.html", context)


@access(roles=KEEPERS, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
@for_a_purpose
def answer(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """One request with what the resident wrote; corrected by what the document says, or refused with a reason."""
    by = acting(request)
    line = correction(correction_id, by.scope)
    if line is None:
        raise NotFound("rights.not_found", _("没有找到这份申请，或者它不在您的管辖范围内。"))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, line, form):
        messages.success(request, _("已答复，居民在自己的页面上看得到。"))
        return see_other("corrections")
    name = name_of(catalogue(timezone.localdate()).element(line.element), line.element)
    context = {
        "title": _("更正“%(name)s”？") % {"name": name},
        "line": line,
        "state_words": str(line.state.label),
        "words": words_of(line.id, by.scope),
        "form": form,
        "errors": errors_of(form),
        "may_answer": line.state == CorrectionState.OPEN,
        "card_href": reverse("register:person", args=[line.subject_id]),
        "back_href": reverse("register:corrections"),
        "steps": [
            {"name": _("更正申请"), "href": reverse("register:corrections")},
            {"name": name, "href": ""},
        ],
    }
    return show(request, "office/register/correction.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, line: CorrectionLine, form: AnswerForm) -> bool:
    """Record and answer together, or neither."""
    data = form.cleaned_data
    refuse = "refuse" in request.POST
    if not refuse and not data["value"].strip():
        form.add_error("value", _("请写更正后的值；不更正的，请写明理由后点“不更正”。"))
        return False
    try:
        with transaction.atomic():
            entry = None if refuse else _record(request, line, data)
            answer_correction(
                correction_id=line.id,
                verdict=CorrectionState.REFUSED if refuse else CorrectionState.ACCEPTED,
                answer=data["answer"],
                entry_id=entry,
                by=acting(request),
                at=timezone.now(),
            )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _record(request: HttpRequest, line: CorrectionLine, data: dict[str, Any]) -> UUID:
    draft = EntryDraft(
        source="committee",
        method=Method.CORRECTED,
        as_of=timezone.localdate(),
        purpose=PURPOSE,
        why=_("居民要求更正，已核对证件"),
        reference=f"rights.Correction:{line.id}",
    )
    where = whereabouts([line.subject_id]).get(line.subject_id)
    if where is None:
        raise NotFound("reading.not_found", NOT_FOUND)
    # A correction counts as much as what it corrects, whichever source that came from.
    before = believed_fact(where, line.element, timezone.localdate())
    corrects, subject = before or (None, where.subject)
    fact = FactDraft(
        subject, line.element, data["value"].strip(), valid_from=data["since"], corrects=corrects
    )
    return record(entry=draft, facts=[fact], by=acting(request), at=timezone.now()).entry_id
