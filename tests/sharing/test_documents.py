"""Signed documents: both sides verify them without each other, and any changed letter shows."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from linli.sharing.documents import (
    ANSWER,
    REQUEST,
    Faulty,
    fingerprint,
    public_bytes,
    read_public_key,
    sign,
    verify,
    verify_pair,
    write_public_key,
)

pytestmark = pytest.mark.one_database
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEYS = {fingerprint(public_bytes(KEY)): public_bytes(KEY)}
BODY = {"id": "1", "people": [{"id_number": "甲"}], "made_at": "2026-11-24T09:30:00+00:00"}


def test_a_signed_document_verifies_offline_with_the_key_alone():
    told = verify(sign(REQUEST, BODY, KEY), KEYS)
    assert told.body == BODY
    assert told.key in KEYS


def test_the_known_answer_stays_the_same_over_versions():
    """RFC 8032 signatures are deterministic: an archived document must verify for decades."""
    document = json.loads(sign(REQUEST, BODY, KEY))
    assert document["signature"] == (
        "7E4OhPvdIdZG+ULaScy0VxswvJJzvkVlqmmmxkvpZWpe1Pi6Ps5Y5w+YIO3rLOCOT3DV617ChLzvR8XGc9E+Aw=="
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=6), json_values, max_size=4))
def test_any_body_survives_signing_and_reformatting(body):
    document = sign(ANSWER, body, KEY)
    again = json.dumps(json.loads(document), ensure_ascii=True).encode()
    assert verify(again, KEYS).body == body


@given(st.data())
def test_any_changed_byte_of_the_body_is_found(data):
    document = bytearray(sign(REQUEST, BODY, KEY))
    start, end = document.index(b'"body"'), document.index(b'"format"')
    at = data.draw(st.integers(start + 8, end - 4))
    document[at] ^= data.draw(st.integers(1, 255))
    try:
        told = verify(bytes(document), KEYS)
    except Faulty:
        return
    assert told.body == BODY  # a changed blank between the parts says nothing else


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "not_a_document"),
        (b'{"format": "x"}', "not_a_document"),
        (b" " * (5 * 2**20), "not_a_document"),
        (b'{"format": "linli-sharing-request/1", "body": {}, "key": 1, "signature": ""}', "not_a_document"),
        (b'{"format": "linli-sharing-request/1", "body": {}, "key": "", "signature": ""}', "unknown_key"),
    ],
    ids=lambda value: value if isinstance(value, str) else "document",
)
def test_what_is_no_document_is_refused(document, code):
    with pytest.raises(Faulty) as told:
        verify(document, KEYS)
    assert told.value.code == code


def test_a_strangers_signature_is_refused_even_when_it_names_our_key():
    other = Ed25519PrivateKey.generate()
    document = json.loads(sign(REQUEST, BODY, other))
    document["key"] = next(iter(KEYS))
    with pytest.raises(Faulty) as told:
        verify(json.dumps(document).encode(), KEYS)
    assert told.value.code == "bad_signature"


def test_an_answer_belongs_to_its_request():
    request = verify(sign(REQUEST, BODY, KEY), KEYS)
    other = verify(sign(REQUEST, {**BODY, "id": "2"}, KEY), KEYS)
    answer = verify(sign(ANSWER, {"request_sha256": request.digest}, KEY), KEYS)
    verify_pair(request, answer)
    with pytest.raises(Faulty) as told:
        verify_pair(other, answer)
    assert told.value.code == "other_request"
    with pytest.raises(Faulty):
        verify_pair(answer, request)


def test_a_key_line_is_read_back():
    assert read_public_key(write_public_key(public_bytes(KEY))) == public_bytes(KEY)
    for line in ("", "rsa AAAA", "ed25519", "ed25519 AAAA", "ed25519 ***"):
        with pytest.raises(ValueError):
            read_public_key(line)
