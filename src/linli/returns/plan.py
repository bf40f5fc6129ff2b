"""What a mandate's form asks, field by field, and where on the record each value is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.catalogue.queries import Catalogue, catalogue
from linli.core import scopes
from linli.core.elements import Element
from linli.core.figures import Figure, figure_of
from linli.forms.counting import SERIAL_ELEMENT, Asks, asks_for
from linli.forms.models import FormField
from linli.forms.states import NONE
from linli.mandates.models import Mandate, MandateField
from linli.mandates.purposes import purpose_code
from linli.register.gate.asking import RequestTerms
from linli.register.gate.counting import reads_of
from linli.register.gate.routes import Route, reads, root_of, route
from linli.register.gate.selecting import UNITS
from linli.returns import rules

MEMBER = "self.household.member"


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the form. Without an element it is the department's own, without a route nobody's: left empty.

    `figure` is what a column of a form about communities counts; `is_serial` numbers the rows.
    """

    field: FormField
    element: Element | None
    route: Route | None
    figure: Figure | None = None

    @property
    def is_serial(self) -> bool:
        """Whether the field asks for the running number of the row."""
        if self.element is not None:
            return self.element.code == SERIAL_ELEMENT
        return self.field.is_serial


@dataclass(frozen=True, slots=True)
class Plan:
    """A mandate's form with its columns in the order of the form, and what may be read for it.

    `columns` are filled once a row, or once a card; `members` are the columns of a card's table, a row for each person
    of the household; `head` stands once above a list (`is_list`).
    """

    mandate: Mandate
    scope: scopes.Scope
    columns: tuple[Column, ...]
    members: tuple[Column, ...]
    head: tuple[Column, ...]
    terms: RequestTerms
    is_list: bool = False

    @property
    def is_of_communities(self) -> bool:
        """A row for the community itself, made of figures."""
        return self.scope.unit is scopes.Unit.PLACE

    @property
    def takes_files(self) -> bool:
        """Whether a filled file can be handed in: a list with a row for each, not of communities."""
        return not self.is_of_communities and self.is_list

    @property
    def positions(self) -> list[int]:
        """The positions of the fields."""
        return [column.field.position for column in self.columns]

    @property
    def routes(self) -> tuple[Route | None, ...]:
        """The routes in the order of the columns."""
        return tuple(column.route for column in self.columns)


def plan_of(mandate: Mandate, on: date) -> Plan:
    """How a mandate's form is filled. Refusals: returns.no_form, returns.no_rows, returns.form_changed."""
    if mandate.form_id is None or mandate.starts_date is None:
        raise Refusal("returns.no_form", _("这个事项没有附表格，不能填报。"), _("请部门附上表格后重新申请。"))
    scope = _scope(mandate)
    asked = list(mandate.fields.exclude(form_field=None).select_related("form_field").order_by("position"))
    if not asked or any(one.form_field is None or one.form_field.form_id != mandate.form_id for one in asked):
        raise Refusal(
            "returns.form_changed",
            _("表格与准入时的不一样，不能填报。"),
            _("请部门按现在的表格重新申请。"),
        )
    kind = UNITS.get(scope.unit)
    root = "" if kind is None else root_of(kind)
    if scope.unit is scopes.Unit.PLACE:
        return _of_communities(mandate, scope, asked, on)
    fields = [(one.form_field, one.element) for one in asked if one.form_field]
    is_list = mandate.form is not None and mandate.form.is_list
    held = catalogue(on)
    inside = tuple(_column(one, code, root, held) for one, code in fields if one.in_roster is is_list)
    apart = [(one, code) for one, code in fields if one.in_roster is not is_list]
    members = () if is_list else tuple(_member(one, code, held) for one, code in apart)
    head = tuple(_column(one, code, "", held) for one, code in apart) if is_list else ()
    terms = _terms(mandate, scope, (*inside, *members), held)
    return Plan(mandate, scope, inside, members, head, terms, is_list)


