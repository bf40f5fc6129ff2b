"""Plans from files, and into files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import NotFound
from linli.grids import actions, exporting
from linli.grids.bringing import Brought
from linli.grids.queries.officers import officers_on
from linli.office.grids import printed
from linli.office.grids.forms import ImportForm
from linli.office.grids.views.common import DRAWERS, READERS, acting, plan_for
from linli.office.grids.views.steps import seen
from linli.ui.downloads import as_file

KINDS = {
    "geojson": ("application/geo+json", exporting.geojson),
    "gpkg": ("application/geopackage+sqlite3", exporting.geopackage),
    "pdf": ("application/pdf", printed.map_pdf),
}


@access(roles=DRAWERS)
@require_POST
def bring(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Bring an existing plan into the draft, and say what was found."""
    plan = plan_for(request, plan_id)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"plan": plan, "form": form, "problems": form.problems()}
        return render(request, "office/grids/import.html", context, status=422)
    file = form.cleaned_data["file"]
    found = actions.import_plan(
        plan_id=plan.pk,
        version=seen(request),
        name=file.name,
        content=file.read(),
        by=acting(request),
        at=timezone.now(),
    )
    return render(request, "office/grids/import.html", {"plan": plan, "found": found, "lines": _lines(found)})


def _lines(found: Brought) -> list[dict[str, str]]:
    kinds = {
        "gap": _(
            "空白：社区 %(where)s 有 %(units)s 个单元（%(homes)s 户）不在任何网格，第一个是第 %(other)s 号。"
        ),
        "overlap": _(
            "重叠：网格 %(where)s 与 %(other)s 都占着 %(units)s 个单元（%(homes)s 户），归面积小的。"
        ),
        "pieces": _("断开：网格 %(where)s 分成 %(other)s 片。"),
        "across": _("跨社区：网格 %(where)s 伸到 %(other)s，已按社区分开。"),
        "unnumbered": _("没有编号：%(where)s。"),
        "unknown": _("找不到楼栋：第 %(where)s 行。"),
        "twice": _("前后不一：第 %(where)s 行，前面已归入 %(other)s。"),
    }
    return [
        {
            "kind": one.kind,
            "words": kinds[one.kind]
            % {"where": one.where, "units": one.units, "homes": one.homes, "other": one.other},
        }
        for one in found.troubles
    ]


@access(roles=READERS)
@require_GET
def export(request: HttpRequest, plan_id: UUID, kind: str) -> HttpResponse:
    """A plan as a file."""
    plan = plan_for(request, plan_id)
    if kind not in KINDS:
        raise NotFound("grids.no_export", _("没有这种格式。"))
    media_type, write = KINDS[kind]
    made = write(plan, officers_on(plan.place, timezone.localdate()))
    return as_file(made, f"{plan.name}.{kind}", media_type, is_personal=False)
