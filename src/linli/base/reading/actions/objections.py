"""A resident's objection to a reading, and its answer."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.models import Objection, ObjectionAnswer
from linli.base.reading.queries.log import places_of
from linli.base.reading.states import ObjectionVerdict
from linli.base.workdays import day_of

MOST_LETTERS = 1000


def object_to_reading(*, reading_id: UUID, subject: UUID, words: str, by: Actor, at: datetime) -> Objection:
    """The resident `subject` objects to a reading of their own record; it is answered within thirty days.

    The caller has made sure that `by` is that resident, or acts for them at the counter. Refusals:
    reading.no_reading (404), reading.no_words, reading.objected.
    """
    text = words.strip()
    if not text or len(text) > MOST_LETTERS:
        raise Refusal("reading.no_words", _("请写明异议内容，1000字以内。"))
    place = places_of(reading_id).get(subject)
    if place is None:
        raise NotFound("reading.no_reading", _("没有找到这次查阅。"))
    if Objection.objects.filter(reading_id=reading_id, subject=subject).exists():
        raise Refusal("reading.objected", _("对这次查阅已经提出过异议。"))
    row = Objection(
        reading_id=reading_id,
        subject=subject,
        place=place,
        words=text,
        made_at=at,
        due_date=day_of(at) + timedelta(days=rules.OBJECTION_DAYS),
    )
    with audited(
        by=by,
        at=at,
        verb="reading.object",
        subject=f"reading.Objection:{row.pk}",
        place=place,
        detail={"reading": str(reading_id), "due": row.due_date.isoformat()},
    ):
        row.save()
    return row


def answer_objection(
    *, objection_id: UUID, verdict: ObjectionVerdict, words: str, by: Actor, at: datetime
) -> ObjectionAnswer:
    """Answer in words. Refusals: reading.no_objection (404), reading.not_supervisor, reading.answered."""
    row = Objection.objects.in_scope(by.scope).select_related("reading").filter(pk=objection_id).first()
    if row is None:
        raise NotFound("reading.no_objection", _("没有找到这份异议，或者它不在您的管辖范围内。"))
    rules.require_supervisor(by, row.reading.role, row.place, row.reading.account_id)
    if not words.strip():
        raise Refusal("reading.no_words", _("请写明答复。"))
    if ObjectionAnswer.objects.filter(objection=row).exists():
        raise Refusal("reading.answered", _("这份异议已经答复过了。"))
    assert by.account_id is not None
    answer = ObjectionAnswer(
        objection=row,
        read_by=row.reading.account_id,
        verdict=verdict,
        words=words.strip(),
        answered_at=at,
        account_id=by.account_id,
        label=by.label,
    )
    with audited(
        by=by,
        at=at,
        verb="reading.answer_objection",
        subject=f"reading.Objection:{row.pk}",
        place=row.place,
        detail={"verdict": str(verdict)},
    ):
        answer.save()
    return answer
