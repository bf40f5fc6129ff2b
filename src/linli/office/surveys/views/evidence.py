"""Records read, visits and talks of one community."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.attachments.store import path_of
from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.core.questionnaire import Way
from linli.office.surveys.forms import NoteForm, errors_of
from linli.office.surveys.presenters.fields import WAY_WORDS
from linli.office.surveys.views.common import READERS, acting, frame, info_for, see_other
from linli.surveys import actions, queries
from linli.surveys.queries.evidence import photo as photo_of
from linli.surveys.states import PresentRole


@access(roles=READERS, place_arg="code")
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """The notes of a community, and a form for one more."""
    info = info_for(request, campaign_id, code)
    form = NoteForm(request.POST or None, request.FILES or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, campaign_id, code, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已记录。"))
            return see_other("notes", campaign_id, code)
    found = queries.visits(campaign_id, scope=Scope(code))
    context = frame(request, info, "notes") | {
        "form": form,
        "errors": errors_of(form),
        "notes": [
            {"note": note, "way": WAY_WORDS[note.way], "present": _present(note.present)} for note in found
        ],
    }
    return render(request, "office/surveys/notes.html", context, status=422 if form.errors else 200)


def _add(request: HttpRequest, campaign_id: UUID, code: str, form: NoteForm) -> None:
    given = form.cleaned_data
    actions.add_evidence(
        campaign_id=campaign_id,
        code=code,
        way=Way(given["way"]),
        place=given["place"],
        day=given["day"],
        present=form.present,
        text=given["text"],
        photos=[(sent.name or "", sent) for sent in given["photos"]],
        by=acting(request),
        at=timezone.now(),
    )


def _present(counts: object) -> str:
    assert isinstance(counts, dict)  # the model keeps a mapping
    separator = _("、")
    return separator.join(
        _("%(role)s %(count)s 人") % {"role": PresentRole(role).label, "count": count}
        for role, count in counts.items()
    )


@access(roles=READERS, place_arg="code")
@require_GET
def photo(request: HttpRequest, campaign_id: UUID, code: str, attachment_id: UUID) -> FileResponse:
    """A photo of a note; kept by the browser of whoever looked, nowhere between."""
    found = photo_of(campaign_id, code, attachment_id)
    response = FileResponse(path_of(found.sha256).open("rb"), content_type=found.media_type)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@access(roles=READERS, place_arg="code")
@require_POST
def remove(request: HttpRequest, campaign_id: UUID, code: str, note_id: UUID) -> HttpResponse:
    """Take a note out."""
    info_for(request, campaign_id, code)
    actions.remove_evidence(evidence_id=note_id, by=acting(request), at=timezone.now())
    messages.success(request, _("已去掉这条记录。"))
    return see_other("notes", campaign_id, code)
