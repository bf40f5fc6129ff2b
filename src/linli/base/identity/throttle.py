"""Throttled sign-in: after too many failures for one name, account or address, everybody waits a little.

Failures are counted in the database, so that all server processes count together and a restart forgets
nothing. What is counted against is kept as a keyed digest: the table tells nobody who tried to sign in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.utils.crypto import salted_hmac

from linli.base.identity.models import FailedSignIn


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `failures` within `window`; then wait until the oldest of them is that old."""

    failures: int
    window: timedelta


# One office often shares one address, so an address may fail more often than a name.
LIMITS = {
    "name": Limit(5, timedelta(minutes=5)),
    "code": Limit(5, timedelta(minutes=5)),
    "address": Limit(20, timedelta(minutes=1)),
}
KEEP = timedelta(hours=1)


def digest(kind: str, value: str) -> str:
    """What stands in the table for a name ("name"), an account's second factor ("code") or an address."""
    folded = value.strip().casefold()
    return salted_hmac(f"linli.throttle.{kind}", folded, algorithm="sha256").hexdigest()


def waiting_time(*, at: datetime, **keys: str) -> timedelta:
    """How long to wait before the next try: zero when it is welcome now. `keys` are kind=value."""
    longest = timedelta()
    for kind, value in keys.items():
        limit = LIMITS[kind]
        recent = (
            FailedSignIn.objects.filter(key=digest(kind, value), at__gt=at - limit.window)
            .order_by("-at")
            .values_list("at", flat=True)[: limit.failures]
        )
        times = list(recent)
        if len(times) == limit.failures:
            longest = max(longest, times[-1] + limit.window - at)
    return longest


def note_failure(*, at: datetime, **keys: str) -> bool:
    """Count a failure; True when it is the one after which a name or second factor has to wait."""
    FailedSignIn.objects.filter(at__lt=at - KEEP).delete()
    FailedSignIn.objects.bulk_create(
        FailedSignIn(key=digest(kind, value), at=at) for kind, value in keys.items()
    )
    personal = {kind: value for kind, value in keys.items() if kind != "address"}
    return bool(waiting_time(at=at, **personal))


def forget_failures(**keys: str) -> int:
    """After a success, or when the security administrator unlocks; returns how many were forgotten."""
    digests = [digest(kind, value) for kind, value in keys.items()]
    return FailedSignIn.objects.filter(key__in=digests).delete()[0]


def waiting_digests(*, at: datetime) -> dict[str, datetime]:
    """Digests that must wait at `at`, each with its latest failure: for the list of locked accounts."""
    limit = LIMITS["name"]
    rows = (
        FailedSignIn.objects.filter(at__gt=at - limit.window)
        .values("key")
        .annotate(failures=Count("id"), latest=Max("at"))
        .filter(failures__gte=limit.failures)
        .order_by("key")
    )
    return {row["key"]: row["latest"] for row in rows}
