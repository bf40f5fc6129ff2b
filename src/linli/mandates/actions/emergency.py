"""Emergencies: the sub-district carries them out itself, on site, and reports afterwards."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.models import Body
from linli.base.ids import uuid7
from linli.mandates import rules
from linli.mandates.actions.common import moving
from linli.mandates.history import write_step
from linli.mandates.models import Mandate, MandatePlace
from linli.mandates.states import Kind, State, Step


def carry_out(*, place: str, title: str, plan: str, by: Actor, at: datetime) -> Mandate:
    """Note an emergency that the sub-district has taken on; nothing is handed down to communities.

    Refusals: mandates.not_allowed, mandates.reason_missing.
    """
    rules.ensure(rules.may_carry_out(by, place))
    if not (title.strip() and plan.strip()):
        raise Refusal("mandates.reason_missing", _("没有写明什么事、怎样处置。"), _("请简要写明。"))
    body = _body_of(by)
    with audited(by=by, at=at, verb="mandates.carry_out", subject="mandates.Mandate", place=place) as entry:
        made = Mandate(
            id=uuid7(),
            district=place[:6],
            body=body,
            kind=Kind.TASK,
            title=title.strip(),
            plan=plan.strip(),
            state=State.EMERGENCY,
            created_at=at,
            starts_date=local_day(at),
        )
        made.save(force_insert=True)
        MandatePlace.objects.create(id=uuid7(), mandate=made, prefix=place)
        write_step(made, Step.CARRY_OUT, None, by=by, at=at)
        entry.subject = f"mandates.Mandate:{made.pk}"
    return made


def report_emergency(*, mandate_id: UUID, report: str, by: Actor, at: datetime) -> Mandate:
    """Say afterwards what was done."""
    if not report.strip():
        raise Refusal("mandates.reason_missing", _("没有写报告。"), _("请写明做了什么、结果怎样。"))
    with moving(mandate_id=mandate_id, step=Step.REPORT, by=by, at=at) as moved:
        moved.report, moved.decided_at = report.strip(), at
    return moved


def _body_of(by: Actor) -> Body:
    post = rules.post_of(by)
    if post is None:
        raise Refusal("mandates.no_body", _("只有街道的岗位可以登记应急事项。"), _("请换用街道岗位。"))
    return post.body
