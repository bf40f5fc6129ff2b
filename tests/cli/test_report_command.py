"""`linli report`: a file from the survey, and frozen reports made again."""

import json

import pytest
from click.testing import CliRunner

from linli.base.errors import Refusal
from linli.cli.report import report as command
from linli.reports import actions, queries
from linli.reports.models import Rendition
from linli.reports.states import Form
from tests.reports.conftest import demo_report_id, report
from tests.reports.setting import DISTRICT, OFFICE, THEN

__all__ = ["demo_report_id", "report"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.mark.parametrize("form", Form.values)
def test_a_report_is_written_to_a_file(report, tmp_path, form):
    target = tmp_path / f"report.{form}"
    done = run("build", DISTRICT, "--campaign", report.campaign_id, "-o", target, "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert said["bytes"] == target.stat().st_size > 20_000
    assert [one["difference"] for one in said["flagged"]] == ["2149", "2102"]


def test_the_same_call_gives_the_same_file(report, tmp_path):
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for file in files:
        run("build", DISTRICT, "--campaign", report.campaign_id, "--language", "en", "-o", file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_words_for_people(report, tmp_path):
    done = run("build", DISTRICT, "--campaign", report.campaign_id, "-o", tmp_path / "r.html")
    assert "facilities.kinds: 6413 / 4264 / 2149" in done.output


def test_a_form_has_to_be_known(tmp_path):
    assert run("build", DISTRICT, "-o", tmp_path / "report").exit_code == 2
    assert run("build", DISTRICT, "--as-of", "30.6.2009", "-o", tmp_path / "report.pdf").exit_code == 2


def test_a_place_without_a_survey_is_refused_in_words(report, tmp_path):
    done = run("build", "999999", "-o", tmp_path / "report.pdf")
    assert isinstance(done.exception, Refusal)
    assert not (tmp_path / "report.pdf").exists()


def test_a_frozen_report_is_made_again_and_compared(report):
    digest = queries.reading(by=OFFICE, report_id=report.pk).content_digest
    actions.freeze_report(by=OFFICE, at=THEN, report_id=report.pk, digest=digest)
    actions.render_files(
        by=OFFICE, at=THEN, report_id=report.pk, languages=["zh"], forms=[Form.PDF, Form.HTML]
    )
    assert run("verify", report.pk).exit_code == 0
    Rendition.objects.filter(form=Form.PDF).update(sha256="0" * 64)
    done = run("verify", report.pk, "--json")
    assert done.exit_code == 1
    assert [one["same"] for one in json.loads(done.output)] == [True, False]


def test_help_in_both_languages():
    said = run("build", "--help").output
    assert "把一地" in run("--help").output
    assert "写入文件" in said
    assert "The database is not changed" in said
