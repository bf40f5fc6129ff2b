"""What a form is about: its rows, its scope, its period and the day it is due."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.core.scopes import Scope, record_of
from linli.forms.models import Form, FormField
from linli.forms.naming import settle_names
from linli.forms.queries.forms import form
from linli.forms.states import Answer, RowUnit


@dataclass(frozen=True, slots=True)
class FormShape:
    """`frequency` is that of `core.mandates`, empty while it is not said; without a scope the unit of rows is given."""

    row_unit: RowUnit
    scope: Scope | None = None
    frequency: str = ""
    due_days: int = 0


def shape_form(*, form_id: UUID, shape: FormShape, by: Actor, at: datetime) -> Form:
    """What the rows are, which ones are asked, for which period and until when. Refusal: forms.unknown.

    Rules of counting are given up when the rows are no longer communities; once they are, their names ask nobody.
    """
    found = form(form_id, by=by)
    subject = f"forms.Form:{form_id}"
    with audited(by=by, at=at, verb="forms.shape_form", subject=subject, place=found.district) as entry:
        scope = shape.scope
        found.row_unit = RowUnit(scope.unit.value) if scope is not None else shape.row_unit
        found.scope = None if scope is None else record_of(replace(scope, place=""))
        found.frequency, found.due_days = shape.frequency, shape.due_days
        found.save(update_fields=["row_unit", "scope", "frequency", "due_days"])
        if found.row_unit != RowUnit.PLACE:
            # A rule counts rows of a community; of a person or a home it says nothing, so the field is asked again.
            counted = FormField.objects.filter(form=found, state=Answer.FIGURE)
            counted.update(state=Answer.OPEN, element="", figure=None, answered_at=None, answered_label="")
        else:
            named = settle_names(FormField.objects.filter(form=found, state=Answer.OPEN), local_day(at))
            FormField.objects.bulk_update(named, ["state", "element"])
        entry.detail = {"unit": found.row_unit, "frequency": found.frequency, "due_days": found.due_days}
    return found
