"""A community's answers: to be written (whole form, or field by field), to be read, and the history of each."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.office.surveys.presenters.autosave import autosave_answer
from linli.office.surveys.presenters.fields import WAY_WORDS, Entered, name_of
from linli.office.surveys.presenters.pages import read_sections, section_views
from linli.office.surveys.reading import FormRead, read_form
from linli.office.surveys.views.common import (
    ANSWERING,
    READERS,
    acting,
    frame,
    info_for,
    may_write,
    see_other,
)
from linli.surveys import actions
from linli.surveys.actions import SaveResult
from linli.surveys.fields import language, worded
from linli.surveys.queries.listing import campaign_holds
from linli.surveys.queries.returns import ReturnInfo, steps
from linli.surveys.queries.values import Held, Key, held_values, history
from linli.surveys.states import ReturnState

MOST_BLANK = 20


@access(roles=READERS, place_arg="code")
@require_GET
def page(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """The form for those who may write now, the answers in words for everybody else."""
    info = info_for(request, campaign_id, code)
    held = held_values(info.questionnaire, [info.id])[info.id]
    if may_write(acting(request), info):
        if info.state is ReturnState.NOT_STARTED:
            return render(request, "office/surveys/start.html", frame(request, info, "answers"))
        return _form(request, info, held, Entered(), _blank(request.GET))
    context = frame(request, info, "answers") | {
        "sections": read_sections(info, held),
        "happened": steps(info.id),
        "holds": campaign_holds(campaign_id, code=code),
    }
    return render(request, "office/surveys/read.html", context)


def _blank(data: Mapping[str, str]) -> dict[str, list[str]]:
    """Tokens of the empty rows to show: one for each group, more when asked for (`?more-staff=3`)."""
    counts = {name.removeprefix("more-"): value for name, value in data.items() if name.startswith("more-")}
    wanted = {group: min(int(n), MOST_BLANK) for group, n in counts.items() if n.isascii() and n.isdigit()}
    return _Blank({group: [f"n{at}" for at in range(1, count + 1)] for group, count in wanted.items()})


class _Blank(dict[str, list[str]]):
    """One empty row for a group that nobody asked more for."""

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key, ["n1"])


def _form(
    request: HttpRequest,
    info: ReturnInfo,
    held: Mapping[Key, Held],
    entered: Entered,
    blank: Mapping[str, list[str]],
) -> HttpResponse:
    names = [*entered.conflicts, *entered.errors]
    sections = section_views(info, held, entered, blank)
    context = frame(request, info, "answers") | {
        "sections": sections,
        "errors": [{"field": name, "text": text} for name, text in _summary(info, entered)],
        "sent_back": next((s for s in steps(info.id) if s.step == "send_back"), None)
        if info.state is ReturnState.SENT_BACK
        else None,
    }
    return render(request, "office/surveys/answer.html", context, status=422 if names else 200)


def _summary(info: ReturnInfo, entered: Entered) -> list[tuple[str, str]]:
    collided = _("%(question)s：您填写时别人也改了")
    found = [(name, collided % {"question": _label(info, name)}) for name in entered.conflicts]
    return [*found, *((name, _said(info, name, text)) for name, text in entered.errors.items())]


def _said(info: ReturnInfo, name: str, text: str) -> str:
    return text if name == "answers" else f"{_label(info, name)}：{text}"


def _label(info: ReturnInfo, name: str) -> str:
    """The question's words behind an input's name."""
    kind, *parts = name.split("-")
    group, code = ("", parts[0]) if kind == "q" else (parts[0], parts[-1])
    asked = info.questionnaire.field(code, group)
    return asked.label.of(language()) if asked else name


@access(roles=ANSWERING, place_arg="code")
@require_POST
def start(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """Begin: what is known is filled in."""
    info = info_for(request, campaign_id, code)
    actions.start_return(return_id=info.id, by=acting(request), at=timezone.now())
    return see_other("return", campaign_id, code)


@access(roles=ANSWERING, place_arg="code")
@require_POST
def save(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """Save the whole form; what cannot be taken comes back in the form, with what is wrong on top."""
    info = info_for(request, campaign_id, code)
    try:
        read, result = _saved(request, info)
    except Refusal as refusal:
        return _kept(request, info, refusal)
    if read.entered.errors or read.entered.conflicts:
        blank = _unsaved(read, result)
        held = held_values(info.questionnaire, [info.id])[info.id]
        return _form(request, info_for(request, campaign_id, code), held, read.entered, blank)
    return _next(request, campaign_id, code)


def _kept(request: HttpRequest, info: ReturnInfo, refusal: Refusal) -> HttpResponse:
    """The form as it was sent, when nothing of it may be saved any more: what was typed is not lost."""
    read = read_form(info.questionnaire, request.POST)
    entered = Entered({name: request.POST.get(name, "") for name in read.names}, {"answers": str(refusal)})
    blank: dict[str, list[str]] = {}
    for (group, row), token in read.tokens.items():
        if row < 0:
            blank.setdefault(group, []).append(token)
    held = held_values(info.questionnaire, [info.id])[info.id]
    response = _form(request, info, held, entered, _Blank(blank))
    response.status_code = refusal.status
    return response


def _saved(request: HttpRequest, info: ReturnInfo) -> tuple[FormRead, SaveResult]:
    read = read_form(info.questionnaire, request.POST)
    result = actions.save_draft(
        return_id=info.id, changes=read.changes, by=acting(request), at=timezone.now()
    )
    for (group, row), number in result.new_rows.items():
        read.tokens[group, number] = read.tokens[group, row]
    for conflict in result.conflicts:
        name = name_of(conflict.key, read.tokens)
        read.entered.conflicts[name] = conflict.theirs
        read.entered.texts[name] = request.POST.get(name, "")
    for rejected in result.rejected:
        name = name_of(rejected.key, read.tokens)
        read.entered.texts[name] = request.POST.get(name, "")
        read.entered.errors[name] = _("这里放不下更多行，这一行没有存。")
    return read, result


def _unsaved(read: FormRead, result: SaveResult) -> Mapping[str, list[str]]:
    """Tokens of rows that still have no number; what was sent for rows that got one moves to their number."""
    blank: dict[str, list[str]] = {}
    for (group, row), token in read.tokens.items():
        if row > 0:
            continue
        number = result.new_rows.get((group, row))
        if number is not None:
            read.entered.rename(f"g-{group}-{token}-", f"g-{group}-{number}-")
        elif read.entered.mentions(f"g-{group}-{token}-"):
            blank.setdefault(group, []).append(token)
    return _Blank(blank)


def _next(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    if "to-submit" in request.POST:
        return see_other("submit", campaign_id, code)
    messages.success(request, _("已保存。"))
    group = request.POST.get("add", "")
    if group:
        return see_other("return", campaign_id, code, query=f"?more-{group}=3", fragment=f"#group-{group}")
    return see_other("return", campaign_id, code)


@access(roles=ANSWERING, place_arg="code")
@require_POST
def autosave(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """Save one field or one row; answers what the page has to show for each as JSON."""
    info = info_for(request, campaign_id, code)
    try:
        read, result = _saved(request, info)
    except Refusal as refusal:
        return JsonResponse({"refused": str(refusal)}, status=refusal.status)
    now = info_for(request, campaign_id, code)
    return JsonResponse(autosave_answer(now, read, result, at=timezone.localtime()))


@access(roles=READERS, place_arg="code")
@require_GET
def question_history(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """Who recorded what for one question, and what it was before."""
    info = info_for(request, campaign_id, code)
    question, group = request.GET.get("question", ""), request.GET.get("group", "")
    row = request.GET.get("row", "0")
    asked = info.questionnaire.field(question, group)
    lines = history(
        info.questionnaire, info.id, question=question, group=group, row=int(row) if row.isdigit() else 0
    )
    context = frame(request, info, "answers") | {
        "label": asked.label.of(language()) if asked else question,
        "lines": [
            {
                "value": worded(asked, line.value),
                "before": worded(asked, line.before),
                "at": line.recorded_at,
                "post": line.post or _("系统"),
                "way": WAY_WORDS[line.way],
                "means": line.means.label,
                "note": line.note,
            }
            for line in lines
            if asked
        ],
    }
    return render(request, "office/surveys/history.html", context)
