"""Workbooks: download, upload with a dry run, and its yes."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.scope import Scope
from linli.office.surveys.forms import UploadForm, errors_of
from linli.office.surveys.presenters.differences import plan_lines, preview_lines, problem_lines
from linli.office.surveys.views.common import ANSWERING, OFFICE, acting, frame, info_for, see_other
from linli.surveys import actions, queries, rules
from linli.surveys.fields import language, worded
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.workbook import community_workbook, district_table
from linli.ui.downloads import as_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(roles=ANSWERING, place_arg="code")
@require_GET
def workbook(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """The community's workbook, with what is known filled in."""
    info = info_for(request, campaign_id, code)
    data = community_workbook(info, at=timezone.now())
    return _download(
        data, _("填报表-%(name)s-%(day)s.xlsx") % {"name": info.name, "day": timezone.localdate()}
    )


@access(roles=OFFICE)
@require_GET
def table(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The district's table, a row for each community."""
    info = queries.campaign(campaign_id)
    rules.ensure(rules.may_manage(acting(request), info.prefix))
    data = district_table(campaign_id, scope=Scope(info.prefix), at=timezone.now())
    return _download(
        data, _("汇总表-%(place)s-%(day)s.xlsx") % {"place": info.prefix, "day": timezone.localdate()}
    )


def _download(data: bytes, name: str) -> HttpResponse:
    return as_file(data, name, XLSX, is_personal=False)


@access(roles=ANSWERING, place_arg="code")
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """A community's filled workbook: the dry run, nothing written yet."""
    info = info_for(request, campaign_id, code)
    context = frame(request, info, "workbook")
    if request.method == "GET":
        return render(request, "office/surveys/upload.html", context | {"form": UploadForm(), "errors": []})
    return _dry_run(
        request,
        "office/surveys/upload.html",
        context,
        lambda file, name: actions.stage_community(
            campaign_id=campaign_id, code=code, file=file, name=name, by=acting(request), at=timezone.now()
        ),
        info,
    )


@access(roles=OFFICE)
@require_http_methods(["GET", "POST"])
def upload_table(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """A district's filled table: the dry run, nothing written yet."""
    campaign = queries.campaign(campaign_id)
    rules.ensure(rules.may_manage(acting(request), campaign.prefix))
    context = {"campaign": campaign, "title": campaign.title.of(language())}
    if request.method == "GET":
        return render(
            request, "office/surveys/upload_table.html", context | {"form": UploadForm(), "errors": []}
        )
    return _dry_run(
        request,
        "office/surveys/upload_table.html",
        context,
        lambda file, name: actions.stage_district(
            campaign_id=campaign_id, file=file, name=name, by=acting(request), at=timezone.now()
        ),
        None,
    )


def _dry_run(
    request: HttpRequest, template: str, context: dict[str, Any], stage: Any, info: ReturnInfo | None
) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, template, context | {"form": form, "errors": errors_of(form)}, status=422)
    sent = form.cleaned_data["file"]
    try:
        if sent.size > settings.MAX_UPLOAD_BYTES:
            raise too_big(settings.MAX_UPLOAD_BYTES)
        staged: actions.Staged = stage(sent.read(), sent.name or "")
    except Refusal as refusal:
        errors = [{"field": form["file"].id_for_label, "text": str(refusal)}]
        return render(request, template, context | {"form": form, "errors": errors}, status=422)
    context |= {
        "campaign_id": request.resolver_match.kwargs["campaign_id"] if request.resolver_match else None,
        "upload_id": staged.upload_id,
        "name": sent.name,
        "problems": problem_lines(staged.problems),
        "blocked": any(not problem.is_warning for problem in staged.problems),
        "differences": preview_lines(info, staged.preview) if info and staged.preview else None,
        "plan": plan_lines(context["campaign"].id, staged.plan) if staged.plan and not info else None,
    }
    return render(request, "office/surveys/dry_run.html", context, status=422 if context["blocked"] else 200)


def too_big(most: int) -> Refusal:
    """The file is larger than the server takes."""
    return Refusal(
        "surveys.file_too_big", _("文件超过 %(most)s MB。"), _("请拆成几个文件。"), most=most // 2**20
    )


@access(roles=(*ANSWERING, *OFFICE))
@require_POST
def apply(request: HttpRequest, campaign_id: UUID, upload_id: UUID) -> HttpResponse:
    """Carry out a dry run; a table of many communities as a job."""
    by, at = acting(request), timezone.now()
    job = actions.start_applying(upload_id=upload_id, by=by, at=at)
    if job is not None:
        return HttpResponseRedirect(reverse("system:job", args=[job.pk]), status=303)
    done = actions.apply_upload(upload_id=upload_id, by=by, at=at)
    if done.recorded is not None:
        messages.success(
            request,
            _("已写入 %(communities)s 个社区的 %(values)s 项内容。")
            % {"communities": done.recorded.communities, "values": done.recorded.values},
        )
        return see_other("campaign", done.campaign_id)
    assert done.saved is not None  # an upload is one or the other
    messages.success(request, _("已写入 %(count)s 项内容。") % {"count": len(done.saved.saved)})
    info = info_for(request, done.campaign_id, done.division_code)
    for conflict in done.saved.conflicts:
        messages.warning(request, _conflict(info, conflict))
    return see_other("return", done.campaign_id, done.division_code)


def _conflict(info: ReturnInfo, conflict: Any) -> str:
    group, _row, code = conflict.key
    asked = info.questionnaire.field(code, group)
    assert asked is not None  # the change was read with this questionnaire
    return _("%(question)s：填报表里是 %(mine)s，页面上别人已改为 %(theirs)s，没有覆盖。") % {
        "question": asked.label.of(language()),
        "mine": worded(asked, conflict.mine),
        "theirs": worded(asked, conflict.theirs.value),
    }
