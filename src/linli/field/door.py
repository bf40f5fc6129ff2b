"""Who knocks: a phone by its token. The session's cookie plays no part where a phone makes contact by itself."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, JsonResponse

from linli.base.errors import Refusal
from linli.visits import refusals
from linli.visits.queries import Carrier, carrier_of, device_by_id
from linli.visits.tokens import token_fits

SCHEME = "Device "


@dataclass(frozen=True, slots=True)
class Caller:
    """The phone that calls, and the phone whose entries it brings: itself, or one that the same officer had before."""

    carrier: Carrier
    source: Carrier


def carrier_by(device_id: str, token: str) -> Carrier:
    """The phone with this id and token. Raises visits.device_not_accepted, for a wrong id as for a wrong token."""
    try:
        device = device_by_id(UUID(device_id))
    except ValueError as error:
        raise refusals.device_not_accepted() from error
    if device is None or not token_fits(device, token):
        raise refusals.device_not_accepted()
    return carrier_of(device)


def carrier_from(request: HttpRequest) -> Carrier:
    """The phone that the request's Authorization names. Raises visits.device_not_accepted."""
    given = request.headers.get("Authorization", "")
    device_id, _dot, token = given.removeprefix(SCHEME).partition(".")
    if not given.startswith(SCHEME) or not token:
        raise refusals.device_not_accepted()
    return carrier_by(device_id, token)


def caller(carrier: Carrier, source: object) -> Caller:
    """With the phone that the entries were made on. Another officer's is not accepted."""
    if source in (None, "", str(carrier.device.pk)):
        return Caller(carrier, carrier)
    try:
        device = device_by_id(UUID(str(source)))
    except ValueError as error:
        raise refusals.device_not_accepted() from error
    if device is None or device.account_id != carrier.device.account_id:
        raise refusals.device_not_accepted()
    return Caller(carrier, carrier_of(device))


def said(refusal: Refusal, status: int = 0) -> JsonResponse:
    """A refusal as the app shows it."""
    return JsonResponse({"error": refusal.code, "message": str(refusal)}, status=status or refusal.status)
