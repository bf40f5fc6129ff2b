"""Recording visits, talks and records read."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.attachments.actions import attach
from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.core.questionnaire import Way
from linli.surveys import rules
from linli.surveys.models import Evidence, EvidencePhoto, Return
from linli.surveys.queries.returns import unknown_return
from linli.surveys.states import PresentRole

MOST_PRESENT = 500


def add_evidence(
    *,
    campaign_id: UUID,
    code: str,
    way: Way,
    place: str,
    day: date,
    present: Mapping[str, int],
    text: str,
    by: Actor,
    at: datetime,
    photos: Sequence[tuple[str, BinaryIO | bytes]] = (),
) -> Evidence:
    """Record how something was found out. `present` counts people by role (`PresentRole`): names have no place.

    `photos` are (file name, content); they are kept without their metadata. Raises a refusal for an empty note, a
    day to come, a head count that cannot be, or a file that is no photo: then nothing is kept.
    """
    rules.ensure(rules.may_note(by, code))
    if not Return.objects.filter(campaign_id=campaign_id, division_code=code).exists():
        raise unknown_return()
    _check(place, day, present, text, at)
    with audited(by=by, at=at, verb="surveys.add_evidence", subject="surveys.Evidence", place=code) as entry:
        note = Evidence.objects.create(
            id=uuid7(),
            district=code[:6],
            campaign_id=campaign_id,
            division_code=code,
            way=way,
            place=place.strip(),
            day=day,
            present={role: count for role, count in present.items() if count},
            text=text.strip(),
            recorded_at=at,
            post_id=by.post_id,
            label=by.label,
        )
        for name, content in photos:
            _keep_photo(note, name, content, by, at)
        entry.subject = f"surveys.Evidence:{note.pk}"
        entry.detail = {"way": str(way), "photos": len(photos)}
    return note


def _keep_photo(note: Evidence, name: str, content: BinaryIO | bytes, by: Actor, at: datetime) -> None:
    kept = attach(by=by, at=at, division_code=note.division_code, name=name, content=content)
    if not kept.media_type.startswith("image/"):
        raise Refusal(
            "surveys.not_a_photo", _("“%(name)s”不是照片。"), _("请选择 JPEG 或 PNG 照片。"), name=name
        )
    EvidencePhoto.objects.create(evidence=note, attachment=kept)


def _check(place: str, day: date, present: Mapping[str, int], text: str, at: datetime) -> None:
    if not place.strip() or not text.strip():
        raise Refusal("surveys.note_empty", _("地点和记录都要写。"), _("请补上。"))
    if day > local_day(at):
        raise Refusal(
            "surveys.note_in_future", _("日期 %(day)s 还没有到。"), _("请填实际的日期。"), day=day.isoformat()
        )
    if not set(present) <= set(PresentRole.values):
        raise Refusal("surveys.role_unknown", _("参加人员只按身份登记。"), _("请从列出的身份中选择。"))
    if any(not 0 <= count <= MOST_PRESENT for count in present.values()):
        raise Refusal(
            "surveys.head_count",
            _("人数应在 0 到 %(most)s 之间。"),
            _("请核对后改正。"),
            most=MOST_PRESENT,
        )


def remove_evidence(*, evidence_id: UUID, by: Actor, at: datetime) -> None:
    """Take a note out of the survey; it stays in the database, marked. Whoever wrote it, or the district office."""
    note = Evidence.objects.filter(pk=evidence_id, removed_at=None).first()
    if note is None:
        raise NotFound("surveys.note_unknown", _("没有这条记录。"))
    own = by.post_id is not None and by.post_id == note.post_id
    rules.ensure(own or rules.may_approve(by, note.division_code))
    subject = f"surveys.Evidence:{note.pk}"
    with audited(by=by, at=at, verb="surveys.remove_evidence", subject=subject, place=note.division_code):
        Evidence.objects.filter(pk=evidence_id, removed_at=None).update(removed_at=at)
