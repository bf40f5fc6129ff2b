"""Noticing that somebody looks up themselves, their family or who they live with: a number for the supervisor."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.base.reading.actions import raise_alarm
from linli.base.reading.queries import own_subject
from linli.base.reading.states import AlarmKind
from linli.register.gate.places import EVERYWHERE, Whereabouts, whereabouts
from linli.register.models import Relation

FAMILY = ("self.spouse", "self.father", "self.mother", "self.guardian")


def notice_own(by: Actor, at: datetime, subjects: Sequence[Whereabouts]) -> bool:
    """Raise an alarm, once a day, when the reader's own circle is among the subjects. True when one was raised."""
    own = own_subject(by.account_id)
    if own is None or not subjects:
        return False
    near = _near(own, subjects)
    if not near:
        return False
    return raise_alarm(
        kind=AlarmKind.OWN_RECORD,
        day=timezone.localtime(at).date(),
        looks=len(near),
        usual=None,
        about=by,
        by=by,
        at=at,
    )


def _near(own: UUID, subjects: Sequence[Whereabouts]) -> set[UUID]:
    mine = whereabouts([own]).get(own)
    if mine is None:
        return set()
    homes = {mine.household, mine.dwelling} - {None}
    near = {
        one.subject
        for one in subjects
        if one.subject == mine.subject or {one.household, one.dwelling, one.subject} & homes
    }
    ids = [one.subject for one in subjects]
    kin = Relation.objects.in_scope(EVERYWHERE).filter(role__in=FAMILY)
    pairs = kin.filter(
        Q(subject_id=mine.subject, object_id__in=ids) | Q(object_id=mine.subject, subject_id__in=ids)
    )
    for one, other in pairs.order_by("id").values_list("subject_id", "object_id"):
        near |= {one, other} - {mine.subject}
    return near
