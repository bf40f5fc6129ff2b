"""Local indicators are proposed for the catalogue, and replaced once admitted."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.catalogue.actions import propose_element
from linli.catalogue.models import ElementVersion
from linli.core.elements import Element
from linli.forms import rules
from linli.forms.hooks import fields_adopted
from linli.forms.models import FormField, LocalIndicator
from linli.forms.states import Answer


def promote(
    *,
    indicator_ids: Sequence[UUID],
    element: Element,
    wished_from: date,
    why: str,
    declared: str = "",
    by: Actor,
    at: datetime,
) -> ElementVersion:
    """Propose an element in place of indicators that a person has found to mean the same; another person admits it.

    Refusals: forms.not_allowed, forms.one_department (fewer than two departments ask for it), forms.proposed_already,
    and those of the catalogue's `propose_element`: prohibited classes among them.
    """
    rules.post_of(by)
    chosen = list(
        LocalIndicator.objects.filter(pk__in=indicator_ids, district=by.scope.prefix[:6]).order_by("id")
    )
    if not rules.may_promote(by):
        raise NotAllowed("forms.not_allowed", _("指标进入目录由区社区办提议。"), _("请联系区社区办。"))
    if len({one.body_id for one in chosen}) < rules.ENOUGH_DEPARTMENTS:
        raise Refusal(
            "forms.one_department",
            _("只有一个部门要这个指标，还不到进入目录的时候。"),
            _("请至少选两个部门的同义指标。"),
        )
    if any(one.element or _is_waiting(one) for one in chosen):
        raise Refusal(
            "forms.proposed_already", _("其中有的指标已经提议过。"), _("请刷新页面，看看那项提议。")
        )
    with audited(
        by=by, at=at, verb="forms.promote", subject="forms.LocalIndicator", place=by.scope.prefix[:6], why=why
    ) as entry:
        proposal = propose_element(
            element=element, wished_from=wished_from, why=why, declared=declared, by=by, at=at
        )
        LocalIndicator.objects.filter(pk__in=[one.pk for one in chosen]).update(proposal=proposal)
        entry.detail = {"element": element.code, "indicators": len(chosen)}
    return proposal


def _is_waiting(one: LocalIndicator) -> bool:
    return one.proposal_id is not None and not hasattr(one.proposal, "decision")


def adopt(*, version: ElementVersion, by: Actor, at: datetime) -> int:
    """The element was admitted: fields of its indicators become fields of it. Answers how many fields."""
    taken = list(LocalIndicator.objects.filter(proposal=version, element=""))
    if not taken:
        return 0
    ids = [one.pk for one in taken]
    with audited(
        by=by,
        at=at,
        verb="forms.adopt",
        subject=f"catalogue.ElementVersion:{version.pk}",
        place=by.scope.prefix,
    ) as entry:
        LocalIndicator.objects.filter(pk__in=ids).update(element=version.code)
        asked = FormField.objects.filter(indicator_id__in=ids, state=Answer.LOCAL)
        fields = frozenset(asked.values_list("pk", flat=True))
        asked.update(element=version.code, state=Answer.CONFIRMED, answered_at=at, answered_label=by.label)
        fields_adopted.send(sender=adopt, fields=fields, element=version.code, at=at, by=by)
        entry.detail = {"element": version.code, "indicators": len(ids), "fields": len(fields)}
    return len(fields)
