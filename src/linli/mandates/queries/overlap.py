"""Which other requests ask the same: by fields, rows, places, days and precision; the rows counted on the record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.catalogue import queries as catalogue
from linli.core.elements import is_own_code
from linli.core.figures import key_of
from linli.core.mandates import Ask, Class, Frequency, Standing, Stands, classed, meet, stands
from linli.core.scopes import Scope, ScopeError, Unit, Vocabulary
from linli.forms.counting import NAMES, OF_FORM
from linli.forms.naming import REMARK
from linli.mandates.models import Mandate, MandateField
from linli.mandates.queries.lists import places_of
from linli.mandates.states import ADMITTED, OPEN, State
from linli.register.scoped import ScopeCount, count_both

MOST_COUNTED = 8  # so many overlaps are counted on the record; the page shows no more


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another request with the fields that it serves too. `both` is how many residents, households ... both ask about,
    None where that cannot be counted; `rows` the relation of the two row scopes, empty where one is not said;
    `short_of` what keeps it from covering this request.
    """

    id: UUID
    title: str
    body: str
    state: State
    control_number: str
    relation: Standing
    shared: tuple[str, ...]
    keys: tuple[str, ...] = ()
    rows: str = ""
    short_of: tuple[str, ...] = ()
    both: ScopeCount | None = None
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What a request is, beside all others: same, covered (served, no task), merged, new."""

    verdict: Class
    found: tuple[Overlap, ...]


def field_key(field: MandateField) -> str:
    """What a field asks: its data element, the rule by which it counts, or its own words where it has neither.

    A department's own indicator goes by its words too: whether another department asks the same is the question.
    """
    if field.figure:
        return key_of(field.figure)
    is_shared = field.element and not is_own_code(field.element)
    return field.element if is_shared else "".join(field.label.split())


def says_of_itself(element: str) -> bool:
    """Whether every form has it: its serial numbers, its day, who filled it in, what the community is called."""
    return (element.startswith(OF_FORM) and element != REMARK) or element in NAMES.values()


def ask_of(one: Mandate, fields: Iterable[MandateField], places: Iterable[str]) -> Ask:
    """A request as it is compared: by what it asks of its rows, not by what each form says of itself."""
    return Ask(
        frozenset(field_key(field) for field in fields if not says_of_itself(field.element)),
        one.row_scope,
        tuple(places),
        one.starts_date,
        one.ends_date,
        Frequency(one.frequency),
        one.rows_asked,
    )


def overlaps(
    one: Mandate, fields: Collection[MandateField], places: Iterable[str], *, today: date
) -> Overlaps:
    """Requests waiting or in force that share fields, rows, places and time, the closest first.

    Three queries and one for each overlap that is counted, at most MOST_COUNTED.
    """
    vocabulary = catalogue.vocabulary(today)
    mine = ask_of(one, fields, places)
    if not mine.fields:
        return Overlaps(Class.NEW, ())
    found = []
    for other in _others(one):
        ask = ask_of(other, other.fields.all(), places_of(other, other.places.all()))
        how = _stands(mine, ask, vocabulary)
        if how is not None:
            found.append((how, ask, other))
    found.sort(key=lambda each: (list(Standing).index(each[0].standing), -len(each[0].shared)))
    labels = {field_key(field): field.label for field in fields}
    return Overlaps(
        classed(mine, [(how, ask) for how, ask, _other in found]),
        tuple(
            _told(how, other, labels, _both(mine, ask, how, today, vocabulary) if i < MOST_COUNTED else None)
            for i, (how, ask, other) in enumerate(found)
        ),
    )


def _others(one: Mandate) -> Iterable[Mandate]:
    return (
        Mandate.objects.filter(district=one.district, state__in=[*ADMITTED, *OPEN])
        .exclude(pk=one.pk)
        .select_related("body")
        .prefetch_related("fields", "places")
        .order_by("-submitted_at", "-id")
    )


def _stands(mine: Ask, other: Ask, vocabulary: Vocabulary) -> Stands | None:
    try:
        return stands(mine, other, vocabulary)
    except ScopeError:
        # An element that was retired, or has another kind today: what it says cannot be compared, so it is not taken
        # as known; the rows stay unsaid and no request is covered by it.
        unsaid = Ask(
            other.fields, None, other.places, other.starts, other.ends, other.frequency, other.rows_in_words
        )
        return stands(mine, unsaid, vocabulary)


def _both(
    mine: Ask, other: Ask, how: Stands, today: date, vocabulary: Vocabulary
) -> tuple[ScopeCount | None, Unit | None]:
    scopes: Sequence[Scope] = [scope for scope in (mine.scope, other.scope) if scope is not None]
    if how.rows is None or len(scopes) < 2:  # both have to be said
        return None, None
    both = meet(mine.places, other.places)
    return count_both(scopes, both, today=today, vocabulary=vocabulary), scopes[0].unit


def _told(
    how: Stands,
    other: Mandate,
    labels: Mapping[str, str],
    counted: tuple[ScopeCount | None, Unit | None] | None,
) -> Overlap:
    both, unit = counted or (None, None)
    return Overlap(
        other.pk,
        other.title,
        other.body.name,
        State(other.state),
        other.control_number or "",
        how.standing,
        tuple(label for key, label in labels.items() if key in how.shared),
        how.shared,
        how.rows.code if how.rows else "",
        how.short_of,
        both,
        unit,
    )
