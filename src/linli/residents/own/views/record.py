"""What is held on me, and a copy to take along."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.identity.states import Role
from linli.catalogue.queries import catalogue
from linli.residents.own.files import TakeAlong, as_json, as_pdf
from linli.residents.own.presenters.readings import day_words, reading_rows
from linli.residents.own.presenters.record import sections_of
from linli.residents.own.views.common import acting, own, show
from linli.residents.own.views.readings import log_of
from linli.rights.queries import HeldOnMe, held_on, open_elements

FORMS = {"json": (as_json, "application/json"), "pdf": (as_pdf, "application/pdf")}


@access(roles=[Role.RESIDENT])
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """Everything held, with its sources."""
    today = timezone.localdate()
    held = held_on(own(request).subject_id, today=today)
    if held is None:
        return show(request, "residents/own/gone.html", {})
    context = {
        "here": "record",
        "sections": sections_of(held, _asked(held), today),
        "lede": _("%(day)s的情况。这一页只有您自己和家里未满14周岁的孩子的内容。")
        % {"day": day_words(today)},
        "offer_key": not Authenticator.objects.filter(user_id=acting(request).account_id).exists(),
    }
    return show(request, "residents/own/record.html", context)


def _asked(held: HeldOnMe) -> frozenset[tuple[UUID, str]]:
    return open_elements([held.person.subject_id, *(one.subject_id for one in held.children)])


@access(roles=[Role.RESIDENT])
@require_GET
def take_along(request: HttpRequest) -> HttpResponse:
    """Which forms the copy comes in."""
    return show(request, "residents/own/take_along.html", {"here": "take-along"})


@access(roles=[Role.RESIDENT])
@require_POST
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The copy, made on the spot and kept nowhere."""
    if form not in FORMS:
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    held = held_on(own(request).subject_id, today=today)
    log = log_of(request)
    copy = TakeAlong(
        sections=sections_of(held, (), today) if held else [],
        readings=reading_rows(log.lines, catalogue(today)),
        delayed=log.delayed,
        at=now,
    )
    write, media_type = FORMS[form]
    answer = HttpResponse(write(copy), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="my-record-{today.isoformat()}.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer
