"""Locking by hand, for a stated reason."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.surveys import rules
from linli.surveys.models import Campaign, Hold, Return
from linli.surveys.queries.campaigns import unknown_campaign
from linli.surveys.queries.returns import unknown_return


def place_hold(*, campaign_id: UUID, by: Actor, at: datetime, why: str, code: str = "") -> Hold:
    """Lock a whole campaign, or the return of one community (`code`). Raises a refusal without a reason."""
    campaign = Campaign.objects.filter(pk=campaign_id).first()
    if campaign is None:
        raise unknown_campaign()
    rules.ensure(rules.may_hold(by, code or campaign.prefix))
    if not why.strip():
        raise Refusal(
            "surveys.hold_reason_missing", _("没有写锁定的原因。"), _("请写明原因，填表的人会看到。")
        )
    row = Return.objects.filter(campaign=campaign, division_code=code).first() if code else None
    if code and row is None:
        raise unknown_return()
    place = code or campaign.prefix
    subject = f"surveys.Return:{row.pk}" if row else f"surveys.Campaign:{campaign.pk}"
    with audited(by=by, at=at, verb="surveys.place_hold", subject=subject, place=place, why=why.strip()):
        if Hold.objects.filter(campaign=campaign, community_return=row, released_at=None).exists():
            raise Refusal("surveys.held_already", _("这里已经锁定。"), _("请先解除，再用新的原因锁定。"))
        return Hold.objects.create(
            district=place[:6],
            campaign=campaign,
            community_return=row,
            why=why.strip()[:500],
            placed_at=at,
            placed_by_post_id=by.post_id,
            placed_by_label=by.label,
        )


def release_hold(*, hold_id: UUID, by: Actor, at: datetime) -> Hold:
    """Lift a lock: the post that placed it, or the district office."""
    hold = Hold.objects.select_related("campaign", "community_return").filter(pk=hold_id).first()
    if hold is None:
        raise NotFound("surveys.hold_unknown", _("没有这个锁定。"))
    place = hold.community_return.division_code if hold.community_return else hold.campaign.prefix
    own = by.post_id is not None and by.post_id == hold.placed_by_post_id
    rules.ensure(own or rules.may_manage(by, place))
    subject = f"surveys.Hold:{hold.pk}"
    with audited(by=by, at=at, verb="surveys.release_hold", subject=subject, place=place):
        changed = Hold.objects.filter(pk=hold_id, released_at=None).update(
            released_at=at, released_by_post_id=by.post_id
        )
        if not changed:
            raise Refusal("surveys.released_already", _("这个锁定已经解除。"), _("请刷新页面。"))
    hold.refresh_from_db()
    return hold
