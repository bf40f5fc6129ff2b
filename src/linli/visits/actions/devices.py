"""Phones: taken into use, reported lost, told to forget."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.visits import refusals, rules
from linli.visits.models import Device
from linli.visits.states import DeviceKind
from linli.visits.tokens import digest


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A phone with its token, which is told once and kept nowhere. `others` are the post's other phones in use."""

    device_id: UUID
    token: str
    place: str
    others: tuple[str, ...]


def enrol_device(*, by: Actor, at: datetime, name: str, kind: DeviceKind = DeviceKind.APP) -> Enrolled:
    """Take a phone into use for the acting post. Raises not_an_officer, too_many_devices."""
    if not rules.has_grid(by) or by.account_id is None or by.post_id is None:
        raise refusals.not_an_officer()
    place, token = by.scope.prefix, secrets.token_urlsafe(32)
    with audited(by=by, at=at, verb="visits.enrol_device", subject="", place=rules.code_of(place)) as entry:
        there = Device.objects.filter(post_id=by.post_id, kind=kind, lost_at=None).order_by(
            "enrolled_at", "id"
        )
        others = tuple(there.values_list("name", flat=True))
        if len(others) >= rules.DEVICES_PER_POST:
            raise refusals.too_many_devices(rules.DEVICES_PER_POST)
        device = Device.objects.create(
            district=place[: rules.DISTRICT_DIGITS],
            place=place,
            kind=kind,
            name=name.strip()[:60] or str(DeviceKind(kind).label),
            post_id=by.post_id,
            account_id=by.account_id,
            post_label=by.label,
            token_digest=digest(token),
            enrolled_at=at,
        )
        entry.subject = f"visits.Device:{device.pk}"
        entry.detail = {"kind": str(kind)}
    return Enrolled(device.pk, token, place, others)


def report_lost(*, device_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """From now on the phone is given nothing, told to forget what it has, and what it still sends is set aside.

    The officer themselves, and whoever decides in the place. Reporting twice changes nothing.
    """
    device = Device.objects.in_scope(by.scope).filter(pk=device_id).first()
    if device is None or not (device.account_id == by.account_id or rules.may_decide(by, device.place)):
        raise refusals.device_unknown()
    if not why.strip():
        raise refusals.needs_why()
    if device.lost_at is not None:
        return
    place = rules.code_of(device.place)
    with audited(
        by=by, at=at, verb="visits.report_lost", subject=f"visits.Device:{device.pk}", place=place, why=why
    ):
        device.lost_at, device.lost_why = at, why.strip()[:200]
        device.save(update_fields=["lost_at", "lost_why"])


def note_wiped(*, device_id: UUID, by: Actor, at: datetime) -> None:
    """The phone says that it has forgotten everything."""
    device = Device.objects.filter(pk=device_id).first()
    if device is None or device.lost_at is None or device.wiped_at is not None:
        return
    place = rules.code_of(device.place)
    with audited(by=by, at=at, verb="visits.note_wiped", subject=f"visits.Device:{device.pk}", place=place):
        device.wiped_at = at
        device.save(update_fields=["wiped_at"])
