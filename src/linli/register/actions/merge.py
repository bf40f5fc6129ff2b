"""Two subjects found to be one, and taking that back. Facts never move, so taking back is complete."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.people import members_of
from linli.register.ledger.sql import parts
from linli.register.models import Merge, Person, Subject
from linli.register.projection import refresh
from linli.register.projection.around import pointing_to
from linli.register.queries.where import whereabouts
from linli.register.rules import is_second_person, may_record


def merge(
    *,
    kept: UUID,
    gone: UUID,
    weight: float | None,
    reasons: Sequence[str],
    by: Actor,
    at: datetime,
    second: Actor | None = None,
) -> Merge:
    """From now on `gone` is shown under `kept`. `reasons` are codes of what agreed, never values.

    Both must be shown under themselves. When both are people with an identity number that is sound, a second
    account must have agreed. Refusals: register.subject_unknown, not_allowed, merge_of_kinds, merged_already,
    merge_with_itself, merge_needs_two.
    """
    one, other = _roots(kept, gone, by)
    numbered = _both_numbered(kept, gone)
    if numbered and not is_second_person(by, second):
        raise Refusal(
            "register.merge_needs_two",
            _("两边都有有效的身份证号，须由两个人先后核对才能合并。"),
            _("请另一位同事复核。"),
        )
    with audited(
        by=by,
        at=at,
        verb="register.merge",
        subject=f"register.Subject:{kept}",
        place=one.division_code,
        detail={"gone": str(gone), "weight": weight, "reasons": list(reasons)},
    ) as entry:
        made = Merge.objects.create(
            district=one.district,
            division_code=one.division_code,
            kept=one,
            gone=other,
            weight=weight,
            reasons=list(reasons),
            both_numbered=numbered,
            merged_at=at,
            account_id=by.account_id,
            second_account_id=second.account_id if second else None,
            merged_label=by.label,
        )
        entry.detail["merge"] = str(made.pk)
        moved = members_of([gone])[gone]
        _show_under(moved, kept)
        refresh(pointing_to({kept}) | {kept, *moved}, local_day(at), district=one.district)
    return made


def unmerge(*, merge_id: UUID, why: str, by: Actor, at: datetime) -> Merge:
    """Take a merge back: `gone`, with whatever had been merged into it, is shown by itself again.

    Refusals: register.merge_unknown, not_allowed, unmerged_already, needs_reason.
    """
    found = Merge.objects.in_scope(EVERYWHERE).filter(pk=merge_id).select_related("gone", "kept").first()
    if found is None or not may_record(by, found.division_code):
        raise NotFound("register.merge_unknown", _("没有找到这次合并，或者它不在您的管辖范围内。"))
    if found.ended_at is not None:
        raise Refusal("register.unmerged_already", _("这次合并已经拆开了。"))
    if not why.strip():
        raise Refusal("register.needs_reason", _("请写明理由。"))
    with audited(
        by=by,
        at=at,
        verb="register.unmerge",
        subject=f"register.Merge:{merge_id}",
        place=found.division_code,
        why=why,
    ):
        found.ended_at, found.ended_account_id, found.ended_label = at, by.account_id, by.label
        found.ended_why = why.strip()
        found.save(update_fields=["ended_at", "ended_account_id", "ended_label", "ended_why"])
        root = found.gone.canonical_id
        apart = _below(found.gone_id)
        affected = pointing_to({root})
        _show_under(apart, found.gone_id)
        refresh(affected | {root, *apart}, local_day(at), district=found.district)
    return found


def _roots(kept: UUID, gone: UUID, by: Actor) -> tuple[Subject, Subject]:
    if kept == gone:
        raise Refusal("register.merge_with_itself", _("不能与自己合并。"))
    rows = Subject.objects.in_scope(EVERYWHERE).filter(pk__in=(kept, gone), forgotten_at=None)
    found = {row.pk: row for row in rows}
    if len(found) != 2:
        raise refusals.subject_unknown()
    if not all(may_record(by, place.code) for place in whereabouts(found).values()):
        raise refusals.not_allowed()
    if found[kept].kind != found[gone].kind:
        raise Refusal("register.merge_of_kinds", _("类别不同的登记对象不能合并。"))
    if any(row.canonical_id != row.pk for row in found.values()):
        raise Refusal(
            "register.merged_already", _("其中一个已经并入别的登记对象。"), _("请重新打开后再决定。")
        )
    return found[kept], found[gone]


def _both_numbered(kept: UUID, gone: UUID) -> bool:
    rows = Person.objects.in_scope(EVERYWHERE).filter(pk__in=(kept, gone), number_sound=True)
    return rows.count() == len((kept, gone))


def _below(root: UUID) -> list[UUID]:
    """A subject and everything merged into it, at any depth, by the merges in force."""
    found, edge = {root}, {root}
    while edge:
        rows = Merge.objects.in_scope(EVERYWHERE).filter(kept__in=edge, ended_at=None)
        edge = set(rows.values_list("gone_id", flat=True)) - found
        found |= edge
    return sorted(found)


def _show_under(subjects: Sequence[UUID], canonical: UUID) -> None:
    for part in parts(subjects):
        Subject.objects.in_scope(EVERYWHERE).filter(pk__in=part).update(canonical_id=canonical)
