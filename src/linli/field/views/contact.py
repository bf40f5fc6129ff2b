"""Taking a phone into use, and its contacts."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.core.sync import Again, Packet, Receipt, WireError, unpack
from linli.field.door import caller, carrier_from, said
from linli.visits import rules
from linli.visits.actions import enrol_device, note_wiped, receive
from linli.visits.bundle import build
from linli.visits.keys import field_keys
from linli.visits.queries import in_use

HAVE_MOST = 5_000
WIRE_WORDS = {
    "cut": _("只收到一部分，请在网络好一些的地方再试；手机上的记录没有丢。"),
    "too_long": _("一次发送的内容太多，请更新应用后再试。"),
    "too_many": _("一次发送的内容太多，请更新应用后再试。"),
}
NOT_OURS = _("收到的内容不是走访应用发出的。")


@access(roles={Role.GRID_OFFICER}, personal=True)
@require_http_methods(["GET", "POST"])
@ensure_csrf_cookie
def enrol(request: HttpRequest) -> HttpResponse:
    """GET: for whom a phone would be taken into use. POST: take it into use; the token is told this once."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "GET":
        place = by.scope.prefix if rules.has_grid(by) else ""
        return JsonResponse({"label": by.label, "place": place, "others": in_use(by)})
    try:
        name = str(json.loads(request.body)["name"])
        made = enrol_device(by=by, at=timezone.now(), name=name)
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "field.bad_request", "message": str(NOT_OURS)}, status=400)
    except Refusal as refusal:
        return said(refusal)
    told = {"device": str(made.device_id), "token": made.token, "place": made.place, "label": by.label}
    return JsonResponse(told | {"key": field_keys().public()}, headers={"Cache-Control": "no-store"})


@csrf_exempt
@access(public=True)
@require_POST
def sync(request: HttpRequest) -> HttpResponse:
    """One contact of a phone, known by its token: entries in, receipts and today's tasks out."""
    try:
        carrier = carrier_from(request)
        packet = unpack(request.body)
        source = caller(carrier, packet.head.get("from")).source
    except Refusal as refusal:
        return said(refusal, 401)
    except WireError as error:
        return _not_read(error.code)
    except (RequestDataTooBig, UnreadablePostError):
        return _not_read("too_long")
    at = timezone.now()
    oldest = packet.head.get("oldest")
    answers = receive(
        carrier=source,
        entries=packet.entries,
        oldest=oldest if isinstance(oldest, int) else None,
        by=source.by,
        at=at,
    )
    told: dict[str, Any] = {
        "answers": {entry: _answer(answer) for entry, answer in answers.items()},
        "missing": packet.missing,
        "wipe": carrier.is_lost,
    }
    if carrier.is_lost:
        if packet.head.get("wiped") is True:
            note_wiped(device_id=carrier.device.pk, by=carrier.by, at=at)
    else:
        bundle = build(carrier, _have(packet), str(packet.head.get("cursor", "")), at)
        told |= {"cursor": bundle.cursor, "content": bundle.content}
    return JsonResponse(
        told, headers={"Cache-Control": "no-store"}, json_dumps_params={"ensure_ascii": False}
    )


def _have(packet: Packet) -> dict[str, str]:
    have = packet.head.get("have")
    if not isinstance(have, dict) or len(have) > HAVE_MOST:
        return {}
    return {str(home): str(etag) for home, etag in have.items()}


def _answer(answer: Receipt | Again) -> dict[str, Any]:
    if isinstance(answer, Again):
        return {"again": answer.value}
    return {
        "digest": answer.digest,
        "position": answer.position,
        "outcome": answer.outcome.value,
        "reason": answer.reason.value,
    }


def _not_read(code: str) -> JsonResponse:
    return JsonResponse(
        {"error": f"field.{code}", "message": str(WIRE_WORDS.get(code, NOT_OURS))}, status=400
    )
