"""At the counter: a code by which residents look at their own record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.base.access import access, require_in_scope
from linli.base.errors import Refusal
from linli.office.register.forms import errors_of
from linli.office.register.forms.counter import CodeForm
from linli.office.register.reading import place_of
from linli.office.register.views.common import COUNTERS, acting, for_a_purpose, show
from linli.register.gate.places import Whereabouts
from linli.register.states import SubjectKind
from linli.rights.actions import NewCode, hand_out_code
from linli.rights.queries import access_state
from linli.rights.states import Proof

COMMUNITY_DIGITS = 12


@access(roles=COUNTERS, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
@for_a_purpose
def code(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """Hand out a code, shown once. Not after a redirect: that would mean keeping it somewhere."""
    where = place_of(request, subject_id, SubjectKind.PERSON)
    require_in_scope(acting(request), where.place)  # an emergency lets somebody look, not act
    form = CodeForm(request.POST or None)
    new = _hand_out(request, where, form) if request.method == "POST" and form.is_valid() else None
    context = {
        "form": form,
        "errors": errors_of(form),
        "new": new,
        "expires": timezone.localdate(new.expires_at) if new else None,
        "address": request.build_absolute_uri(reverse("mine:sign-in")),
        "state": access_state(where.subject, at=timezone.now()),
        "lede": _("本人凭它在网上看登记了自己的什么、谁看过。"),
        "card_href": reverse("register:person", args=[where.subject]),
    }
    return show(
        request, "office/register/code.html", context, status=201 if new else 422 if form.errors else 200
    )


def _hand_out(request: HttpRequest, where: Whereabouts, form: CodeForm) -> NewCode | None:
    try:
        return hand_out_code(
            subject_id=where.subject,
            division_code=where.place[:COMMUNITY_DIGITS],
            birth_date=where.birth_date,
            proof=Proof(form.cleaned_data["proof"]),
            by=acting(request),
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
