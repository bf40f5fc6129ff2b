"""The desk: what phones brought and people have to decide, second looks, and the phones themselves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.attachments.queries import attachment_for
from linli.base.attachments.store import path_of
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.field.forms import AsideForm, CallBackForm, ClashForm, LostForm, SignalForm
from linli.field.presenters.desk import clash_rows, frame, photos_of, two_sides
from linli.ui.errors import error_summary
from linli.visits import actions, queries
from linli.visits.queries import aside, desk
from linli.visits.states import AsideVerdict, CallBackResult, ClashVerdict, DeviceKind

DECIDERS = {Role.COMMITTEE, Role.SUB_DISTRICT, Role.DISTRICT_OFFICE}
LOOKERS = DECIDERS | {Role.GRID_OFFICER}
PAGE = 50


def acting(request: HttpRequest) -> Actor:
    """Who asks, in which post."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    return by


def page_of(request: HttpRequest, rows: Any) -> Any:
    """One page of a list."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def done(request: HttpRequest, act: Callable[[], object], words: str, name: str) -> HttpResponse:
    """Do one thing, say that it is done or why not, and go back to the list."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return HttpResponseRedirect(reverse(f"field:{name}"), status=303)


def checked(form: forms.Form) -> dict[str, Any]:
    """The form's values. Raises a refusal that names the first field that is wrong."""
    if not form.is_valid():
        raise Refusal("field.form", error_summary(form)[0]["text"])
    return form.cleaned_data


@access(roles=LOOKERS, personal=True)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where the post begins: the desk of whoever decides, the app of an officer."""
    decides = acting(request).role in DECIDERS
    return HttpResponseRedirect(reverse("field:clashes" if decides else "field:app"), status=303)


@access(roles=DECIDERS, personal=True)
@require_GET
def clashes(request: HttpRequest) -> HttpResponse:
    """Values that were entered on both sides."""
    page = page_of(request, desk.clashes(acting(request).scope))
    context = {"page": page, "rows": clash_rows(page), **frame(acting(request), "clashes")}
    return render(request, "field/desk/clashes.html", context)


@access(roles=DECIDERS, personal=True)
@require_http_methods(["GET", "POST"])
def clash(request: HttpRequest, clash_id: UUID) -> HttpResponse:
    """One of them: both values with where each came from; the decision."""
    by, at = acting(request), timezone.now()
    form = ClashForm(request.POST or None)
    if request.method == "POST":

        def act() -> None:
            told = checked(form)
            actions.decide_clash(
                clash_id=clash_id, verdict=ClashVerdict(told["verdict"]), why=told["why"], by=by, at=at
            )

        return done(request, act, _("已处理。"), "clashes")
    reveal = request.GET.get("whole") == "1"
    told = two_sides(clash_id, by=by, at=at, reveal=reveal)
    context = {"told": told, "form": form, "reveal": reveal, **frame(by, "clashes")}
    return render(request, "field/desk/clash.html", context)


@access(roles=DECIDERS, personal=True)
@require_GET
def asides(request: HttpRequest) -> HttpResponse:
    """Entries that were set aside."""
    page = page_of(request, desk.asides(acting(request).scope))
    return render(request, "field/desk/asides.html", {"page": page, **frame(acting(request), "asides")})


@access(roles=DECIDERS, personal=True)
@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest, envelope_id: UUID) -> HttpResponse:
    """One of them: what is in it, as far as it opens; the decision."""
    by, at = acting(request), timezone.now()
    form = AsideForm(request.POST or None)
    if request.method == "POST":

        def act() -> None:
            told = checked(form)
            actions.decide_aside(
                envelope_id=envelope_id, verdict=AsideVerdict(told["verdict"]), why=told["why"], by=by, at=at
            )

        return done(request, act, _("已处理。"), "asides")
    told = aside.inside(envelope_id, by=by, day=timezone.localdate(at))
    return render(request, "field/desk/aside.html", {"told": told, "form": form, **frame(by, "asides")})


@access(roles=LOOKERS, personal=True)
@require_GET
def second_look(request: HttpRequest) -> HttpResponse:
    """Signals on submissions, and call-backs drawn by lot. An officer sees their grid's signals and answers them."""
    by = acting(request)
    decides = by.role in DECIDERS
    context = {
        "page": page_of(request, desk.signals(by.scope)),
        "call_backs": list(desk.call_backs(by.scope)[:PAGE]) if decides else [],
        "decides": decides,
        "signal_form": SignalForm(),
        "call_back_form": CallBackForm(),
    }
    return render(request, "field/desk/second_look.html", {**context, **frame(by, "second-look")})


