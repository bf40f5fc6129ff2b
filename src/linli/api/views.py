"""Sharing under an agreement: a signed request comes in, a signed answer goes out. The signature is the credential."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from linli.base.access import access
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.sharing.actions import answer_request
from linli.sharing.documents import MOST_BYTES, public_bytes, write_public_key
from linli.sharing.keys import platform_key

ENDPOINT = "linli api"
JSON = "application/json"


@access(public=True)
@require_GET
def key(request: HttpRequest) -> HttpResponse:
    """This platform's public key, by which answers are checked. Compare it with the one handed over on paper."""
    return HttpResponse(write_public_key(public_bytes(platform_key())) + "\n", content_type="text/plain")


@csrf_exempt  # nobody is signed in here: no cookie counts, the document's signature does
@never_cache
@access(public=True)
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Answer one signed request, under its agreement; without one it is refused. Personal data stand in no address."""
    if request.content_type != JSON or int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return _refused(415, "api.not_json", "application/json, at most 4 MB")
    try:
        told = answer_request(document=request.body, by=Actor.system(ENDPOINT), at=timezone.now())
    except Refusal as refusal:
        return _refused(refusal.status, refusal.code, str(refusal))
    return HttpResponse(told, content_type=JSON)


def _refused(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"code": code, "message": message}, status=status)
