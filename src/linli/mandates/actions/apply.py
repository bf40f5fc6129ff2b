"""What a department does: draft, change, send, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.catalogue.queries import catalogue
from linli.core.formmatch import form_of
from linli.core.scopes import Scope, record_of
from linli.forms import queries as forms
from linli.forms.models import FormField
from linli.forms.states import NONE
from linli.mandates import rules
from linli.mandates.actions.common import moving
from linli.mandates.grounds import AutoRefusal, grounds_of
from linli.mandates.history import write_step
from linli.mandates.models import Mandate, MandateField, MandatePlace
from linli.mandates.owning import own_element_of
from linli.mandates.states import Frequencies, Kind, State, Step, UnitKinds

MOST_FIELDS = 2_000
LABEL = 120


@dataclass(frozen=True, slots=True)
class Application:
    """What an application says. `fields` are the labels of the form, `places` prefixes of the division code,
    `scope` which rows are asked for (its place counts for nothing: places are named apart).
    """

    kind: Kind
    title: str
    document_name: str = ""
    document_number: str = ""
    plan: str = ""
    places: Sequence[str] = ()
    starts_date: date | None = None
    ends_date: date | None = None
    frequency: Frequencies = Frequencies.ONCE
    unit_kind: UnitKinds = UnitKinds.COMMUNITY
    unit_count: int | None = None
    minutes_per_unit: Decimal | None = None
    rows_asked: str = ""
    scope: Scope | None = None
    due_days: int = 0
    fields: Sequence[str] = field(default=())
    money_offered: Decimal = Decimal(0)
    people_days: Decimal = Decimal(0)
    short_notice_reason: str = ""
    is_duty: bool | None = None
    duty: str = ""
    form_id: UUID | None = None


def draft(*, district: str, application: Application, by: Actor, at: datetime) -> Mandate:
    """A new application, not sent yet.

    Refusals: mandates.not_allowed, mandates.place_outside, mandates.days_reversed, mandates.too_many_fields.
    """
    rules.ensure(rules.may_apply(by, district))
    post = rules.post_of(by)
    if post is None:
        raise Refusal("mandates.no_body", _("只有部门的岗位可以申请。"), _("请换用部门岗位。"))
    _check(district, application)
    with audited(by=by, at=at, verb="mandates.draft", subject="mandates.Mandate", place=district) as entry:
        made = Mandate(id=uuid7(), district=district, body=post.body, state=State.DRAFT, created_at=at)
        _fill(made, application)
        made.save(force_insert=True)
        _write_parts(made, application, local_day(at))
        write_step(made, Step.APPLY, None, by=by, at=at)
        entry.subject = f"mandates.Mandate:{made.pk}"
        entry.detail = {"kind": application.kind.value, "fields": len(application.fields)}
    return made


def change(*, mandate_id: UUID, application: Application, by: Actor, at: datetime) -> Mandate:
    """Another text of an application that has not been decided. Refusals as for `draft` and `moving`."""
    with moving(mandate_id=mandate_id, step=Step.CHANGE, by=by, at=at) as found:
        rules.ensure_own(found, by)
        _check(found.district, application)
        _fill(found, application)
        found.places.all().delete()
        found.fields.all().delete()
        _write_parts(found, application, local_day(at))
    return found


def submit(*, mandate_id: UUID, by: Actor, at: datetime) -> tuple[Mandate, tuple[AutoRefusal, ...]]:
    """Send an application to the office. What may never be asked is refused at once, with the rule that says so.

    Refusals: mandates.incomplete (names what is missing), and those of `moving`.
    """
    found = Mandate.objects.filter(pk=mandate_id).first()
    grounds = grounds_of(found, local_day(at)) if found else ()
    step = Step.REFUSE_BY_RULE if grounds else Step.SUBMIT
    why = "；".join(str(ground.words) for ground in grounds)
    with moving(mandate_id=mandate_id, step=step, by=by, at=at, why=why) as moved:
        rules.ensure_own(moved, by)
        today = local_day(at)
        if not grounds:
            _ensure_complete(moved, today)
        moved.submitted_at = moved.submitted_at or at
        moved.clock_from = today
        if grounds:
            moved.decided_at, moved.decision_why = at, why
    return moved, grounds


def withdraw(*, mandate_id: UUID, why: str, by: Actor, at: datetime) -> Mandate:
    """Take an application back, or end an admitted one early."""
    with moving(mandate_id=mandate_id, step=Step.WITHDRAW, by=by, at=at, why=why) as found:
        rules.ensure_own(found, by)
    return found


def _matched(found: Mandate, labels: Sequence[str], today: date) -> dict[str, str]:
    """What the labels ask for, where the engine says that nobody has to be asked."""
    fields = [{"label": label} for label in labels]
    asked = form_of(
        {"form_id": str(found.pk), "title": found.title, "dept": found.body.name, "fields": fields}
    )
    return {match.label: match.ranked[0].element for match in forms.matcher(today).match(asked) if match.auto}


def _on_form(form_id: UUID, labels: Sequence[str]) -> list[FormField | None]:
    """The field of the form behind each label: the second 姓名 of the application is the second on the form."""
    waiting: dict[str, list[FormField]] = {}
    for one in forms.fields_of(form_id):
        waiting.setdefault(one.label[:LABEL].strip(), []).append(one)
    return [waiting[label].pop(0) if waiting.get(label) else None for label in labels]


def _check(district: str, application: Application) -> None:
    outside = [place for place in application.places if not place.startswith(district)]
    if outside:
        raise Refusal(
            "mandates.place_outside",
            _("地点 %(place)s 不在本区。"),
            _("请只写本区、本区的街道或社区的代码。"),
            place=outside[0],
        )
    starts, ends = application.starts_date, application.ends_date
    if starts and ends and ends <= starts:
        raise Refusal("mandates.days_reversed", _("结束日期不晚于开始日期。"), _("请改正日期。"))
    if len(application.fields) > MOST_FIELDS:
        raise Refusal(
            "mandates.too_many_fields",
            _("一份表有 %(count)s 个字段，超过 %(most)s 个。"),
            _("请拆成几个事项，分别说明各自的用处。"),
            count=len(application.fields),
            most=MOST_FIELDS,
        )


def _fill(found: Mandate, application: Application) -> None:
    for name in (
        "kind", "title", "document_name", "document_number", "plan", "starts_date", "ends_date", "frequency",
        "unit_kind", "unit_count", "minutes_per_unit", "rows_asked", "money_offered", "people_days",
        "short_notice_reason", "is_duty", "duty", "due_days", "form_id",
    ):  # fmt: skip
        setattr(found, name, getattr(application, name))
    scope = application.scope
    found.scope = None if scope is None else record_of(replace(scope, place=""))


def _write_parts(found: Mandate, application: Application, today: date) -> None:
    places = dict.fromkeys(place.strip() for place in application.places if place.strip())
    MandatePlace.objects.bulk_create(
        [MandatePlace(id=uuid7(), mandate=found, prefix=place) for place in places]
    )
    labels = [label.strip()[:LABEL] for label in application.fields if label.strip()]
    settled = _matched(found, labels, today)
    behind = _on_form(application.form_id, labels) if application.form_id else [None] * len(labels)
    MandateField.objects.bulk_create(
        [
            MandateField(
                id=uuid7(),
                mandate=found,
                position=position,
                label=label,
                element=settled.get(label, "") if field is None else _element(field, found, today),
                figure=field.figure if field else None,
                form_field=field,
            )
            for position, (label, field) in enumerate(zip(labels, behind, strict=True), start=1)
        ],
        batch_size=200,
    )


def _element(field: FormField, found: Mandate, today: date) -> str:
    """What was confirmed; of a department's own indicator the element that an earlier request got it, if any did."""
    if field.element != NONE:
        return field.element
    return own_element_of(field, found.form, found.row_scope, catalogue(today))


def _ensure_complete(found: Mandate, today: date) -> None:
    places = [place.prefix for place in found.places.all()]
    missing = rules.missing_in(found, places=places, fields=found.fields.count(), today=today)
    if missing:
        raise Refusal(
            "mandates.incomplete",
            _("申请还缺 %(count)s 项：%(what)s"),
            _("补齐后再提交。"),
            count=len(missing),
            what=" ".join(str(one.words) for one in missing),
            fields=[one.field for one in missing],
        )
