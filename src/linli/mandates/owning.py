"""With a request that is admitted, what its department alone asks gets a place on the record.

A field that no element of the catalogue answers stays its department's own indicator. Who registered it and who admits
the request are the two people that an element needs; from then on its values are recorded like any other, under the
request's own purpose, and stand on the department's next form.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.catalogue.actions import OwnProposal, admit_own
from linli.catalogue.queries import Catalogue
from linli.core import scopes
from linli.core.elements import Element, Volatility
from linli.forms.models import Form, FormField, LocalIndicator
from linli.forms.owning import held_as_own, own_element_code, proposals_of
from linli.forms.states import Answer
from linli.mandates.models import Mandate, MandateField
from linli.mandates.purposes import purpose_code
from linli.mandates.states import Frequencies
from linli.register.gate.routes import root_of
from linli.register.gate.selecting import UNITS

PERSON = "self"
OFTEN = frozenset({Frequencies.WEEKLY, Frequencies.MONTHLY, Frequencies.QUARTERLY})


def own_element_of(field: FormField, form: Form | None, scope: scopes.Scope | None, held: Catalogue) -> str:
    """The own element behind a field of a form, where the catalogue has admitted it; empty otherwise."""
    root = _root(field, form, scope)
    if not root or field.indicator_id is None or field.is_serial:
        return ""
    return held_as_own(field.indicator_id, root, held)


def own_elements(found: Mandate, today: date) -> tuple[Element, ...]:
    """What would be admitted with a request, or was: the office reads it before it decides. Two queries at most."""
    asked = list(_own_fields(found)) if found.form is not None else []
    return tuple(one.element for one in _proposals(found, asked, today)) if asked else ()


def admit_indicators(found: Mandate, why: str, *, by: Actor, at: datetime) -> None:
    """Admit the own indicators among a request's fields and let its fields ask for them. Refusals: `admit_own`."""
    if found.form is None or by.account_id is None:
        return  # such a request reads nothing: see `purposes`
    asked = list(_own_fields(found))
    if not asked:
        return
    today = local_day(at)
    # What was found out since the request began may be recorded.
    since = min(today, found.starts_date or today)
    proposals = _proposals(found, asked, today)
    placed = admit_own(proposals=proposals, holds_from=since, why=why or found.title, by=by, at=at)
    for field, indicator, root in asked:
        code = own_element_code(indicator.pk, root)
        if code in placed and field.element != code:
            field.element = code
            field.save(update_fields=["element"])


Asked = tuple[MandateField, LocalIndicator, str]
"""A field, the indicator behind it, and the kind of subject it is asked of."""


def _proposals(found: Mandate, asked: Sequence[Asked], today: date) -> list[OwnProposal]:
    return proposals_of(
        [(indicator, root) for _field, indicator, root in asked],
        purpose=purpose_code(found),
        document=f"《{found.document_name}》{found.document_number}"[:300],
        changes=Volatility.QUARTERLY if found.frequency in OFTEN else Volatility.YEARLY,
        today=today,
    )


def _own_fields(found: Mandate) -> Iterator[Asked]:
    rows = (
        found.fields.filter(form_field__state=Answer.LOCAL, form_field__indicator__isnull=False)
        .select_related("form_field__indicator")
        .order_by("position")
    )
    for field in rows:
        asked = field.form_field
        if asked is None or asked.indicator is None or asked.is_serial:
            continue
        root = _root(asked, found.form, found.row_scope)
        if root:
            yield field, asked.indicator, root


def _root(field: FormField, form: Form | None, scope: scopes.Scope | None) -> str:
    """Whose value the field asks: the row's subject; a member of the household in a table inside a card; empty for what
    stands once above a list, and for communities, whose numbers are kept with the return.
    """
    if form is None:
        return ""
    if scope is None and form.scope:
        scope = scopes.scope_of(form.scope)
    kind = UNITS.get(scope.unit) if scope is not None else None
    if kind is None:
        return ""
    if field.in_roster is form.is_list:
        return root_of(kind)
    return "" if form.is_list else PERSON
