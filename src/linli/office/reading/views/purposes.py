"""The register of purposes."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import STAFF, access
from linli.base.errors import NotFound
from linli.base.identity.states import Role
from linli.base.reading.actions import PurposeDraft, change_purpose, end_purpose
from linli.base.reading.queries import PurposeTerms, purpose, purposes
from linli.office.reading.forms import PurposeForm
from linli.office.reading.presenters import lists
from linli.office.reading.presenters.parts import Button, FormBlock, moment
from linli.office.reading.views.common import acting, attempt, item_page, list_page, to, today


@access(roles=STAFF)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All purposes with basis and end."""
    table = lists.purposes(purposes(), get_language() or "", today())
    lede = _("没有登记的用途不能查阅；用途到期或终止后，凭它的查阅一律拒绝。")
    return list_page(request, "purposes", _("居民信息可以为什么用途查阅？"), lede, [table])


@access(roles=STAFF)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One purpose; the district office prolongs or ends it."""
    found = purpose(code)
    if found is None:
        raise NotFound("reading.no_purpose", _("用途登记里没有这个用途。"))
    form = PurposeForm(request.POST or None, initial={"valid_to": found.valid_to})
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request,
            form,
            lambda data: _write(request, found, data),
            _("用途登记已更新。"),
            to("purpose", code),
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    blocks = []
    if acting(request).role == Role.DISTRICT_OFFICE:
        buttons = (Button(_("改终止日"), "change"), Button(_("今天终止"), "end", "secondary"))
        blocks.append(FormBlock(_("延长或终止"), form, buttons))
    language = get_language() or ""
    facts = [
        (_("法律依据"), found.basis(language)),
        (_("期限"), f"{found.valid_from} – {found.valid_to}"),
        (_("告知本人"), _("延后%(days)s天") % {"days": found.delay_days} if found.delay_days else _("当日")),
        (_("延后告知的法律依据"), found.delay_basis),
        (_("最近一次更改"), f"{found.recorded_label} {moment(found.recorded_at)} {found.why}"),
    ]
    return item_page(request, "purposes", found.name(language), facts, blocks, refusal=refusal)


def _write(request: HttpRequest, found: PurposeTerms, data: dict[str, Any]) -> PurposeTerms:
    by, at = acting(request), timezone.now()
    if request.POST.get("do") == "end":
        return end_purpose(code=found.code, why=data["why"], day=today(), by=by, at=at)
    draft = PurposeDraft(
        found.code,
        found.name_zh,
        found.name_en,
        found.basis_zh,
        found.basis_en,
        found.valid_from,
        found.valid_to,
        found.delay_days,
        found.delay_basis,
    )
    return change_purpose(draft=replace(draft, valid_to=data["valid_to"]), why=data["why"], by=by, at=at)
