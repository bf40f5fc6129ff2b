"""Merges of a place, and taking one back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import NotFound, Refusal
from linli.base.scope import Scope
from linli.office.register.forms import errors_of
from linli.office.register.forms.changes import WhyForm
from linli.office.register.presenters.merges import merge_rows
from linli.office.register.presenters.places import frame
from linli.office.register.reading import read_people
from linli.office.register.views.common import KEEPERS, READERS, acting, for_a_purpose, see_other, show
from linli.register.actions import unmerge as take_back
from linli.register.gate.merges import merge_line, merges_page
from linli.register.states import SubjectKind

PAGE = 50


@access(roles=READERS, personal=True, place_arg="code")
@require_GET
@for_a_purpose
def merges(request: HttpRequest, code: str) -> HttpResponse:
    """What was merged in a place, by whom and why."""
    page = merges_page(Scope(code), number=request.GET.get("page"), size=PAGE)
    lines = list(page.object_list)
    people = [line.kept for line in lines if line.kind == SubjectKind.PERSON and line.ended_at is None]
    context = {
        **frame(code, "merges", _("%(place)s合并过哪些登记？"), timezone.localdate()),
        "page": page,
        "rows": merge_rows(lines, read_people(request, people)),
        "may_split": acting(request).role in KEEPERS,
    }
    return show(request, "office/register/merges.html", context)


@access(roles=KEEPERS, personal=True)
@require_http_methods(["GET", "HEAD", "POST"])
@for_a_purpose
def unmerge(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Take a merge back: both are shown by themselves again, with everything that came with them."""
    by = acting(request)
    line = merge_line(merge_id, by.scope)
    if line is None:
        raise NotFound("register.merge_unknown", _("没有找到这次合并，或者它不在您的管辖范围内。"))
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(merge_id=merge_id, why=form.cleaned_data["why"], by=by, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已经拆开，两份登记各自恢复原样。"))
            return see_other("merges", by.scope.prefix)
    context = {
        "title": _("把这次合并拆开？"),
        "lede": _("合并以后登记的内容跟着当初的那一份走，什么都不会丢。"),
        "form": form,
        "errors": errors_of(form),
        "verb": _("拆成两份"),
        "back_href": reverse("register:merges", args=[by.scope.prefix]),
        "steps": [
            {"name": _("找人"), "href": reverse("register:index")},
            {"name": _("合并"), "href": reverse("register:merges", args=[by.scope.prefix])},
            {"name": _("拆成两份"), "href": ""},
        ],
    }
    return show(request, "office/register/change.html", context, status=422 if form.errors else 200)
