"""Putting together what a phone is given at one contact."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone

from linli.base.scope import Scope
from linli.register.models import Entry
from linli.visits.bundle.counted import counted
from linli.visits.bundle.forms import collection_words, forms, report_kinds
from linli.visits.bundle.reading import NOTHING, Known, elements_of, read
from linli.visits.bundle.tasks import Home, homes
from linli.visits.models import Clash, Collection, CollectionTask, Notice, Signal
from linli.visits.queries.devices import Carrier


@dataclass(frozen=True, slots=True)
class Bundle:
    """The answer's content. `content` is None when the phone has all of it already."""

    cursor: str
    content: Mapping[str, Any] | None


def build(
    carrier: Carrier, have: Mapping[str, str], cursor: str, at: datetime, *, people: bool = True
) -> Bundle:
    """This grid's current tasks. `have` are the etags of the homes that the phone holds, `cursor` what it was told.

    Names and values of homes that the phone has already are neither read nor logged again; without `people` none are
    read at all (for what is asked, not of whom).
    """
    place, day = carrier.device.place, timezone.localtime(at).date()
    now = _cursor(carrier, day)
    if now == cursor:
        return Bundle(now, None)
    found = homes(place, day)
    new = [home for home in found if have.get(str(home.household)) != home.etag]
    collections = _collections(found)
    codes = elements_of(day)
    purposes = {row.pk: row.purpose for row in collections}
    known = read(new, purposes, carrier.by, at, codes) if people else NOTHING
    asked = {ask.element for home in found for ask in home.asks}
    content = {
        "order": [str(home.household) for home in found],
        "homes": {str(home.household): home_words(home, known) for home in new},
        "forms": forms(asked, day),
        "collections": collection_words(collections),
        "reports": report_kinds(),
        "notices": _notices(place, day),
        "counted": counted(carrier, day),
    }
    return Bundle(now, content)


def home_words(home: Home, known: Known) -> dict[str, Any]:
    """A home as the phone keeps it."""
    return {
        "etag": home.etag,
        "dwelling": str(home.dwelling) if home.dwelling else "",
        "where": {name: value for name, value in home.where.items() if value not in (None, "")},
        "people": [
            {
                "id": str(member.id),
                "head": member.is_head,
                "withheld": member.id in known.withheld,
                "name": known.people.get(member.id, {}).get("self.name", ""),
                "phone": known.people.get(member.id, {}).get("self.phone", ""),
            }
            for member in home.members
        ],
        "asks": [
            {
                "subject": str(ask.subject),
                "element": ask.element,
                "base": ask.base,
                "known": list(known.values.get((ask.subject, ask.element), ("", ""))),
                "for": [str(one) for one in ask.collections],
            }
            for ask in home.asks
            if ask.subject not in known.withheld
        ],
    }


def _collections(found: Iterable[Home]) -> list[Collection]:
    ids: set[UUID] = {one for home in found for ask in home.asks for one in ask.collections}
    return list(Collection.objects.filter(pk__in=ids).order_by("closes_date", "id"))


def _notices(place: str, day: date) -> list[dict[str, Any]]:
    above = [place[:length] for length in (6, 9, 12, 16) if len(place) >= length]
    rows = Notice.objects.filter(place__in=above, from_date__lte=day, until_date__gte=day)
    return [
        {"id": str(row.pk), "title": row.title, "text": row.text, "from": row.from_date.isoformat()}
        for row in rows.order_by("-from_date", "-id")[:50]
    ]


def _cursor(carrier: Carrier, day: date) -> str:
    """Changes when anything may have changed that a phone of this grid is given."""
    place, district = carrier.device.place, carrier.device.district
    inside = Scope(place)
    entries = Entry.objects.in_scope(Scope(district)).order_by("-recorded_at", "-id")
    entry = entries.values_list("id", flat=True)
    tasks = CollectionTask.objects.in_scope(inside).aggregate(Max("changed_at"), Count("id"))
    notices = Notice.objects.filter(district=district).aggregate(Max("created_at"))
    clashes = Clash.objects.in_scope(inside).aggregate(Max("decided_at"), Count("id"))
    signals = Signal.objects.in_scope(inside).aggregate(Max("answered_at"), Count("id"))
    seen = (str(entry.first()), day, *tasks.values(), *notices.values(), *clashes.values(), *signals.values())
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:24]
