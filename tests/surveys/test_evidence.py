"""Records read, visits, talks: places and days, people by role, photos without metadata; never names."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from linli.base.attachments.models import Attachment
from linli.base.attachments.store import path_of
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.states import Role
from linli.base.scope import Scope
from linli.core.questionnaire import Way
from linli.surveys import actions, queries
from linli.surveys.models import Evidence
from linli.surveys.queries.evidence import photo
from tests.factories import actor
from tests.surveys.making import CLERK, DONGBAO, OFFICE, OTHER_STAFF, STAFF, YONGXING, campaign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def note(made, at, by=CLERK, **changes):
    given = {
        "campaign_id": made.id,
        "code": DONGBAO,
        "way": Way.TALK,
        "place": "东宝社区会议室",
        "day": at.date(),
        "present": {"chief": 1, "resident": 12, "unit": 0},
        "text": "居民反映办公用房太小。",
    }
    return actions.add_evidence(**given | changes, by=by, at=at)


def picture() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_talk_with_who_was_there_and_a_photo(at):
    made = campaign(at)
    note(made, at, photos=[("会议.jpg", picture())])
    (found,) = queries.visits(made.id, scope=Scope("350802"))
    assert (found.way, found.place, found.day, found.present) == (
        "talk",
        "东宝社区会议室",
        at.date(),
        {"chief": 1, "resident": 12},
    )
    kept = photo(made.id, DONGBAO, found.photos[0].attachment_id)
    assert b"SECRET-CAMERA" not in path_of(kept.sha256).read_bytes()
    with pytest.raises(NotFound):
        photo(made.id, YONGXING, kept.pk)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " "}, "surveys.note_empty"),
        ({"place": ""}, "surveys.note_empty"),
        ({"present": {"王主任": 1}}, "surveys.role_unknown"),
        ({"present": {"resident": -1}}, "surveys.head_count"),
        ({"present": {"resident": 501}}, "surveys.head_count"),
        ({"photos": [("表.pdf", b"%PDF-1.7\nminimal")]}, "surveys.not_a_photo"),
        ({"photos": [("x.jpg", b"<html></html>")]}, "attachments.markup"),
    ],
)
def test_a_note_that_cannot_be_is_refused_and_nothing_is_kept(at, changes, code):
    made = campaign(at)
    with pytest.raises(Refusal) as caught:
        note(made, at, **changes)
    assert caught.value.code == code
    assert not Evidence.objects.exists()
    assert not Attachment.objects.exists()


def test_a_day_to_come_is_refused(at):
    made = campaign(at)
    with pytest.raises(Refusal) as caught:
        note(made, at, day=at.date() + timedelta(days=1))
    assert caught.value.code == "surveys.note_in_future"


def test_who_records_and_who_takes_out(at):
    made = campaign(at)
    for by in (
        OTHER_STAFF,
        actor(Role.SUB_DISTRICT, "350802002"),
        actor(Role.AUDITOR),
        actor(Role.DEPARTMENT),
    ):
        with pytest.raises(NotAllowed):
            note(made, at, by=by)
    with pytest.raises(NotFound):
        note(made, at, by=OFFICE, code="350802009009")
    written = note(made, at, by=STAFF)
    with pytest.raises(NotAllowed):
        actions.remove_evidence(evidence_id=written.id, by=CLERK, at=at)
    actions.remove_evidence(evidence_id=written.id, by=OFFICE, at=at)
    assert queries.visits(made.id, scope=Scope("")) == ()
    assert Evidence.objects.count() == 1  # marked, not deleted
    with pytest.raises(NotFound):
        actions.remove_evidence(evidence_id=written.id, by=OFFICE, at=at)


def test_only_notes_in_scope_are_read(at):
    made = campaign(at)
    note(made, at)
    note(made, at, by=OFFICE, code=YONGXING)
    assert [n.division_code for n in queries.visits(made.id, scope=Scope(YONGXING))] == [YONGXING]
    assert len(queries.visits(made.id, scope=Scope("350802001"))) == 2
