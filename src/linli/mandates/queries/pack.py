"""Everything the office needs to decide, on one screen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.workdays import Due
from linli.core.elements import Element
from linli.mandates import rules
from linli.mandates.duties import Duty, duty_of
from linli.mandates.grounds import AutoRefusal, grounds_of
from linli.mandates.models import Mandate, MandateStep
from linli.mandates.owning import own_elements
from linli.mandates.queries.advice import advice
from linli.mandates.queries.asked import AskedField, Look, asked_fields
from linli.mandates.queries.cost import Cost, cost_of
from linli.mandates.queries.lists import places_of
from linli.mandates.queries.overlap import Overlaps, overlaps
from linli.mandates.states import State
from linli.territory import queries as territory


@dataclass(frozen=True, slots=True)
class DecisionPack:
    """A mandate as the office sees it: what it asks, how it stands to others, what it costs, what is recommended."""

    mandate: Mandate
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    fields: tuple[AskedField, ...]
    grounds: tuple[AutoRefusal, ...]
    overlaps: Overlaps
    cost: Cost
    duty: Duty | None
    due: Due | None
    days_left: int | None
    notice: rules.Notice | None
    steps: tuple[MandateStep, ...]
    recommendation: str
    reasons: tuple[str, ...]
    own: tuple[Element, ...] = ()
    """What this department alone asks: admitted to the catalogue, for its requests only, together with this one."""

    @property
    def known(self) -> int:
        """Fields whose values are on the record already, of anybody at all."""
        return sum(field.is_known for field in self.fields)

    @property
    def to_collect(self) -> int:
        """Fields that would have to be asked of everybody."""
        return len(self.fields) - self.known

    @property
    def banned(self) -> tuple[AskedField, ...]:
        """Fields that ask what is never held."""
        return tuple(field for field in self.fields if field.look is Look.BANNED)


def mandate(mandate_id: UUID, *, by: Actor) -> Mandate:
    """A mandate that the acting post may see: its own department's, or one that touches its place.

    Drafts are seen by their department only. Refusal: mandates.unknown.
    """
    found = (
        Mandate.objects.select_related("body", "form").defer("form__content").filter(pk=mandate_id).first()
    )
    if found is None or not _may_see(found, by):
        raise NotFound("mandates.unknown", _("没有这个事项，或者它不在您的范围内。"))
    return found


def _may_see(found: Mandate, by: Actor) -> bool:
    if by.is_system and by.role is None:
        return True
    if by.role == Role.DEPARTMENT:
        post = rules.post_of(by)
        return post is not None and post.body_id == found.body_id
    if found.state == State.DRAFT or by.role not in rules.READERS:
        return False
    return by.scope.prefix.startswith(found.district) or by.scope.covers(found.district)


def decision_pack(mandate_id: UUID, *, by: Actor, today: date) -> DecisionPack:
    """The decision pack. The number of queries does not depend on how many fields there are, nor on how many other
    requests beyond the few that are counted.
    """
    found = mandate(mandate_id, by=by)
    rows = tuple(found.fields.all())
    places = tuple(place.prefix for place in found.places.all())
    counting = places_of(found, found.places.all())
    shared = overlaps(found, rows, counting, today=today)
    cost = cost_of(found, rows, counting, today=today)
    grounds = grounds_of(found, today)
    fields = asked_fields(rows, cost.cells, shared.found, today)
    own = rules.own_days(found.district)
    recommended, reasons = advice(found, grounds, fields, shared, cost)
    return DecisionPack(
        mandate=found,
        places=places,
        place_names=tuple(territory.names(places, today).get(place, place) for place in places),
        fields=fields,
        grounds=grounds,
        overlaps=shared,
        cost=cost,
        duty=duty_of(found, today),
        due=rules.due(found, own=own),
        days_left=rules.days_left(found, today, own=own),
        notice=rules.notice_of(found.starts_date, local_day(found.submitted_at), found.district)
        if found.starts_date and found.submitted_at
        else None,
        steps=tuple(found.steps.all()),
        recommendation=recommended,
        reasons=reasons,
        own=own_elements(found, today),
    )
