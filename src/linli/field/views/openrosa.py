"""The OpenRosa door: Basic sign-in with a phone's token, over TLS only."""

import base64
import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from linli.base.access import access
from linli.base.errors import Refusal
from linli.core.sync import Receipt
from linli.field.door import carrier_by
from linli.field.openrosa.form import version_of, xform
from linli.field.openrosa.names import FORM
from linli.field.openrosa.submission import NotASubmission, Submission, read_submission
from linli.field.openrosa.tables import homes_csv, people_csv
from linli.visits.actions import receive_odk
from linli.visits.bundle import build
from linli.visits.queries import Carrier
from linli.visits.queries.homes import dwellings_of
from linli.visits.states import OUTCOME_WORDS, REASON_WORDS

View = Callable[..., HttpResponse]
XML = "text/xml; charset=utf-8"
LIST_NS = "http://openrosa.org/xforms/xformsList"
MANIFEST_NS = "http://openrosa.org/xforms/xformsManifest"
RESPONSE_NS = "http://openrosa.org/http/response"
TABLES = ("homes.csv", "people.csv")


def by_device(view: View) -> View:
    """The phone that signs in by Basic; everything else is asked to, and nothing is told without TLS."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.is_secure() or settings.DEBUG or settings.DEMO):
            return _signed(_response(_("请使用 https 地址：口令不能在没有加密的网络上传送。"), 403))
        try:
            carrier = _carrier(request.headers.get("Authorization", ""))
        except Refusal as refusal:
            answer = _signed(_response(str(refusal), 401))
            answer["WWW-Authenticate"] = 'Basic realm="linli", charset="UTF-8"'
            return answer
        return _signed(view(request, carrier, *args, **kwargs))

    return door


def _carrier(given: str) -> Carrier:
    try:
        name, _colon, token = base64.b64decode(given.removeprefix("Basic ")).decode().partition(":")
    except ValueError:
        name, token = "", ""
    return carrier_by(name, token)


def _signed(response: HttpResponse) -> HttpResponse:
    response["X-OpenRosa-Version"] = "1.0"
    response["X-OpenRosa-Accept-Content-Length"] = str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    response["Date"] = http_date()
    response["Cache-Control"] = "no-store"
    return response


def _response(words: str, status: int, nature: str = "") -> HttpResponse:
    kind = f' nature="{nature}"' if nature else ""
    text = (
        f'<OpenRosaResponse xmlns="{RESPONSE_NS}"><message{kind}>{escape(words)}</message></OpenRosaResponse>'
    )
    return HttpResponse(text, status=status, content_type=XML)


def _md5(text: str) -> str:
    return "md5:" + hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _content(carrier: Carrier, *, people: bool = True) -> dict[str, Any]:
    """What the phone is given; nothing once it was reported lost."""
    if carrier.is_lost:
        return {"order": [], "homes": {}, "forms": {"elements": {}, "lists": {}}}
    return dict(build(carrier, {}, "", timezone.now(), people=people).content or {})


def _form(content: dict[str, Any]) -> str:
    words = {
        "household": _("哪一户"),
        "outcome": _("结果"),
        "home": _("住房"),
        "person": _("居民"),
        "who": _("哪一位"),
        "photo": _("照片（不要拍到人脸和证件）"),
    }
    return xform(content["forms"], _("邻里走访"), words)


def _door(where: dict[str, Any]) -> str:
    return " ".join(
        str(where[part]) for part in ("estate", "road", "building", "unit", "room") if where.get(part)
    )


@access(public=True)
@require_GET
@by_device
def form_list(request: HttpRequest, carrier: Carrier) -> HttpResponse:
    """The one form of the grid, when there is anything to ask."""
    content = _content(carrier, people=False)
    listed = ""
    if content["forms"]["elements"]:
        form = _form(content)
        parts = {
            "formID": FORM,
            "name": _("邻里走访"),
            "version": version_of(content["forms"]),
            "hash": _md5(form),
            "downloadUrl": request.build_absolute_uri(reverse("field:odk-form")),
            "manifestUrl": request.build_absolute_uri(reverse("field:odk-manifest")),
        }
        listed = (
            "<xform>" + "".join(f"<{key}>{escape(text)}</{key}>" for key, text in parts.items()) + "</xform>"
        )
    return HttpResponse(f'<xforms xmlns="{LIST_NS}">{listed}</xforms>', content_type=XML)


@access(public=True)
@require_GET
@by_device
def form(request: HttpRequest, carrier: Carrier) -> HttpResponse:
    """The form itself."""
    return HttpResponse(_form(_content(carrier, people=False)), content_type=XML)


def _table(content: dict[str, Any], name: str) -> str:
    return homes_csv(content, _door) if name == "homes.csv" else people_csv(content)


@access(public=True)
@require_GET
@by_device
def manifest(request: HttpRequest, carrier: Carrier) -> HttpResponse:
    """The tables of what is known."""
    content = _content(carrier)
    files = "".join(
        f"<mediaFile><filename>{name}</filename><hash>{_md5(_table(content, name))}</hash><downloadUrl>"
        f"{escape(request.build_absolute_uri(reverse('field:odk-table', args=[name])))}</downloadUrl></mediaFile>"
        for name in TABLES
    )
    return HttpResponse(f'<manifest xmlns="{MANIFEST_NS}">{files}</manifest>', content_type=XML)


@access(public=True)
@require_GET
@by_device
def table(request: HttpRequest, carrier: Carrier, name: str) -> HttpResponse:
    """One table."""
    if name not in TABLES:
        return _response(_("没有这个文件。"), 404)
    return HttpResponse(_table(_content(carrier), name), content_type="text/csv; charset=utf-8")


@csrf_exempt
@access(public=True)
@require_http_methods(["HEAD", "POST"])
@by_device
def submission(request: HttpRequest, carrier: Carrier) -> HttpResponse:
    """HEAD: where to send. POST: a visit with its photos; sending it again changes nothing."""
    if request.method == "HEAD":
        answer = HttpResponse(status=204)
        answer["Location"] = request.build_absolute_uri(reverse("field:odk-submission"))
        return answer
    file = request.FILES.get("xml_submission_file")
    if file is None:
        return _response(_("没有收到表单内容，请重新发送。"), 400, "submit_error")
    try:
        told = read_submission(file.read(), _dwellings(carrier))
    except NotASubmission:
        return _response(_("表单内容不完整或不是本系统的表，请重新发送。"), 400, "submit_error")
    receipt = receive_odk(
        carrier=carrier,
        entry=told.entry,
        form="visit",
        version=told.version,
        body=told.body,
        by=carrier.by,
        at=timezone.now(),
    )
    for photo in _photos(request, told):
        receive_odk(carrier=carrier, by=carrier.by, at=timezone.now(), **photo)
    return _response(_said(receipt), 201, "submit_success")


def _said(receipt: Receipt) -> str:
    return " ".join(
        str(words) for words in (OUTCOME_WORDS[receipt.outcome], REASON_WORDS[receipt.reason]) if words
    )


def _dwellings(carrier: Carrier) -> dict[str, str]:
    return dwellings_of(carrier.device.place)


def _photos(request: HttpRequest, told: Submission) -> list[dict[str, Any]]:
    found = []
    for name in told.photos:
        file = request.FILES.get(name)
        if file is not None:
            head = json.dumps({"for": str(told.entry)}).encode() + b"\n"
            found.append(
                {
                    "entry": told.photo_entry(name),
                    "form": "photo",
                    "version": told.version,
                    "body": head + file.read(),
                }
            )
    return found
