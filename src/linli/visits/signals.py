"""Two signals on a submission, worked out when it arrives: the same answers at many doors, and doors too far apart
for the time between them. They say something of the submission; nobody's position is known or kept.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac

from linli.base.crypto.opened import cipher
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.models import Household
from linli.visits import rules
from linli.visits.models import CollectedValue, Envelope, Photo, Signal, Visit
from linli.visits.states import SignalKind, VisitOutcome


def look_at(envelope: Envelope, *, by: Actor, at: datetime) -> list[Signal]:
    """The signals of one entry; written with it."""
    assert by.account_id is not None
    found: list[Signal] = []
    for kind, detail in _findings(envelope):
        found.append(
            Signal(
                district=envelope.district,
                place=envelope.place,
                envelope=envelope,
                account_id=by.account_id,
                kind=kind,
                detail=detail,
                found_at=at,
            )
        )
    if found:
        Signal.objects.bulk_create(found)
    return found


def _findings(envelope: Envelope) -> list[tuple[SignalKind, dict[str, Any]]]:
    found: list[tuple[SignalKind, dict[str, Any]]] = []
    if envelope.form == "photo":
        same = _same_photo(envelope)
        return [(SignalKind.SAME_PHOTO, {"entries": same})] if same > 1 else []
    visit = Visit.objects.in_scope(Scope(envelope.place)).filter(envelope=envelope).first()
    if visit is None:
        return found
    same = _same_answers(visit)
    if same >= rules.SAME_ANSWERS:
        found.append((SignalKind.SAME_ANSWERS, {"households": same}))
    seconds = _seconds_between(visit)
    if seconds is not None and seconds < rules.TOO_FAST.total_seconds():
        found.append((SignalKind.TOO_FAST, {"seconds": seconds}))
    return found


def _same_answers(visit: Visit) -> int:
    """At how many households of the officer that day exactly these answers were given, this one included."""
    if visit.answers < rules.SAME_ANSWERS_LEAST:
        return 0
    rows = Visit.objects.in_scope(Scope(visit.place)).filter(
        account_id=visit.account_id, day=visit.day, answers=visit.answers
    )
    envelopes = dict(rows.values_list("envelope_id", "household"))
    prints: dict[Any, list[str]] = {one: [] for one in envelopes}
    values = CollectedValue.objects.filter(envelope__in=envelopes).values_list(
        "envelope_id", "subject", "element", "value", "sealed"
    )
    told = list(values)
    keys = cipher().batch(subject for _one, subject, _element, _value, sealed in told if sealed)
    for one, subject, element, value, sealed in told:
        clear = keys.open(subject, element, bytes(sealed)) if sealed and subject in keys else value
        prints[one].append(_print(f"{element}={clear}"))
    counted = Counter(tuple(sorted(marks)) for marks in prints.values())
    return counted[tuple(sorted(prints[visit.envelope_id]))]


def _print(text: str) -> str:
    """A value is compared by a keyed digest that lives as long as the comparison."""
    return salted_hmac("linli.visits.same", text, algorithm="sha256").hexdigest()


def _same_photo(envelope: Envelope) -> int:
    own = Photo.objects.in_scope(Scope(envelope.place)).select_related("attachment").get(envelope=envelope)
    rows = Photo.objects.in_scope(Scope(envelope.place)).filter(attachment__sha256=own.attachment.sha256)
    return rows.values("for_entry").distinct().count()


def _seconds_between(visit: Visit) -> int | None:
    """Seconds since the officer's visit before this one, where that was at another building; None otherwise."""
    if visit.made_at is None or visit.outcome == VisitOutcome.NOBODY:
        return None
    before = (
        Visit.objects.in_scope(Scope(visit.place))
        .filter(
            account_id=visit.account_id, made_at__lte=visit.made_at, envelope__device=visit.envelope.device
        )
        .exclude(pk=visit.pk)
        .exclude(household=visit.household)
        .order_by("-made_at")
        .first()
    )
    if before is None or before.made_at is None or _building(before) == _building(visit):
        return None
    return int((visit.made_at - before.made_at).total_seconds())


def _building(visit: Visit) -> Any:
    rows = Household.objects.in_scope(Scope(rules.code_of(visit.place))).filter(pk=visit.household)
    return rows.values_list("dwelling__estate", "dwelling__road", "dwelling__building").first()
