"""What a community does: refuse, report a violation, keep its list of plaques, ledgers and the like."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.core.mandates import ControlNumberError, parse_control_number
from linli.mandates import rules
from linli.mandates.models import BurdenItem, CommunityRefusal, Mandate
from linli.mandates.states import BurdenKind, Ground


def record_refusal(
    *,
    code: str,
    department: str,
    ground: Ground,
    what: str,
    number_shown: str = "",
    was_done: bool = False,
    on_date: date,
    by: Actor,
    at: datetime,
) -> CommunityRefusal:
    """Record a refusal, or a demand that broke the rules. Nobody can change or remove it, its department least.

    Refusals: mandates.not_allowed, mandates.what_missing, mandates.future_day.
    """
    rules.ensure(rules.may_keep(by, code))
    if not (what.strip() and department.strip()):
        raise Refusal("mandates.what_missing", _("没有写明哪个部门、要求了什么。"), _("请写明。"))
    if on_date > at.date():
        raise Refusal("mandates.future_day", _("日期在将来。"), _("请填写要求提出的那一天。"))
    with audited(
        by=by, at=at, verb="mandates.record_refusal", subject="mandates.CommunityRefusal", place=code
    ) as entry:
        made = CommunityRefusal(
            id=uuid7(),
            district=code[:6],
            division_code=code,
            mandate=_shown(number_shown),
            department=department.strip(),
            number_shown=number_shown.strip()[:40],
            ground=ground,
            what=what.strip(),
            was_done=was_done,
            on_date=on_date,
            recorded_at=at,
            post_id=by.post_id,
        )
        made.save()
        entry.subject = f"mandates.CommunityRefusal:{made.pk}"
        entry.detail = {"ground": ground.value}
    return made


def _shown(text: str) -> Mandate | None:
    try:
        number = str(parse_control_number(text))
    except ControlNumberError:
        return None  # what was shown is kept as text: a number that does not exist is part of the record
    return Mandate.objects.filter(control_number=number).first()


def keep_burden_item(
    *,
    code: str,
    kind: BurdenKind,
    title: str,
    department: str,
    times_per_year: int,
    since_date: date,
    by: Actor,
    at: datetime,
) -> BurdenItem:
    """Put a plaque, ledger, insurance quota, activity or inspection on the community's list.

    Refusals: mandates.not_allowed, mandates.what_missing, mandates.item_there.
    """
    rules.ensure(rules.may_keep(by, code))
    if not (title.strip() and department.strip()):
        raise Refusal("mandates.what_missing", _("没有写明名称和部门。"), _("请写明。"))
    with audited(
        by=by, at=at, verb="mandates.keep_burden_item", subject="mandates.BurdenItem", place=code
    ) as entry:
        try:
            with transaction.atomic():
                made = BurdenItem.objects.create(
                    id=uuid7(),
                    district=code[:6],
                    division_code=code,
                    kind=kind,
                    title=title.strip(),
                    department=department.strip(),
                    times_per_year=times_per_year,
                    since_date=since_date,
                )
        except IntegrityError:
            raise Refusal("mandates.item_there", _("这一项已经登记过。"), _("请在清单里找到它。")) from None
        entry.subject = f"mandates.BurdenItem:{made.pk}"
    return made


def end_burden_item(*, item_id: UUID, until_date: date, by: Actor, at: datetime) -> BurdenItem:
    """The thing is gone from a day on; the row stays for the past."""
    found = BurdenItem.objects.filter(pk=item_id).first()
    if found is None:
        raise NotFound("mandates.unknown", _("没有这个事项，或者它不在您的范围内。"))
    rules.ensure(rules.may_keep(by, found.division_code))
    if until_date <= found.since_date:
        raise Refusal("mandates.days_reversed", _("结束日期不晚于开始日期。"), _("请改正日期。"))
    subject = f"mandates.BurdenItem:{item_id}"
    with audited(by=by, at=at, verb="mandates.end_burden_item", subject=subject, place=found.division_code):
        found.until_date = until_date
        found.save(update_fields=["until_date"])
    return found
