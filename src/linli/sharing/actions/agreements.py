"""Asking for a sharing agreement, deciding on it, ending it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.reading.queries import department_of_post, purpose
from linli.base.workdays import day_of
from linli.catalogue.queries import catalogue, reference
from linli.core.elements import Store
from linli.sharing import rules
from linli.sharing.models import Agreement, AgreementDecision, AgreementEnd
from linli.sharing.states import Verdict


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """What the using department asks for: `provider` is the department that answers for the elements."""

    number: str
    provider: str
    place: str
    purpose: str
    elements: tuple[str, ...]
    basis: str
    valid_from: date
    valid_to: date


def ask_agreement(*, draft: AgreementDraft, by: Actor, at: datetime) -> Agreement:
    """Ask for an agreement for one's own department.

    Refusals: sharing.not_a_department, sharing.no_department, sharing.dates, sharing.purpose, sharing.elements,
    sharing.number_taken, sharing.place.
    """
    rules.require_department(by)
    receiver = department_of_post(by.post_id)
    if not receiver:
        raise NotAllowed(
            "sharing.no_department",
            _("您所在机构还没有登记对应的部门。"),
            _("请安全管理员先登记部门代码。"),
        )
    _check(draft, receiver, by, day_of(at))
    assert by.account_id is not None
    row = Agreement(
        number=draft.number.strip(),
        provider=draft.provider,
        receiver=receiver,
        place=draft.place,
        purpose=draft.purpose,
        elements=sorted(set(draft.elements)),
        basis=draft.basis.strip(),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        asked_at=at,
        account_id=by.account_id,
        label=by.label,
    )
    with audited(
        by=by,
        at=at,
        verb="sharing.ask_agreement",
        subject=f"sharing.Agreement:{row.pk}",
        place=row.place,
        why=row.purpose,
        detail={"provider": row.provider, "receiver": receiver, "elements": row.elements},
    ):
        _saved(row, "sharing.number_taken", _("这个协议编号已经用过。"))
    return row


def decide_agreement(
    *, agreement_id: UUID, verdict: Verdict, by: Actor, at: datetime, why: str = ""
) -> AgreementDecision:
    """The district office grants or refuses; never the account that asked. Refusals: sharing.no_agreement (404),
    sharing.not_the_district_office, sharing.oneself, sharing.why_not, sharing.decided.
    """
    row = _agreement(agreement_id, by)
    rules.require_district_office(by, row.place)
    assert by.account_id is not None
    if by.account_id == row.account_id:
        raise NotAllowed("sharing.oneself", _("不能决定自己提出的协议。"))
    if verdict == Verdict.REFUSED and not why.strip():
        raise Refusal("sharing.why_not", _("请写明不同意的理由。"))
    decision = AgreementDecision(
        agreement=row,
        asked_by=row.account_id,
        verdict=verdict,
        why=why.strip(),
        decided_at=at,
        account_id=by.account_id,
        label=by.label,
    )
    with audited(
        by=by,
        at=at,
        verb="sharing.decide_agreement",
        subject=f"sharing.Agreement:{row.pk}",
        place=row.place,
        detail={"verdict": str(verdict)},
    ):
        _saved(decision, "sharing.decided", _("这份协议已经有人决定了。"))
    return decision


def end_agreement(*, agreement_id: UUID, why: str, by: Actor, at: datetime) -> AgreementEnd:
    """End an agreement before its day. From now on requests under it are refused."""
    row = _agreement(agreement_id, by)
    rules.require_district_office(by, row.place)
    if not why.strip():
        raise Refusal("sharing.why_end", _("请写明终止的理由。"))
    assert by.account_id is not None
    end = AgreementEnd(agreement=row, ended_at=at, why=why.strip(), account_id=by.account_id, label=by.label)
    with audited(
        by=by, at=at, verb="sharing.end_agreement", subject=f"sharing.Agreement:{row.pk}", place=row.place
    ):
        _saved(end, "sharing.ended", _("这份协议已经终止了。"))
    return end


def _agreement(agreement_id: UUID, by: Actor) -> Agreement:
    row = Agreement.objects.in_scope(by.scope).filter(pk=agreement_id).first()
    if row is None:
        raise NotFound("sharing.no_agreement", _("没有找到这份协议，或者它不在您的管辖范围内。"))
    return row


def _check(draft: AgreementDraft, receiver: str, by: Actor, today: date) -> None:
    if not draft.number.strip() or not draft.basis.strip():
        raise Refusal("sharing.grounds", _("请写明协议编号和依据。"))
    if draft.provider not in reference().departments or draft.provider == receiver:
        raise Refusal("sharing.no_provider", _("请选择提供数据的部门，且不能是本部门。"))
    if not by.scope.covers(draft.place):
        raise NotAllowed("sharing.place", _("协议范围不在您的管辖范围内。"))
    if not today <= draft.valid_from < draft.valid_to <= draft.valid_from + timedelta(rules.AGREEMENT_DAYS):
        raise Refusal("sharing.dates", _("协议的起止日期不对，最长三年。"))
    terms = purpose(draft.purpose)
    if terms is None or not terms.is_in_force(draft.valid_from):
        raise Refusal("sharing.purpose", _("这个用途不在登记里，或已经终止。"))
    _check_elements(draft, today)


def _check_elements(draft: AgreementDraft, today: date) -> None:
    """Every element is the provider's to give, and may be used for the purpose."""
    held = catalogue(today)
    for code in draft.elements or ("",):
        element = held.element(code)
        if element is None or element.property.store is Store.PARTY_BRANCH:
            raise Refusal("sharing.elements", _("数据元目录里没有“%(element)s”。"), element=code)
        own = element.property
        if own.owner != draft.provider:
            raise Refusal("sharing.not_the_owner", _("“%(name)s”不归所选部门负责。"), name=element.names.zh)
        if own.is_personal and draft.purpose not in own.purposes:
            raise Refusal("sharing.purpose", _("“%(name)s”不能用于所选的用途。"), name=element.names.zh)


def _saved(row: Agreement | AgreementDecision | AgreementEnd, code: str, words: object) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refusal(code, words) from error