def _of_communities(mandate: Mandate, scope: scopes.Scope, asked: Sequence[MandateField], on: date) -> Plan:
    """A form with a row for each community. What stands once above the list has no values but names of places."""
    if scope.where:
        raise Refusal(
            "returns.places_not_chosen",
            _("还不能按条件挑选社区填报。"),
            _("请部门把填报范围改为“场所”，不加条件。"),
        )
    held = catalogue(on)
    columns = [
        Column(
            one.form_field,
            held.element(one.element) if one.element not in ("", NONE) else None,
            None,
            figure_of(one.figure) if one.figure else None,
        )
        for one in asked
        if one.form_field
    ]
    is_list = _is_list(columns)
    # What is signed or remarked by hand is no cell of the return.
    inside = tuple(one for one in columns if (not is_list or one.field.in_roster) and not _is_by_hand(one))
    head = tuple(one for one in columns if is_list and not one.field.in_roster)
    read = reads_of(one.figure for one in inside if one.figure)
    ways = [route(root, element) for root, code in read if (element := held.element(code))]
    return Plan(mandate, scope, inside, (), head, _allowed(mandate, [way for way in ways if way]), is_list)


def _is_list(columns: Sequence[Column]) -> bool:
    """Whether what is counted stands in a table with a row for each community, whatever stands above and below it."""
    counted = [one.field.in_roster for one in columns if one.figure]
    return sum(counted) * 2 > len(counted)


def _is_by_hand(column: Column) -> bool:
    code = column.element.code if column.element else ""
    asked = asks_for(column.field.label, code) if column.figure is None else Asks.NUMBER
    return asked is Asks.HAND


def _scope(mandate: Mandate) -> scopes.Scope:
    found = mandate.row_scope
    if found is not None:
        return found
    form = mandate.form
    assert form is not None
    if form.scope:
        return scopes.scope_of(form.scope)
    if form.row_unit != scopes.Unit.PLACE:
        # Which people may be read was not said to whoever admitted it: nobody is.
        raise Refusal("returns.no_rows", _("没有写明填哪些人、哪些户。"), _("请部门补充填报范围。"))
    return scopes.Scope(scopes.Unit.PLACE)


def _column(field: FormField, element: str, root: str, held: Catalogue) -> Column:
    found = held.element(element) if element not in ("", NONE) else None
    return Column(field, found, route(root, found) if found and root else None)


def _member(field: FormField, element: str, held: Catalogue) -> Column:
    """A column of a card's table: what it asks is asked of each person of the household."""
    own = element.removeprefix(f"{MEMBER}.")
    found = held.element(element) if element not in ("", NONE) else None
    if own != element:
        found = held.element(f"self.{own}") or found
    return Column(field, found, route("self", found) if found else None)


def _terms(mandate: Mandate, scope: scopes.Scope, columns: Sequence[Column], held: Catalogue) -> RequestTerms:
    """Only what was admitted: the elements of its fields, and of the conditions that choose its rows."""
    kind = UNITS.get(scope.unit)
    chosen = [held.element(one.element) for one in scope.where]
    ways = [column.route for column in columns]
    ways += [route(root_of(kind), one) for one in chosen if one and kind]
    return _allowed(mandate, [way for way in ways if way is not None])


def _allowed(mandate: Mandate, ways: Sequence[Route]) -> RequestTerms:
    places = tuple(place.prefix for place in mandate.places.filter(approved=True))
    starts, until = mandate.starts_date, rules.open_until(mandate)
    assert starts is not None
    assert until is not None
    return RequestTerms(purpose_code(mandate), reads(ways), places, starts, until)


def ensure_place(mandate: Mandate, community: str) -> None:
    """Raise returns.place_not_asked for a community outside the places that were admitted."""
    places = mandate.places.filter(approved=True).values_list("prefix", flat=True)
    if not any(community.startswith(place) for place in places):
        raise Refusal(
            "returns.place_not_asked",
            _("这个社区不在准入的地点之内，不用填。"),
            _("部门仍要求填的，可以登记一次拒绝。"),
        )


def can_type(column: Column) -> bool:
    """A value that the record can take: an element somebody has, not worked out from another."""
    return (
        column.element is not None
        and column.route is not None
        and column.element.property.derivation is None
        and bool(column.element.property.purposes)
    )
