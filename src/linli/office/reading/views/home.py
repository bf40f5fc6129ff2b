"""What waits for the acting post, and the proofs of deletion."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.base.access import STAFF, access
from linli.base.identity.states import Role
from linli.base.reading import queries
from linli.office.reading.presenters import lists
from linli.office.reading.presenters.parts import Link, Table
from linli.office.reading.views.common import READERS, SUPERVISING, acting, list_page, to, today, words
from linli.sharing.queries import open_agreements, orders_to_decide

MOST_PROOFS = 200


@access(roles=STAFF)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this post, by kind; nothing that has been done."""
    by, name = acting(request), words()
    tables: list[Table] = []
    if by.role in SUPERVISING:
        tables += [
            lists.sessions(queries.sessions_for(by, open_only=True), today()),
            lists.objections(queries.objections_for(by, today(), open_only=True), name),
            lists.alarms(queries.alarms_for(by, open_only=True)),
            lists.approvals(
                "approvals", _("查阅审批"), queries.approvals_to_decide(by), name, _("没有待批准的申请。")
            ),
        ]
    if by.role in SUPERVISING | {Role.DEPARTMENT, Role.GRID_OFFICER}:
        waiting = orders_to_decide(by, timezone.now())
        tables.append(lists.orders("orders", _("导出的第二人同意"), waiting, name, _("没有待同意的导出。")))
    if by.role == Role.DISTRICT_OFFICE:
        tables.append(lists.agreements(open_agreements(by, today()), name))
    tables = [table for table in tables if table.rows]
    links = [Link(to("glass"), _("启用紧急查阅"))] if by.role in READERS else []
    lede = _("查阅居民信息的审批、复核、异议和导出；谁申请的，由另一个人决定。")
    return list_page(request, "index", _("有什么等我办理？"), lede, tables, links)


@access(roles=STAFF)
@require_GET
def deletions(request: HttpRequest) -> HttpResponse:
    """Proofs that data were deleted when their time was over."""
    rows = queries.deletions(acting(request).scope)[:MOST_PROOFS]
    lede = _("摘要由被删除登记的代号算出：手里有代号的人可以核对，别人无从倒推。")
    return list_page(request, "deletions", _("到期的信息删除了吗？"), lede, [lists.deletions(rows)])
