"""Recording answers of many communities at once: the demo, and imports of the district."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.core.questionnaire import Questionnaire, Severity, Value, check_value
from linli.surveys import hooks, rules
from linli.surveys.ledger import Entry, append
from linli.surveys.library import parsed
from linli.surveys.merge import Write
from linli.surveys.models import Campaign, Return, ReturnStep
from linli.surveys.queries.campaigns import unknown_campaign
from linli.surveys.queries.values import Held, Key, held_values
from linli.surveys.states import CampaignState, LockReason, Means, ReturnState, Step

CHUNK = 200
Given = Mapping[str, Mapping[str, Any]]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """How many communities were written, values recorded, and communities that were the same already."""

    communities: int
    values: int
    same: int


def record_answers(
    *,
    campaign_id: UUID,
    answers: Given,
    by: Actor,
    at: datetime,
    submit: bool = True,
    approve: bool = False,
    means: Means = Means.RECORDED,
    progress: Progress | None = None,
) -> RecordSummary:
    """Record answers by community code: `{code: {"values": {question: value or (value, note)}, "groups": {group:
    [{column: value}, ...]}}}` with typed values, all of them or none.

    Rows of a group are numbered from 1 in the order given; rows held beyond them are taken out. Questions that are
    not named stay as they are. With `submit` the returns count as handed in at `at` (missing answers and warnings
    are the writer's business), with `approve` they are approved too. `progress` is told how many communities are
    written, of how many, and may raise to stop: then nothing is. One transaction, one audit entry and one
    signal for the batch; the steps of each return are kept. Raises a refusal for the first unknown community,
    question or value, with its place.
    """
    campaign = Campaign.objects.filter(pk=campaign_id).first()
    if campaign is None:
        raise unknown_campaign()
    for code in answers:
        rules.ensure(rules.may_record(by, code))
    questionnaire = parsed(campaign.definition)
    subject = f"surveys.Campaign:{campaign.pk}"
    with audited(
        by=by, at=at, verb="surveys.record_answers", subject=subject, place=campaign.prefix
    ) as entry:
        campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
        _ensure_open(campaign)
        batch = _Batch(questionnaire, submit=submit, approve=approve, means=means, by=by, at=at)
        codes = sorted(answers)
        for start in range(0, len(codes), CHUNK):
            if progress:
                progress(start, len(codes), str(_("正在写入各社区的内容")))
            batch.run(campaign, codes[start : start + CHUNK], answers)
        entry.detail = {"communities": batch.communities, "values": batch.values, "same": batch.same}
        if batch.changed:
            hooks.return_changed.send(
                sender=Return,
                campaign_id=campaign.pk,
                division_codes=tuple(batch.changed),
                division_code=batch.changed[0] if len(batch.changed) == 1 else "",
                at=at,
                by=by,
            )
    return RecordSummary(batch.communities, batch.values, batch.same)


def _ensure_open(campaign: Campaign) -> None:
    reasons = {CampaignState.DRAFT: LockReason.NOT_OPEN, CampaignState.CLOSED: LockReason.CLOSED}
    reason = reasons.get(CampaignState(campaign.state))
    if reason:
        raise rules.Locked(rules.Lock(reason))


class _Batch:
    """One run over chunks of communities."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        *,
        submit: bool,
        approve: bool,
        means: Means,
        by: Actor,
        at: datetime,
    ) -> None:
        self.questionnaire = questionnaire
        self.target = ReturnState.APPROVED if approve else ReturnState.SUBMITTED if submit else None
        self.means = means
        self.by = by
        self.at = at
        self.communities = self.values = self.same = 0
        self.changed: list[str] = []

    def run(self, campaign: Campaign, codes: Sequence[str], answers: Given) -> None:
        """Write one chunk."""
        rows = Return.objects.select_for_update().filter(campaign=campaign, division_code__in=codes)
        found = {row.division_code: row for row in rows.order_by("division_code")}
        _ensure_asked(codes, found)
        held = held_values(self.questionnaire, [row.pk for row in found.values()])
        entries, steps = [], []
        for code in codes:
            row = found[code]
            self._ensure_not_approved(row)
            writes = list(_writes(self.questionnaire, code, answers[code], held[row.pk]))
            target = self.target or (ReturnState.DRAFT if row.state == ReturnState.NOT_STARTED else row.state)
            if not writes and row.state == target:
                self.same += 1
                continue
            entries.append(Entry(row, held[row.pk], writes))
            steps.append(self._step(row, ReturnState(target)))
        self.communities += len(entries)
        self.values += append(self.questionnaire, entries, means=self.means, by=self.by, at=self.at)
        ReturnStep.objects.bulk_create(steps)
        if self.target:
            self.changed += [entry.row.division_code for entry in entries]

    def _ensure_not_approved(self, row: Return) -> None:
        if row.state == ReturnState.APPROVED:
            raise rules.Locked(rules.Lock(LockReason.APPROVED, why=f"（{row.name}）"))

    def _step(self, row: Return, target: ReturnState) -> ReturnStep:
        step = ReturnStep(
            district=row.district,
            community_return=row,
            step=Step.RECORD,
            from_state=row.state,
            to_state=target,
            version=row.version + 1,
            at=self.at,
            post_id=self.by.post_id,
            label=self.by.label,
        )
        row.state = target
        if target in (ReturnState.SUBMITTED, ReturnState.APPROVED):
            row.submitted_at = row.submitted_at or self.at
        row.approved_at = self.at if target == ReturnState.APPROVED else None
        return step


def _ensure_asked(codes: Sequence[str], found: Mapping[str, Return]) -> None:
    for code in codes:
        if code not in found:
            raise Refusal(
                "surveys.not_asked",
                _("这次调查没有问社区 %(community)s。"),
                _("请核对社区代码，或去掉这一行。"),
                community=code,
            )


def _writes(
    questionnaire: Questionnaire, code: str, given: Mapping[str, Any], held: dict[Key, Held]
) -> Iterator[Write]:
    """What differs from what holds. Raises a refusal for a value that its question does not take."""
    wanted = dict(_wanted(given))
    for group in given.get("groups", {}):
        wanted |= {key: (None, "") for key in held if key[0] == group and key not in wanted}
    for key, (value, note) in wanted.items():
        group, _row, question = key
        asked = questionnaire.field(question, group)
        findings = check_value(asked, value) if asked is not None and value is not None else ()
        if asked is None or any(finding.severity is Severity.BLOCK for finding in findings):
            raise Refusal(
                "surveys.value_refused",
                _("社区 %(community)s 的“%(question)s”不能是 %(value)s。"),
                _("请改正后重新录入；这一批没有写入任何内容。"),
                community=code,
                question=asked.label.zh if asked else question,
                value=str(value),
            )
        now = held.get(key)
        if (now.value if now else None) == value and (not note or (now is not None and now.note == note)):
            continue
        way = getattr(asked, "way", None) or questionnaire.groups[group].way
        yield Write(key, value, way.value, note)


def _wanted(given: Mapping[str, Any]) -> Iterator[tuple[Key, tuple[Value | None, str]]]:
    for question, value in given.get("values", {}).items():
        yield ("", 0, question), value if isinstance(value, tuple) else (value, "")
    for group, rows in given.get("groups", {}).items():
        for number, cells in enumerate(rows, start=1):
            for column, value in cells.items():
                yield (group, number, column), (value, "")
