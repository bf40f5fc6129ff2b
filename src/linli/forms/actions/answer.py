"""A person says what a field asks for; the answer is remembered for every form to come."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.catalogue import queries as catalogue
from linli.core.elements import findings_in_label
from linli.forms.indicating import register_indicator
from linli.forms.models import FormField
from linli.forms.queries.forms import form
from linli.forms.states import NONE, Answer


def answer_field(*, form_id: UUID, position: int, element: str, by: Actor, at: datetime) -> FormField:
    """Confirm or correct; `element` NONE makes it a local indicator of the department.

    Refusals: forms.unknown, forms.no_element, forms.never_held (a local indicator that asks what is never held).
    """
    found = form(form_id, by=by)
    field = FormField.objects.filter(form=found, position=position).first()
    if field is None:
        raise NotFound("forms.unknown", _("没有这份表格，或者它不是您部门的。"))
    if element != NONE and catalogue.element(element, local_day(at)) is None:
        raise Refusal("forms.no_element", _("目录里没有这个数据元。"), _("请从列出的数据元中选择。"))
    if element == NONE and findings_in_label(field.label):
        raise Refusal(
            "forms.never_held",
            _("“%(label)s”属于永不采集的信息。"),
            _("请从表上去掉这个字段。"),
            label=field.label,
        )
    subject = f"forms.Form:{form_id}"
    detail = {"position": position, "element": element}
    with audited(
        by=by, at=at, verb="forms.answer_field", subject=subject, place=found.district, detail=detail
    ):
        field.element = element
        field.indicator = register_indicator(field, found, at) if element == NONE else None
        field.state = Answer.LOCAL if element == NONE else Answer.CONFIRMED
        field.answered_at, field.answered_label = at, by.label
        field.save(update_fields=["element", "state", "indicator", "answered_at", "answered_label"])
    return field