@access(roles=LOOKERS, personal=True)
@require_POST
def signal(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """Say how a signal came about."""
    by = acting(request)

    def act() -> None:
        words = checked(SignalForm(request.POST))["words"]
        actions.answer_signal(signal_id=signal_id, words=words, by=by, at=timezone.now())

    return done(request, act, _("已记下说明。"), "second-look")


@access(roles=DECIDERS, personal=True)
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw call-backs."""
    by = acting(request)
    return done(
        request,
        lambda: actions.draw_call_backs(by=by, at=timezone.now()),
        _("已按比例抽取，没有新走访时不会增加。"),
        "second-look",
    )


@access(roles=DECIDERS, personal=True)
@require_POST
def call_back(request: HttpRequest, call_back_id: UUID) -> HttpResponse:
    """What a household said."""
    by = acting(request)

    def act() -> None:
        told = checked(CallBackForm(request.POST))
        actions.answer_call_back(
            call_back_id=call_back_id,
            result=CallBackResult(told["result"]),
            note=told["note"],
            by=by,
            at=timezone.now(),
        )

    return done(request, act, _("已记下回访结果。"), "second-look")


@access(roles=LOOKERS, personal=True)
@require_GET
def phones(request: HttpRequest) -> HttpResponse:
    """The phones of a place."""
    by = acting(request)
    page = page_of(request, queries.devices_in(by.scope))
    return render(
        request, "field/desk/phones.html", {"page": page, "form": LostForm(), **frame(by, "phones")}
    )


@access(roles={Role.GRID_OFFICER}, personal=True)
@require_POST
def odk(request: HttpRequest) -> HttpResponse:
    """Take ODK Collect into use: its sign-in is shown this once."""
    by = acting(request)
    try:
        made = actions.enrol_device(by=by, at=timezone.now(), name="ODK Collect", kind=DeviceKind.ODK)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("field:phones"), status=303)
    address = request.build_absolute_uri(reverse("field:odk-list")).removesuffix("/formList")
    context = {"made": made, "address": address, **frame(by, "phones")}
    response = render(request, "field/desk/odk.html", context)
    response["Cache-Control"] = "no-store"
    return response


@access(roles=LOOKERS, personal=True)
@require_POST
def lost(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Report a phone lost."""
    by = acting(request)

    def act() -> None:
        why = checked(LostForm(request.POST))["why"]
        actions.report_lost(device_id=device_id, why=why, by=by, at=timezone.now())

    return done(request, act, _("已挂失。下次联系时手机会清除；它还没有发出的记录仍会收下。"), "phones")


@access(roles=DECIDERS, personal=True)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Reports from the street."""
    by = acting(request)
    page = page_of(request, desk.reports(by.scope))
    context = {"page": page, "photos": photos_of(page), **frame(by, "reports")}
    return render(request, "field/desk/reports.html", context)


@access(roles=DECIDERS, personal=True)
@require_POST
def seen(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Take a report on."""
    by = acting(request)
    return done(
        request,
        lambda: actions.note_report_seen(report_id=report_id, by=by, at=timezone.now()),
        _("已接手。"),
        "reports",
    )


@access(roles=DECIDERS, personal=True)
@require_GET
def photo(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """A photo, as it was drawn anew."""
    found = attachment_for(attachment_id=attachment_id, by=acting(request))
    response = FileResponse(path_of(found.sha256).open("rb"), content_type=found.media_type)
    response["Cache-Control"] = "private, no-store"
    return response
