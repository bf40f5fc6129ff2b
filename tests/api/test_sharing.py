"""A department's system over HTTP: no agreement, no answer; the signature is the only credential."""

import json
from pathlib import Path

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

import linli
from linli.api import urls
from linli.sharing.documents import fingerprint, public_bytes, read_public_key, verify, verify_pair
from linli.sharing.models import Exchange
from tests.sharing.setting import KEY, NUMBERS, agreed, health, numbered, request, with_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
ADDRESS = "/api/v1/sharing/answers"


def sent(document: bytes, kind: str = "application/json"):
    return Client(enforce_csrf_checks=True).post(ADDRESS, document, content_type=kind)


def now() -> str:
    return timezone.now().isoformat()


def test_a_signed_request_is_answered_and_both_sides_can_check_it():
    numbered()
    by = health()
    with_key(by)
    agreed(by)
    asked = request(NUMBERS[0], made_at=now())
    answer = sent(asked)
    assert answer.status_code == 200, answer.content
    line = Client().get("/api/v1/sharing/key").content.decode()
    platform = read_public_key(line)
    own = public_bytes(KEY)
    keys = {fingerprint(platform): platform, fingerprint(own): own}
    told = verify(answer.content, keys)
    verify_pair(verify(asked, keys), told)
    assert told.body["people"][0]["values"]["self.name"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert Exchange.objects.count() == 1


def test_without_an_agreement_it_is_refused():
    numbered()
    with_key(health())
    answer = sent(request(NUMBERS[0], made_at=now()))
    assert (answer.status_code, answer.json()["code"]) == (403, "reading.no_agreement")
    assert answer.json()["message"]
    assert Exchange.objects.count() == 0


@pytest.mark.parametrize(
    ("document", "status"),
    [
        (b" ", 403),
        (b"{}", 403),
        (b"[" * 100_000, 403),
        (request(key=Ed25519PrivateKey.generate()), 403),
    ],
)
def test_what_nobody_signed_is_refused(document, status):
    answer = sent(document)
    assert answer.status_code in (status, 409, 422), answer.content
    assert answer.json()["code"].startswith("sharing.")


def test_other_content_and_other_methods_are_refused():
    assert sent(b"x", "text/plain").status_code == 415
    assert Client().get(ADDRESS).status_code == 405


def test_openapi_names_every_route_of_the_door():
    told = yaml.safe_load((Path(linli.__file__).parent / "api" / "openapi.yaml").read_text(encoding="utf-8"))
    routes = {f"/{pattern.pattern}" for pattern in urls.urlpatterns}
    assert set(told["paths"]) == routes
    assert get_resolver().resolve(ADDRESS).view_name == "api:sharing-answer"
    assert json.dumps(told)
