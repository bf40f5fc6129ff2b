"""Why is this value here?"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.base.access import access
from linli.base.errors import NotFound
from linli.office.register.presenters.titles import title_of
from linli.office.register.presenters.values import Lists, name_of
from linli.office.register.presenters.why import why_rows
from linli.office.register.reading import reach
from linli.office.register.views.cards import ADDRESSES
from linli.office.register.views.common import READERS, acting, for_a_purpose, show, stated
from linli.register import gate
from linli.register.gate.checks import NOT_FOUND
from linli.register.gate.places import whereabouts


@access(roles=READERS, personal=True)
@require_GET
@for_a_purpose
def why(request: HttpRequest, subject_id: UUID, element: str) -> HttpResponse:
    """Everything recorded of one element, with what became of it."""
    where = whereabouts([subject_id]).get(subject_id)
    if where is None or not reach(request).covers(where.place):
        raise NotFound("reading.not_found", NOT_FOUND)
    sitting, today = stated(request), timezone.localdate()
    found = gate.why(
        where,
        element,
        purpose=sitting.purpose,
        reason=sitting.reason,
        by=acting(request),
        at=timezone.now(),
        today=today,
    )
    lists = Lists.of([found.element] if found.element else [], today)
    card_href = reverse(ADDRESSES[where.kind], args=[where.subject])
    name = name_of(found.element, element)
    context = {
        "title": _("%(name)s：为什么是这个值？") % {"name": name},
        "lede": _("登记过的每一个值，最近的在前；只有到期的才销毁。"),
        "rows": why_rows(found.element, found.rows, lists),
        "card_href": card_href,
        "steps": [
            {"name": _("找人"), "href": reverse("register:index")},
            {"name": title_of(found.read), "href": card_href},
            {"name": name, "href": ""},
        ],
    }
    return show(request, "office/register/why.html", context)
