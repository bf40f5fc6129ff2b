"""Propose an element, or a new version of one."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.catalogue.models import ElementVersion
from linli.catalogue.queries import code_list, reference
from linli.catalogue.rules import may_propose, refuse_incomplete, refuse_prohibited
from linli.catalogue.states import Origin, Verdict
from linli.core.elements import CodeItem, Element


def propose_element(
    *, by: Actor, at: datetime, element: Element, wished_from: date, why: str, declared: str = ""
) -> ElementVersion:
    """Put an element before a second person. `declared` is the class its proposer chose, prohibited ones included.

    Refusals: catalogue.prohibited, catalogue.may_not_propose, catalogue.incomplete, catalogue.no_reason,
    catalogue.unknown_code_list, catalogue.property_differs, catalogue.waiting_already, catalogue.no_change,
    catalogue.written_meanwhile.
    """
    # What is never held is refused before anything else is asked, so that the rule is what people read.
    items = _items(element, at.date())
    refuse_prohibited(element, declared, items)
    _check_may(by)
    _check_complete(element, why)
    with audited(
        by=by,
        at=at,
        verb="catalogue.propose_element",
        subject="catalogue.ElementVersion:",
        place=by.scope.prefix,
        why=why,
    ) as entry:
        number = _next_number(element.code)
        _check_beside_others(element)
        row = _append(
            ElementVersion.of(
                element,
                number=number,
                origin=Origin.PERSON,
                wished_from=wished_from,
                why=why.strip(),
                proposed_at=at,
                account_id=by.account_id,
                proposed_label=by.label,
            )
        )
        entry.subject += str(row.pk)
        entry.detail = {"element": element.code, "number": number, "digest": row.digest}
    return row


def _items(element: Element, day: date) -> tuple[CodeItem, ...]:
    code = element.property.type.code_list
    if not code:
        return ()
    found = code_list(code, day)
    if found is None:
        raise Refusal("catalogue.unknown_code_list", _("没有名为“%(name)s”的代码表。"), name=code)
    return found.items


def _check_may(by: Actor) -> None:
    if not may_propose(by):
        raise NotAllowed(
            "catalogue.may_not_propose",
            _("数据元由区社区办和职能部门提出。"),
            _("请把需要登记的内容告诉区社区办。"),
        )


def _check_complete(element: Element, why: str) -> None:
    if not why.strip():
        raise Refusal("catalogue.no_reason", _("没有写明为什么需要这个数据元。"), _("请写明用在哪件事上。"))
    refuse_incomplete(element)
    own, known = element.property, reference()
    unknown = [one for one in own.purposes if one not in known.purposes]
    unknown += [one.law for one in own.basis if one.law not in known.laws]
    unknown += [one for one in (own.owner, own.steward) if one not in known.departments]
    if unknown:
        raise Refusal("catalogue.unknown_reference", _("目录里没有：%(names)s。"), names="、".join(unknown))


def _check_beside_others(element: Element) -> None:
    """One proposal at a time, a change that changes something, and one meaning for one property."""
    versions = ElementVersion.objects.filter(code=element.code)
    if versions.filter(decision__isnull=True).exists():
        raise Refusal(
            "catalogue.waiting_already", _("这个数据元已有一项提议在等待准入。"), _("请先处理那一项。")
        )
    fresh = ElementVersion.of(element)
    last = versions.filter(decision__verdict=Verdict.ADMITTED).order_by("-number").first()
    if last is not None and last.digest == fresh.digest and not hasattr(last, "retirement"):
        raise Refusal("catalogue.no_change", _("与在用的版本完全相同，没有可准入的内容。"))
    others = ElementVersion.objects.filter(
        property_code=element.property.code, decision__verdict=Verdict.ADMITTED, retirement__isnull=True
    ).exclude(code=element.code)
    other = others.order_by("-id").first()
    if other is not None and other.record["property"]["type"] != fresh.record["property"]["type"]:
        raise Refusal(
            "catalogue.property_differs",
            _("同一个属性在别的角色路径上是另一种类型（见 %(other)s）。"),
            _("请改用同一类型，或另起一个属性代码。"),
            other=other.code,
        )


def _next_number(code: str) -> int:
    return (ElementVersion.objects.filter(code=code).aggregate(last=Max("number"))["last"] or 0) + 1


def _append(row: ElementVersion) -> ElementVersion:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if _next_number(row.code) == row.number:
            raise  # not a race: the row itself is wrong
        raise Refusal(
            "catalogue.written_meanwhile",
            _("另一个岗位刚刚提出了同一个数据元。"),
            _("请刷新页面，看过那项提议后再试。"),
        ) from error
    return row
