"""Local indicators with the evidence for promotion: who asks, how often, in which words; and how the catalogue grew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.catalogue import queries as catalogue
from linli.catalogue.states import Verdict
from linli.core.elements import Store, own_code
from linli.forms import rules
from linli.forms.models import FormField, LocalIndicator
from linli.forms.states import NONE

MOST = 500


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One department's indicator; `forms` is how many of its forms ask for it."""

    id: UUID
    code: str
    body: str
    label: str
    unit: str
    options: tuple[str, ...]
    forms: int
    first_asked_at: datetime


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """Indicators whose labels compare as the same. `stage`: local, ready (two departments or more), proposed, admitted,
    rejected; `proposal` opens the proposal.
    """

    key: str
    rows: tuple[IndicatorRow, ...]
    stage: str
    element: str
    proposal: UUID | None

    @property
    def departments(self) -> int:
        """How many departments ask."""
        return len({row.body for row in self.rows})

    @property
    def words(self) -> tuple[str, ...]:
        """In which words."""
        return tuple(dict.fromkeys(row.label for row in self.rows))

    @property
    def forms(self) -> int:
        """On how many forms."""
        return sum(row.forms for row in self.rows)


def indicator_groups(by: Actor) -> tuple[IndicatorGroup, ...]:
    """Those of the acting post's department with the others that ask the same; all of the district for its office.

    The most asked first. One query.
    """
    post = rules.post_of(by)
    rows = list(
        LocalIndicator.objects.filter(district=by.scope.prefix[:6])
        .select_related("body", "proposal__decision")
        .annotate(forms=Count("fields__form", distinct=True))
        .order_by("key", "body__name", "number")[:MOST]
    )
    grouped: dict[str, list[LocalIndicator]] = {}
    for row in rows:
        grouped.setdefault(row.key, []).append(row)
    if by.role == Role.DEPARTMENT:
        grouped = {
            key: found for key, found in grouped.items() if any(one.body_id == post.body_id for one in found)
        }
    groups = [_group(key, found) for key, found in grouped.items()]
    return tuple(sorted(groups, key=lambda one: (-one.departments, -one.forms, one.key)))


def indicator_group(key: str, *, by: Actor) -> IndicatorGroup | None:
    """One of them; None where there is none that the post may see."""
    return next((one for one in indicator_groups(by) if one.key == key), None)


def _group(key: str, found: Sequence[LocalIndicator]) -> IndicatorGroup:
    rows = tuple(
        IndicatorRow(
            one.pk,
            one.code,
            one.body.name,
            one.label,
            one.unit,
            tuple(one.options),
            vars(one)["forms"],
            one.first_asked_at,
        )
        for one in found
    )
    element = next((one.element for one in found if one.element), "")
    proposal = next((one.proposal for one in found if one.proposal is not None), None)
    decision = getattr(proposal, "decision", None) if proposal is not None else None
    if element:
        stage = "admitted"
    elif proposal is not None:
        stage = "rejected" if decision is not None and decision.verdict == Verdict.REJECTED else "proposed"
    else:
        is_ready = len({one.body_id for one in found}) >= rules.ENOUGH_DEPARTMENTS
        stage = "ready" if is_ready else "local"
    return IndicatorGroup(key, rows, stage, element, proposal.pk if proposal is not None else None)


def placed_indicators(ids: Iterable[UUID], today: date) -> dict[UUID, str]:
    """Of these indicators those that the record has a place for, each with the code of its element."""
    held = {one.property.code: one.code for one in catalogue.catalogue(today).elements if one.is_own}
    return {id_: held[own_code(id_.hex)] for id_ in ids if own_code(id_.hex) in held}


@dataclass(frozen=True, slots=True)
class Growth:
    """On a day: fields of all forms read by then, those whose element the record could hold, and those that are their
    department's own indicators and had been given a place on the record with a request.
    """

    day: date
    fields: int
    fillable: int
    own: int

    @property
    def percent(self) -> int:
        """Whole per cent of the fields that have a place."""
        return 100 * (self.fillable + self.own) // self.fields if self.fields else 0


def growth(district: str, days: Sequence[date]) -> tuple[Growth, ...]:
    """How the share of fields that can be filled has grown. Two queries and the catalogue of each day."""
    rows = [
        (local_day(read_at), element, indicator)
        for read_at, element, indicator in FormField.objects.filter(form__district=district)
        .order_by("form__read_at", "id")
        .values_list("form__read_at", "element", "indicator")
    ]
    found = []
    for day in days:
        held = catalogue.catalogue(day).by_code
        asked = [(element, indicator) for read, element, indicator in rows if read <= day]
        on_record = sum(
            element in held and held[element].property.store is Store.REGISTER for element, _own in asked
        )
        placed = {one.property.code for one in held.values() if one.is_own}
        own = sum(
            element == NONE and indicator is not None and own_code(indicator.hex) in placed
            for element, indicator in asked
        )
        found.append(Growth(day, len(asked), on_record, own))
    return tuple(found)
