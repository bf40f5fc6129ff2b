"""A person says what a field asks for; the answer is remembered for every form to come."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.catalogue import queries as catalogue
from linli.core.elements import findings_in_label
from linli.core.figures import Figure, elements_of, read, record_of
from linli.core.scopes import ScopeError
from linli.forms.indicating import register_indicator
from linli.forms.models import Form, FormField
from linli.forms.queries.forms import form
from linli.forms.states import NONE, Answer, RowUnit


def answer_field(*, form_id: UUID, position: int, element: str, by: Actor, at: datetime) -> FormField:
    """Confirm or correct; `element` NONE makes it a local indicator of the department.

    Refusals: forms.unknown, forms.no_element, forms.never_held (a local indicator that asks what is never held).
    """
    found, field = _field(form_id, position, by)
    if element != NONE and catalogue.element(element, local_day(at)) is None:
        raise Refusal("forms.no_element", _("目录里没有这个数据元。"), _("请从列出的数据元中选择。"))
    if element == NONE:
        _ensure_held(field)
    subject = f"forms.Form:{form_id}"
    detail = {"position": position, "element": element}
    with audited(
        by=by, at=at, verb="forms.answer_field", subject=subject, place=found.district, detail=detail
    ):
        field.element, field.figure = element, None
        field.indicator = register_indicator(field, found, by, at) if element == NONE else None
        field.state = Answer.LOCAL if element == NONE else Answer.CONFIRMED
        _save(field, by, at)
    return field


def answer_figure(*, form_id: UUID, position: int, words: str, by: Actor, at: datetime) -> FormField:
    """A column of a form about communities is counted on the record, by a rule in words.

    Refusals: forms.unknown, forms.no_figure (the form's rows are no communities), forms.rule_not_understood (names the
    part), forms.never_held.
    """
    found, field = _field(form_id, position, by)
    if found.row_unit != RowUnit.PLACE:
        raise Refusal(
            "forms.no_figure",
            _("只有一行是一个社区的表才按登记计数。"),
            _("请先把“一行是什么”改成“一个社区”。"),
        )
    _ensure_held(field)
    figure = _figure(words, local_day(at))
    subject = f"forms.Form:{form_id}"
    detail = {"position": position, "unit": str(figure.scope.unit), "elements": list(elements_of(figure))}
    with audited(
        by=by, at=at, verb="forms.answer_figure", subject=subject, place=found.district, detail=detail
    ):
        field.element, field.figure = NONE, record_of(figure)
        field.indicator, field.state = None, Answer.FIGURE
        _save(field, by, at)
    return field


def _field(form_id: UUID, position: int, by: Actor) -> tuple[Form, FormField]:
    found = form(form_id, by=by)
    field = FormField.objects.filter(form=found, position=position).first()
    if field is None:
        raise NotFound("forms.unknown", _("没有这份表格，或者它不是您部门的。"))
    return found, field


def _figure(words: str, today: date) -> Figure:
    try:
        return read(words, catalogue.vocabulary(today))
    except ScopeError as error:
        raise Refusal(
            "forms.rule_not_understood",
            _("计数规则里的“%(part)s”看不懂。"),
            _("例如：人员，性别为女性，年龄在15至49之间；或：人员，出生日期在本期内。"),
            part=error.where or words,
        ) from error


def _ensure_held(field: FormField) -> None:
    if findings_in_label(field.label):
        raise Refusal(
            "forms.never_held",
            _("“%(label)s”属于永不采集的信息。"),
            _("请从表上去掉这个字段。"),
            label=field.label,
        )


def _save(field: FormField, by: Actor, at: datetime) -> None:
    field.answered_at, field.answered_label = at, by.label
    field.save(update_fields=["element", "state", "figure", "indicator", "answered_at", "answered_label"])
