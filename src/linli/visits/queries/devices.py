"""Phones as they are seen by people and by the door."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.base.identity.actor import Actor
from linli.base.identity.models import Account
from linli.base.identity.queries import actor_of, posts_held
from linli.base.scope import Scope
from linli.visits import rules
from linli.visits.models import Device
from linli.visits.states import DeviceKind


@dataclass(frozen=True, slots=True)
class Carrier:
    """A phone and who carries it: the officer as they act in their post, or nobody any more.

    `is_lost` is true too for a phone whose officer has left the post or may not sign in any more.
    """

    device: Device
    by: Actor
    is_lost: bool


def device_by_id(device_id: UUID) -> Device | None:
    """A phone by the id it gives; its token is for the caller to check."""
    return Device.objects.filter(pk=device_id).first()


def carrier_of(device: Device) -> Carrier:
    """Who acts when this phone makes contact. Two queries."""
    account = Account.objects.filter(pk=device.account_id).first()
    posts = posts_held(account_id=device.account_id) if account and account.may_sign_in else ()
    held = next((post for post in posts if post.post_id == device.post_id), None)
    if account is None or held is None or held.prefix != device.place:
        gone = Actor(device.account_id, device.post_id, None, Scope(device.place), device.post_label)
        return Carrier(device, gone, True)
    return Carrier(device, actor_of(account, [held], None), device.lost_at is not None)


def devices_in(scope: Scope) -> QuerySet[Device]:
    """Phones of a place with what has come from each, those in use first."""
    return (
        Device.objects.in_scope(scope)
        .annotate(
            received=Count("envelopes"),
            set_aside=Count("envelopes", filter=Q(envelopes__outcome="aside")),
        )
        .order_by("lost_at", "place", "-enrolled_at")
    )


def in_use(by: Actor) -> list[str]:
    """The names of the phones that the acting post has in use."""
    if by.post_id is None:
        return []
    rows = Device.objects.filter(post_id=by.post_id, lost_at=None, kind=DeviceKind.APP)
    return list(rows.order_by("enrolled_at", "id").values_list("name", flat=True))


def in_community(by: Actor) -> Actor:
    """The same officer, acting for the community: the register knows places down to communities, and whoever calls
    this has checked that every subject lies in the officer's own grid.
    """
    return replace(by, scope=Scope(rules.code_of(by.scope.prefix)))
