"""`linli sharing verify` on any machine: no database, no network, exit status 1 for what cannot be believed."""

import json

import pytest
from click.testing import CliRunner

from linli.cli.sharing import verify
from linli.sharing.documents import ANSWER, REQUEST, public_bytes, sign, write_public_key
from linli.sharing.documents import verify as check
from tests.sharing.setting import KEY

pytestmark = pytest.mark.one_database


@pytest.fixture
def files(tmp_path):
    key = tmp_path / "health.pub"
    key.write_text(write_public_key(public_bytes(KEY)) + "\n", encoding="ascii")
    request, answer = tmp_path / "request.json", tmp_path / "answer.json"
    request.write_bytes(sign(REQUEST, {"id": "1", "from": "health"}, KEY))
    digest = check(request.read_bytes(), {_fingerprint(): public_bytes(KEY)}).digest
    body = {"request_sha256": digest, "made_at": "2026-11-24T09:30:00+00:00", "from": "linli"}
    answer.write_bytes(sign(ANSWER, body, KEY))
    return key, request, answer


def _fingerprint() -> str:
    from linli.sharing.documents import fingerprint

    return fingerprint(public_bytes(KEY))


def run(*args: object):
    return CliRunner().invoke(verify, [str(one) for one in args])


def test_an_answer_and_its_request_are_believed(files):
    key, request, answer = files
    told = run(answer, "--key", key, "--request", request)
    assert told.exit_code == 0
    assert json.loads(told.output)["made_at"] == "2026-11-24T09:30:00+00:00"


def test_a_changed_answer_is_not(files):
    key, _request, answer = files
    answer.write_text(answer.read_text(encoding="utf-8").replace('linli"', 'lynli"'), encoding="utf-8")
    told = run(answer, "--key", key)
    assert told.exit_code == 1
    assert "bad_signature" in told.output


def test_an_answer_to_something_else_is_not(files, tmp_path):
    key, _request, answer = files
    other = tmp_path / "other.json"
    other.write_bytes(sign(REQUEST, {"id": "2"}, KEY))
    told = run(answer, "--key", key, "--request", other)
    assert (told.exit_code, "other_request" in told.output) == (1, True)


def test_a_file_that_is_no_key_is_wrong_usage(files):
    _key, request, answer = files
    told = run(answer, "--key", request)
    assert told.exit_code == 2
