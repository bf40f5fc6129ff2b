"""Carrying a roster out, all of it or nothing, and taking it back as a whole."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.crypto.opened import cipher
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.catalogue import queries as catalogue
from linli.register import actions as register
from linli.register.drafts import EntryDraft
from linli.register.states import Method
from linli.rosters import rules
from linli.rosters.concerned import sealed_people
from linli.rosters.keeping import close
from linli.rosters.models import Doubt, LifeChange, Roster
from linli.rosters.planning import Plan
from linli.rosters.states import OPEN_DOUBTS, ChangeState, DoubtState, ImportState, RosterKind
from linli.rosters.working import Progress, Worked, counts_of, work_out

PURPOSES = {
    RosterKind.PEOPLE: "resident_register",
    RosterKind.ORGANISATIONS: "organisations_register",
}
# Of the progress bar, this much is reading and comparing; the rest is writing, which cannot be counted by rows.
READING = 0.7


def run_roster(
    *,
    roster_id: UUID,
    leave_out: bool,
    by: Actor,
    at: datetime,
    progress: Progress = lambda done, total, message: None,
) -> Roster:
    """Bring a roster in, in one transaction. `leave_out` says yes to leaving out the rows that cannot be brought in.

    Refusals: rosters.file_is_wrong, rosters.rows_stop, rosters.record_moved when the record has changed since the
    dry run in a way that matters to this roster.
    """
    roster = rules.ensure_may_see(Roster.objects.filter(pk=roster_id).first(), by)
    rules.ensure_own(roster, by)
    rules.ensure_moves(roster, ImportState.DONE)
    worked = work_out(roster, by, at, progress, share=READING)
    _ensure_may_run(roster, worked, leave_out)
    total = max(1, round(roster.row_count * 6 / READING))
    progress(round(total * READING), total, str(_("正在写入")))
    subject = f"rosters.Roster:{roster.pk}"
    with audited(
        by=by,
        at=at,
        verb="rosters.run",
        subject=subject,
        place=roster.division_code,
        detail=counts_of(worked),
    ):
        roster.entry_id = _record(roster, worked.plan, by, at)
        _write_doubts(roster, worked.plan, at)
        _write_changes(roster, worked.plan, at)
        progress(total - 1, total, str(_("正在写入")))
        roster.counts = {**roster.counts, **counts_of(worked)}
        roster.leave_out = leave_out and worked.stopped > 0
        roster.ran_at = at
        close(roster, ImportState.DONE)
    return roster


def _ensure_may_run(roster: Roster, worked: Worked, leave_out: bool) -> None:
    if worked.file_is_wrong:
        raise Refusal("rosters.file_is_wrong", _("这份名册整份不能导入，原因见预演结果。"))
    if worked.stopped and not leave_out:
        raise Refusal(
            "rosters.rows_stop",
            _("有 %(count)s 行不能导入，没有写入任何内容。"),
            _("请改正后重新上传，或者选择“跳过有问题的行，导入其余各行”。"),
            count=worked.stopped,
        )
    if roster.state == ImportState.CHECKED and roster.plan_digest != worked.plan.digest:
        raise Refusal(
            "rosters.record_moved",
            _("预演之后登记库里的内容有变化，没有写入任何内容。"),
            _("请重新预演，看过结果再导入。"),
        )


def _record(roster: Roster, plan: Plan, by: Actor, at: datetime) -> UUID | None:
    if not plan.facts:
        return None
    draft = EntryDraft(
        source=roster.source,
        method=Method.ROSTER,
        as_of=roster.as_of,
        purpose=PURPOSES[RosterKind(roster.kind)],
        reference=f"{roster.name[:120]} sha256:{roster.digest[:16]}",
    )
    # The plan touches only people who live in the roster's place; some of them were first recorded elsewhere.
    recorder = replace(by, scope=Scope(roster.district))
    return register.record(entry=draft, facts=plan.facts, subjects=plan.subjects, by=recorder, at=at).entry_id


def _write_doubts(roster: Roster, plan: Plan, at: datetime) -> None:
    pairs = {tuple(sorted((pair.one, pair.other))): pair for pair in plan.doubted}
    rows = [
        Doubt(
            district=roster.district,
            division_code=pair.division_code,
            roster=roster,
            one=one,
            other=other,
            weight=round(pair.weight, 2),
            evidence=[[e.comparison, e.level, round(e.weight, 2)] for e in pair.evidence],
            two_numbers=pair.two_numbers,
            made_at=at,
        )
        for (one, other), pair in pairs.items()
    ]
    # A pair that somebody has judged before is not asked again.
    Doubt.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _write_changes(roster: Roster, plan: Plan, at: datetime) -> None:
    elements = catalogue.catalogue(roster.as_of)
    keys = cipher().batch(sorted({one.subject for one in plan.proposed}))
    rows = []
    for one in plan.proposed:
        element = elements.element(one.element)
        if one.subject not in keys or element is None:
            continue
        rows.append(
            LifeChange(
                district=roster.district,
                division_code=one.division_code,
                roster=roster,
                subject=one.subject,
                kind=one.kind,
                element=one.element,
                after_sealed=keys.seal(one.subject, f"rosters.{one.element}", one.after),
                before_mask=element.masked(one.before)[:200] if one.before else "",
                after_mask=element.masked(one.after)[:200],
                other=one.other,
                people_sealed=sealed_people(keys, one),
                digest=one.digest,
                since=roster.as_of,
                made_at=at,
            )
        )
    LifeChange.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def undo_roster(*, roster_id: UUID, why: str, by: Actor, at: datetime) -> Roster:
    """Take a roster back as a whole: its entry, the merges that its doubts led to, what its changes led to.

    Refusals: rosters.why_needed, rosters.not_now, and those of the record.
    """
    roster = rules.ensure_may_see(Roster.objects.filter(pk=roster_id).first(), by)
    rules.ensure_moves(roster, ImportState.UNDONE)
    if not why.strip():
        raise Refusal("rosters.why_needed", _("请写明为什么撤销。"))
    subject = f"rosters.Roster:{roster.pk}"
    with audited(
        by=by, at=at, verb="rosters.undo", subject=subject, place=roster.division_code, why=why.strip()[:500]
    ):
        taker = replace(by, scope=Scope(roster.district))
        _take_back(roster, why.strip(), taker, at)
        if roster.entry_id is not None:
            register.undo_entry(entry_id=roster.entry_id, why=why.strip(), by=taker, at=at)
        roster.state = ImportState.UNDONE
        roster.undone_at, roster.undone_why = at, why.strip()[:500]
        roster.save()
    return roster


def _take_back(roster: Roster, why: str, by: Actor, at: datetime) -> None:
    everywhere = Scope(roster.district)
    doubts = Doubt.objects.in_scope(everywhere).filter(roster=roster)
    for doubt in doubts.filter(state=DoubtState.SAME).order_by("-decided_at"):
        if doubt.merge_id is not None:
            register.unmerge(merge_id=doubt.merge_id, why=why, by=by, at=at)
    doubts.filter(state__in=(*OPEN_DOUBTS, DoubtState.SAME)).update(state=DoubtState.WITHDRAWN, decided_at=at)
    changes = LifeChange.objects.in_scope(everywhere).filter(roster=roster)
    for change in changes.filter(state=ChangeState.ACCEPTED).order_by("-decided_at"):
        if change.entry_id is not None:
            register.undo_entry(entry_id=change.entry_id, why=why, by=by, at=at)
    changes.filter(state__in=(ChangeState.OPEN, ChangeState.ACCEPTED)).update(
        state=ChangeState.WITHDRAWN, decided_at=at
    )
