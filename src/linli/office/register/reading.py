"""The one place of this door that reads people: everything goes through the gate, for the sitting's purpose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date

from linli.base.errors import NotFound
from linli.base.reading.queries import open_session
from linli.base.scope import Scope
from linli.core.elements import Element
from linli.core.elements.kinds import GUARDED
from linli.office.register.views.common import acting, stated
from linli.register import gate
from linli.register.gate import Readout
from linli.register.gate.checks import NOT_FOUND
from linli.register.gate.places import Whereabouts, whereabouts
from linli.register.states import SubjectKind

PEOPLE_COLUMNS = ("self.name", "self.sex", "self.birth_date", "self.phone")
"""What a list of people shows where the purpose allows it; the identity number needs an approval, so it is not here."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The two axes of time: the day the page is about, and what was known by the end of a day. None is now."""

    on: date | None
    known_day: date | None

    @property
    def known(self) -> datetime | None:
        """The last moment of the day of knowledge."""
        if self.known_day is None:
            return None
        return timezone.make_aware(datetime.combine(self.known_day, time.max))

    @property
    def is_now(self) -> bool:
        """The page shows today, as known today."""
        return self.on is None and self.known_day is None


def axes_of(request: HttpRequest) -> Axes:
    """The axes from the query string; what is no day counts as now."""
    return Axes(_day(request, "on"), _day(request, "known"))


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be asked for this purpose: at once, and what is guarded and asked for by itself."""

    plain: tuple[Element, ...]
    guarded: tuple[Element, ...]


def offer(request: HttpRequest, kind: SubjectKind) -> Offer:
    """The elements of a kind of subject that the sitting's purpose covers."""
    found = gate.readable(stated(request).purpose, kind, by=acting(request), today=timezone.localdate())
    return Offer(
        tuple(one for one in found if one.property.sensitivity not in GUARDED),
        tuple(one for one in found if one.property.sensitivity in GUARDED),
    )


def reach(request: HttpRequest) -> Scope:
    """Where the acting post may look: its own place, or as far as an open break-glass session goes."""
    by = acting(request)
    session = open_session(by, timezone.now())
    return Scope(session.reach) if session is not None else by.scope


def place_of(request: HttpRequest, subject: UUID, kind: SubjectKind) -> Whereabouts:
    """The subject under its present id. Raises NotFound, in the gate's words, when it is not there or out of scope."""
    found = whereabouts([subject]).get(subject)
    if found is None or found.kind != kind or not reach(request).covers(found.place):
        raise NotFound("reading.not_found", NOT_FOUND)
    return found


def read(
    request: HttpRequest, subjects: Sequence[UUID], codes: Sequence[str], *, axes: Axes, reveal: bool = False
) -> Readout:
    """Through the gate, masked or revealed; the reading is in the log when this returns."""
    sitting = stated(request)
    return gate.read(
        subjects,
        codes,
        purpose=sitting.purpose,
        reason=(reveal and request.POST.get("reason", "").strip()) or sitting.reason,
        by=acting(request),
        at=timezone.now(),
        on=axes.on,
        known=axes.known,
        reveal=reveal,
    )


def read_people(request: HttpRequest, subjects: Sequence[UUID], *, searched: bool = False) -> Readout | None:
    """One page of a list of people, masked. None when nobody is asked for, or the purpose allows no column."""
    allowed = {one.code for one in offer(request, SubjectKind.PERSON).plain}
    codes = [code for code in PEOPLE_COLUMNS if code in allowed]
    if not subjects or not codes:
        return None
    sitting = stated(request)
    return gate.read_list(
        subjects,
        codes,
        purpose=sitting.purpose,
        reason=sitting.reason,
        by=acting(request),
        at=timezone.now(),
        searched=searched,
    )
