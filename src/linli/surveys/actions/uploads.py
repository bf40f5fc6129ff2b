"""Workbooks sent back: a dry run that keeps what it found, and carrying it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.imports.plan import ImportPlan
from linli.base.imports.problems import Problem
from linli.base.imports.reader import read_workbook
from linli.base.jobs.actions import start_job
from linli.base.jobs.models import Job
from linli.base.scope import Scope
from linli.core.questionnaire import Questionnaire, decode_value, encode_value
from linli.surveys import rules
from linli.surveys.actions.bulk import Progress, RecordSummary, record_answers
from linli.surveys.actions.drafts import SaveResult, save_draft
from linli.surveys.merge import Change
from linli.surveys.models import Return, Upload
from linli.surveys.queries.campaigns import campaign, questionnaire_of
from linli.surveys.queries.preview import Preview, preview
from linli.surveys.queries.returns import community_return
from linli.surveys.states import Means
from linli.surveys.workbook.reading import read_community
from linli.surveys.workbook.table import read_district

JOB = "surveys.apply_upload"
KEPT = timedelta(days=1)
# A table of more communities is written as a job: a hundred take about a second.
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Staged:
    """A dry run. With problems, or when nothing would change, nothing is kept and `upload_id` is None."""

    upload_id: UUID | None
    preview: Preview | None
    plan: ImportPlan | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """An upload carried out: `saved` for a community's workbook, `recorded` for a district's table."""

    campaign_id: UUID
    division_code: str
    saved: SaveResult | None
    recorded: RecordSummary | None


def stage_community(
    *, campaign_id: UUID, code: str, file: bytes, name: str, by: Actor, at: datetime
) -> Staged:
    """Read a community's workbook and say what it would change; nothing is written to the return.

    Raises FileRefused when it cannot be read at all, Locked or a refusal when the return cannot be written.
    """
    info = community_return(campaign_id, code, scope=by.scope, as_of=local_day(at))
    rules.ensure(rules.may_answer(by, code))
    rules.ensure_unlocked(info.locks)
    rules.ensure_writable(info.state)
    read = read_community(read_workbook(file, name=name), info, as_of=local_day(at))
    if not read.ok:
        return Staged(None, None, None, read.problems)
    found = preview(info, read.changes)
    if found.changes_nothing:
        return Staged(None, found, None, read.problems)
    plain = [_plain(change) for change in read.changes]
    return Staged(_kept(campaign_id, code, name, plain, by, at), found, None, read.problems)


def stage_district(*, campaign_id: UUID, file: bytes, name: str, by: Actor, at: datetime) -> Staged:
    """Read a district's table and say what it would change."""
    info = campaign(campaign_id)
    rules.ensure(rules.may_manage(by, info.prefix))
    scope = Scope(info.prefix)
    read = read_district(read_workbook(file, name=name), campaign_id, scope=scope)
    if not read.ok or read.plan is None or read.plan.changes_nothing:
        return Staged(None, None, read.plan, read.problems)
    plain = {
        code: {question: encode_value(value) for question, value in given["values"].items()}
        for code, given in read.answers.items()
    }
    return Staged(_kept(campaign_id, info.prefix, name, plain, by, at), None, read.plan, read.problems)


def _kept(campaign_id: UUID, code: str, name: str, plain: Any, by: Actor, at: datetime) -> UUID:
    with audited(by=by, at=at, verb="surveys.stage_upload", subject="surveys.Upload", place=code) as entry:
        # What was never said yes to is not kept longer than a day.
        Upload.objects.filter(post_id=by.post_id, created_at__lt=at - KEPT, applied_at=None).delete()
        made = Upload.objects.create(
            id=uuid7(),
            district=code[:6],
            campaign_id=campaign_id,
            division_code=code,
            name=name[:200],
            changes=plain,
            created_at=at,
            post_id=by.post_id,
        )
        entry.subject = f"surveys.Upload:{made.pk}"
    return made.pk


def start_applying(*, upload_id: UUID, by: Actor, at: datetime) -> Job | None:
    """The same as `apply_upload`, as a job with progress, when it writes many communities; else None."""
    upload = _own(upload_id, by)
    if isinstance(upload.changes, list) or len(upload.changes) <= MOST_AT_ONCE:
        return None
    params = {"upload_id": str(upload_id), "at": at.isoformat()}
    return start_job(kind=JOB, params=params, by=by, at=at, title=str(_("写入全区汇总表")))


def apply_upload(*, upload_id: UUID, by: Actor, at: datetime, progress: Progress | None = None) -> Applied:
    """Carry out a dry run, in one transaction: everything or nothing.

    What others have written since the dry run is not overwritten: it comes back as conflicts. Raises a refusal when
    the upload was applied already, or belongs to another post.
    """
    upload = _own(upload_id, by)
    subject = f"surveys.Upload:{upload.pk}"
    with audited(by=by, at=at, verb=JOB, subject=subject, place=upload.division_code):
        done = Upload.objects.filter(pk=upload_id, applied_at=None).update(applied_at=at, changes=[])
        if not done:
            raise Refusal("surveys.applied_already", _("这份填报表已经写入过。"), _("请刷新页面查看。"))
        questionnaire = questionnaire_of(upload.campaign_id)
        if isinstance(upload.changes, list):
            return _apply_community(upload, questionnaire, upload.changes, by, at)
        return _apply_district(upload, questionnaire, upload.changes, by, at, progress)


def _own(upload_id: UUID, by: Actor) -> Upload:
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None or upload.post_id != by.post_id:
        raise NotFound(
            "surveys.upload_unknown", _("没有这次上传，或者它不是您上传的。"), _("请重新上传填报表。")
        )
    return upload


def _apply_community(
    upload: Upload, questionnaire: Questionnaire, plain: Sequence[Any], by: Actor, at: datetime
) -> Applied:
    found = Return.objects.get(campaign_id=upload.campaign_id, division_code=upload.division_code)
    changes = [_change(questionnaire, line) for line in plain]
    saved = save_draft(return_id=found.pk, changes=changes, by=by, at=at, means=Means.WORKBOOK)
    return Applied(upload.campaign_id, upload.division_code, saved, None)


def _apply_district(
    upload: Upload,
    questionnaire: Questionnaire,
    plain: Mapping[str, Any],
    by: Actor,
    at: datetime,
    progress: Progress | None,
) -> Applied:
    questions = questionnaire.questions
    answers = {
        code: {
            "values": {question: decode_value(questions[question].type, v) for question, v in given.items()}
        }
        for code, given in plain.items()
    }
    recorded = record_answers(
        campaign_id=upload.campaign_id,
        answers=answers,
        by=by,
        at=at,
        submit=False,
        means=Means.WORKBOOK,
        progress=progress,
    )
    return Applied(upload.campaign_id, upload.division_code, None, recorded)


def _plain(change: Change) -> list[Any]:
    value = None if change.value is None else encode_value(change.value)
    return [change.group, change.row, change.question, value, change.base, change.note]


def _change(questionnaire: Questionnaire, line: Sequence[Any]) -> Change:
    group, row, question, value, base, note = line
    field = questionnaire.field(question, group)
    assert field is not None  # the questionnaire of a campaign does not change
    typed = None if value is None else decode_value(field.type, value)
    return Change(question, typed, base, group, row, note=note)
