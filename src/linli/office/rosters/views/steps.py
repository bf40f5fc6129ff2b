"""The steps of a roster: other sheet, columns, dry run, run, undo, discard."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.office.rosters.views.common import BRINGERS, acting, see_other
from linli.office.rosters.views.wizard import roster_page
from linli.rosters import actions

PREFIX = "column-"


@access(roles=BRINGERS, personal=True)
@require_POST
def sheet(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Read another sheet of the file."""
    try:
        actions.look_at_sheet(
            roster_id=roster_id, sheet=request.POST.get("sheet", ""), by=acting(request), at=timezone.now()
        )
    except Refusal as refusal:
        return _again(request, roster_id, refusal, "sheet")
    return see_other("roster", roster_id)


@access(roles=BRINGERS, personal=True)
@require_POST
def columns(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Say what each column holds, and go on to the dry run."""
    chosen = {
        int(name.removeprefix(PREFIX)): str(value)
        for name, value in request.POST.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).isdigit()
    }
    try:
        actions.choose_columns(roster_id=roster_id, chosen=chosen, by=acting(request), at=timezone.now())
        actions.start_check(roster_id=roster_id, by=acting(request), at=timezone.now())
    except Refusal as refusal:
        return _again(request, roster_id, refusal, "columns")
    return see_other("roster", roster_id)


@access(roles=BRINGERS, personal=True)
@require_POST
def check(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """The dry run once more."""
    actions.start_check(roster_id=roster_id, by=acting(request), at=timezone.now())
    return see_other("roster", roster_id)


@access(roles=BRINGERS, personal=True)
@require_POST
def run(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Bring it in."""
    leave_out = request.POST.get("leave_out") == "yes"
    try:
        actions.start_run(roster_id=roster_id, leave_out=leave_out, by=acting(request), at=timezone.now())
    except Refusal as refusal:
        return _again(request, roster_id, refusal, "run")
    return see_other("roster", roster_id)


@access(roles=BRINGERS, personal=True)
@require_POST
def undo(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Take it back as a whole."""
    try:
        actions.undo_roster(
            roster_id=roster_id, why=request.POST.get("why", ""), by=acting(request), at=timezone.now()
        )
    except Refusal as refusal:
        return _again(request, roster_id, refusal, "id_why")
    messages.success(request, _("整份撤销了：登记库里没有留下这份名册的内容。"))
    return see_other("roster", roster_id)


@access(roles=BRINGERS, personal=True)
@require_POST
def discard(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Give it up; nothing was recorded."""
    actions.discard_roster(roster_id=roster_id, by=acting(request), at=timezone.now())
    messages.success(request, _("已放弃，文件已删除，没有登记任何内容。"))
    return see_other("index")


def _again(request: HttpRequest, roster_id: UUID, refusal: Refusal, field: str) -> HttpResponse:
    if refusal.status in (403, 404):
        raise refusal
    return roster_page(request, roster_id, [{"field": field, "text": str(refusal)}], status=422)
