"""Forms and their fields."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.forms import rules
from linli.forms.models import Form, FormField
from linli.forms.states import Answer


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form in a list, with how many of its fields are settled."""

    id: UUID
    title: str
    body: str
    name: str
    fields: int
    open: int
    read_at: datetime


def forms_of(by: Actor) -> tuple[FormRow, ...]:
    """The forms of the acting post's department; of the whole district for its community office. Two queries."""
    post = rules.post_of(by)
    found = Form.objects.filter(district=by.scope.prefix[:6])
    if by.role == Role.DEPARTMENT:
        found = found.filter(body_id=post.body_id)
    waiting = Count("fields", filter=Q(fields__state=Answer.OPEN))
    rows = found.annotate(waiting=waiting).values_list(
        "pk", "title", "body__name", "name", "field_count", "waiting", "read_at"
    )
    return tuple(
        FormRow(pk, title or name, body, name, fields, open_, read_at)
        for pk, title, body, name, fields, open_, read_at in rows
    )


def form(form_id: UUID, *, by: Actor) -> Form:
    """One form, without its file. Refusal: forms.unknown."""
    post = rules.post_of(by)
    found = Form.objects.defer("content").select_related("body").filter(pk=form_id).first()
    own = found is not None and (by.role != Role.DEPARTMENT or found.body_id == post.body_id)
    if found is None or not own or not by.scope.covers(found.district):
        raise NotFound("forms.unknown", _("没有这份表格，或者它不是您部门的。"))
    return found


def fields_of(form_id: UUID) -> tuple[FormField, ...]:
    """The fields in the order of the form. One query."""
    return tuple(FormField.objects.filter(form_id=form_id).order_by("position"))
