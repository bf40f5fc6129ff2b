"""Accepting or declining the changes in life that rosters report."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.crypto.opened import cipher
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register import actions as register
from linli.register.drafts import EntryDraft, FactDraft, SubjectDraft, new_subject
from linli.register.ledger.load import canonical_of
from linli.register.models import Household, Person
from linli.register.states import Method, SubjectKind
from linli.rosters import rules
from linli.rosters.models import LifeChange
from linli.rosters.places import Places
from linli.rosters.planning.homes import Homes
from linli.rosters.states import ChangeKind, ChangeState


def accept_change(
    *, change_id: UUID, by: Actor, at: datetime, since: date | None = None, why: str = ""
) -> LifeChange:
    """Record the change from the day it holds (by default the roster's), as reported by the roster's source.

    Refusals: rosters.change_unknown, rosters.decided_already, rosters.change_of_nobody, and those of the record.
    """
    change = _open_one(change_id, by)
    day = since or change.since
    if day > local_day(at):
        raise Refusal("rosters.since_later", _("变化的日期在将来。"), _("请填写变化发生的那一天。"))
    subject = canonical_of([change.subject]).get(change.subject, change.subject)
    value = cipher().open(change.subject, f"rosters.{change.element}", bytes(change.after_sealed))
    with audited(
        by=by,
        at=at,
        verb="rosters.accept_change",
        subject=f"rosters.LifeChange:{change.pk}",
        place=change.division_code,
        why=why.strip()[:500],
        detail={"kind": change.kind},
    ):
        wide = replace(by, scope=Scope(change.district))
        change.entry_id = _record(change, subject, value, day, why.strip(), wide, at)
        _decide(change, ChangeState.ACCEPTED, why, by, at)
    return change


def decline_change(*, change_id: UUID, why: str, by: Actor, at: datetime) -> LifeChange:
    """Say that it is not so; the same change is not proposed again. Refusal: rosters.why_needed."""
    change = _open_one(change_id, by)
    if not why.strip():
        raise Refusal("rosters.why_needed", _("请写明为什么不采纳。"))
    subject = f"rosters.LifeChange:{change.pk}"
    with audited(
        by=by,
        at=at,
        verb="rosters.decline_change",
        subject=subject,
        place=change.division_code,
        why=why.strip(),
    ):
        _decide(change, ChangeState.DECLINED, why, by, at)
    return change


def _record(
    change: LifeChange, subject: UUID, value: str, day: date, why: str, by: Actor, at: datetime
) -> UUID:
    """The entry that records the change. Deaths and names go by the record's own acts, which refuse nonsense."""
    source = change.roster.source
    if change.kind == ChangeKind.DIED:
        died = date.fromisoformat(value) if change.element == "self.death_date" else day
        return register.death(person=subject, died=died, source=source, why=why, by=by, at=at).entry_id
    if change.kind == ChangeKind.RENAMED:
        done = register.rename(person=subject, name=value, since=day, source=source, why=why, by=by, at=at)
        return done.entry_id
    facts = [FactDraft(subject, change.element, value, valid_from=day)]
    subjects: list[SubjectDraft] = []
    if change.kind == ChangeKind.MOVED:
        facts, subjects = _move(change, subject, value, day)
    draft = EntryDraft(
        source=source,
        method=Method.LIFECYCLE,
        as_of=day,
        purpose="resident_register",
        why=why or str(ChangeKind(change.kind).label),
        reference=f"rosters.LifeChange:{change.pk}",
    )
    return register.record(entry=draft, facts=facts, subjects=subjects, by=by, at=at).entry_id


def _move(
    change: LifeChange, subject: UUID, value: str, day: date
) -> tuple[list[FactDraft], list[SubjectDraft]]:
    """A new home, made where the record has none of that address, and the household that lives there or a new one."""
    places, homes = Places(change.district, day), Homes.of(change.district)
    address = places.parse(value)
    here = Person.objects.in_scope(Scope(change.district)).filter(pk=subject)
    now = here.values_list("division_code", flat=True).first() or change.division_code
    home = homes.find_or_make(address, places.of_address(address) or now, value)
    facts = [*homes.facts, FactDraft(subject, change.element, value, valid_from=day)]
    subjects = list(homes.made)
    if home is not None:
        facts.append(FactDraft(subject, "self.dwelling", object=home.id, valid_from=day))
        there = Household.objects.in_scope(Scope(change.district)).filter(dwelling=home.id, size__gt=0)
        household = there.order_by("id").values_list("id", flat=True).first()
        if household is None:
            draft = new_subject(SubjectKind.HOUSEHOLD, home.division_code)
            household = draft.id
            subjects.append(draft)
            facts.append(FactDraft(household, "household.dwelling", object=home.id, valid_from=day))
            facts.append(FactDraft(household, "household.head", object=subject, valid_from=day))
        facts.append(FactDraft(subject, "self.household", object=household, valid_from=day))
    return facts, subjects


def _open_one(change_id: UUID, by: Actor) -> LifeChange:
    rules.ensure_may_judge(by)
    rows = LifeChange.objects.in_scope(by.scope).select_related("roster")
    found = rows.filter(pk=change_id).first()
    if found is None:
        raise NotFound("rosters.change_unknown", _("没有这项变化，或者它不在您的管辖范围内。"))
    if found.state != ChangeState.OPEN:
        raise Refusal("rosters.decided_already", _("这项变化已经有人处理过。"), _("请看下一项。"))
    return found


def _decide(change: LifeChange, state: ChangeState, why: str, by: Actor, at: datetime) -> None:
    change.state, change.decided_at, change.decided_by = state, at, by.account_id
    change.why = why.strip()[:500]
    change.save()
