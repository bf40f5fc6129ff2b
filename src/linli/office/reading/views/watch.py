"""Look-up alarms, residents' objections, and stating one's own record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import NotFound
from linli.base.reading import actions, queries
from linli.base.reading.states import AlarmVerdict, ObjectionVerdict
from linli.office.reading.forms import AlarmForm, ObjectionForm
from linli.office.reading.presenters import lists
from linli.office.reading.presenters.parts import Button, FormBlock, days_left, moment
from linli.office.reading.views.common import (
    READERS,
    SUPERVISING,
    acting,
    attempt,
    item_page,
    list_page,
    to,
    today,
    words,
)


@access(roles=READERS)
@require_GET
def alarms(request: HttpRequest) -> HttpResponse:
    """What was unusual in the look-ups of supervised posts."""
    table = lists.alarms(queries.alarms_for(acting(request)))
    lede = _("只看工作人员的查阅次数，与本岗位平时比较；不给居民打分。")
    return list_page(request, "alarms", _("谁的查阅有异常？"), lede, [table])


@access(roles=SUPERVISING)
@require_http_methods(["GET", "POST"])
def alarm(request: HttpRequest, alarm_id: UUID) -> HttpResponse:
    """One alarm and its answer."""
    by = acting(request)
    line = next((one for one in queries.alarms_for(by) if one.id == alarm_id), None)
    if line is None:
        raise NotFound("reading.no_alarm", _("没有找到这条提醒，或者它不在您的管辖范围内。"))
    form = AlarmForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request,
            form,
            lambda data: actions.answer_alarm(
                alarm_id=alarm_id,
                verdict=AlarmVerdict(data["verdict"]),
                words=data["words"],
                by=by,
                at=timezone.now(),
            ),
            _("已记录。"),
            to("alarms"),
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    looks = lists.looks_cell(line)
    facts = [
        (_("哪个岗位"), line.label),
        (_("日期"), str(line.day)),
        (_("人数"), f"{looks.text} {looks.hint}".strip()),
        (_("处理"), f"{line.verdict.label}：{line.words} {line.answered_label}" if line.verdict else ""),
    ]
    blocks = [] if line.verdict else [FormBlock(_("处理"), form, (Button(_("记录处理")),))]
    return item_page(request, "alarms", str(line.kind.label), facts, blocks, refusal=refusal)


@access(roles=READERS, personal=True)
@require_GET
def objections(request: HttpRequest) -> HttpResponse:
    """Objections to readings of supervised posts."""
    table = lists.objections(queries.objections_for(acting(request), today()), words())
    lede = _("居民对一次查阅有异议，须在三十天内由查阅人以外的人答复。")
    return list_page(request, "objections", _("居民对哪些查阅有异议？"), lede, [table])


@access(roles=SUPERVISING, personal=True)
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """One objection and its answer."""
    by, name = acting(request), words()
    line = next((one for one in queries.objections_for(by, today()) if one.id == objection_id), None)
    if line is None:
        raise NotFound("reading.no_objection", _("没有找到这份异议，或者它不在您的管辖范围内。"))
    form = ObjectionForm(request.POST or None)
    refusal = None
    if request.method == "POST":
        answer = attempt(
            request,
            form,
            lambda data: actions.answer_objection(
                objection_id=objection_id,
                verdict=ObjectionVerdict(data["verdict"]),
                words=data["words"],
                by=by,
                at=timezone.now(),
            ),
            _("已答复，居民本人可以看到。"),
            to("objections"),
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    facts = [
        (_("居民说"), line.words),
        (_("提出时间"), moment(line.made_at)),
        (_("答复期限"), f"{line.due_date} {'' if line.verdict else days_left(line.days_left).text}"),
        (_("谁查阅的"), f"{line.reader} {moment(line.read_at)}"),
        (_("用途"), name.purpose(line.purpose)),
        (_("理由"), line.reason),
        (_("看了什么"), f"{name.elements(line.elements)}（{line.act.label}）"),
        (_("答复"), f"{line.verdict.label}：{line.answer} {line.answered_label}" if line.verdict else ""),
    ]
    blocks = [] if line.verdict else [FormBlock(_("答复"), form, (Button(_("答复居民")),))]
    return item_page(request, "objections", _("这次查阅应当吗？"), facts, blocks, refusal=refusal)


@access(roles=READERS, personal=True)
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Say that a record is one's own, so that looking it up is noticed."""
    from django import forms

    by, form = acting(request), forms.Form(request.POST or None)
    refusal = None
    if request.method == "POST":
        assert by.account_id is not None
        account_id = by.account_id
        answer = attempt(
            request,
            form,
            lambda data: actions.state_own_record(
                account_id=account_id, subject=subject, by=by, at=timezone.now()
            ),
            _("已登记。"),
            to("index"),
        )
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    note = _("登记后，您在工作中查阅本人、家人或同住的人时，会提醒上级岗位。只用于这一件事。")
    block = FormBlock(_("这份登记是我本人的"), form, (Button(_("确认是我本人")),))
    return item_page(request, "index", _("登记本人"), [], [block], note=note, refusal=refusal)
