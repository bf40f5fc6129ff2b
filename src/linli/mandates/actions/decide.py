"""What the office does: admit in whole or part, refuse, send back for papers, take longer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.workdays import YearUnknown
from linli.core.mandates import ControlNumber
from linli.mandates import rules
from linli.mandates.actions.common import moving
from linli.mandates.grounds import grounds_of
from linli.mandates.models import Mandate
from linli.mandates.owning import admit_indicators
from linli.mandates.purposes import enter_purpose
from linli.mandates.queries.cost import cost_of
from linli.mandates.states import Step, UnitKinds


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms it is admitted. `places` None admits it wherever it was asked for."""

    money_agreed: Decimal
    agreement: str = ""
    places: Sequence[str] | None = None
    starts_date: date | None = None
    ends_date: date | None = None


def approve(*, mandate_id: UUID, version: int, terms: Terms, why: str, by: Actor, at: datetime) -> Mandate:
    """Admit: gives the control number and the end. In part, when places or period are narrower than asked.

    Refusals: mandates.never_admissible, mandates.unfunded (what is missing, in yuan), mandates.place_not_asked,
    mandates.period_wider, mandates.numbered_meanwhile, those of `moving`, and those of `owning.admit_indicators`. The
    database refuses an unfunded approval by itself.
    """
    asked = Mandate.objects.filter(pk=mandate_id).first()
    step = Step.APPROVE_IN_PART if asked is not None and _is_part(asked, terms) else Step.APPROVE
    with (
        _one_number_each(),
        moving(mandate_id=mandate_id, step=step, by=by, at=at, version=version, why=why) as found,
    ):
        today = local_day(at)
        _ensure_admissible(found, today)
        _narrow(found, terms)
        _fund(found, terms, today)
        _number(found, today)
        found.agreement, found.decision_why, found.decided_at = terms.agreement, why, at
        enter_purpose(found, why, by=by, at=at)
        admit_indicators(found, why, by=by, at=at)
    return found


@contextmanager
def _one_number_each() -> Iterator[None]:
    """Two officers who admit at the same moment would take the same number: the database lets one have it."""
    try:
        yield
    except IntegrityError as error:
        if "control_number" not in str(error):
            raise
        raise Refusal(
            "mandates.numbered_meanwhile",
            _("另一个事项在同一时刻取得了这个编号，这次没有记下。"),
            _("请再点一次。"),
        ) from error


def refuse(*, mandate_id: UUID, version: int, why: str, by: Actor, at: datetime) -> Mandate:
    """Refuse, with the reason."""
    _ensure_reason(why)
    with moving(mandate_id=mandate_id, step=Step.REFUSE, by=by, at=at, version=version, why=why) as found:
        found.decision_why, found.decided_at = why, at
    return found


def suspend(*, mandate_id: UUID, version: int, why: str, by: Actor, at: datetime) -> Mandate:
    """Send back for missing papers: the clock stands still until they come."""
    _ensure_reason(why)
    with moving(mandate_id=mandate_id, step=Step.SUSPEND, by=by, at=at, version=version, why=why) as found:
        if found.clock_from is not None:
            found.days_used += _used(found, local_day(at))
        found.clock_from = None
    return found


def _used(found: Mandate, today: date) -> int:
    """Working days of the clock that are used up. A year whose holidays nobody knows cannot be counted."""
    try:
        return rules.days_between(found.clock_from or today, today, rules.own_days(found.district))
    except YearUnknown as error:
        raise Refusal(
            "mandates.year_unknown",
            _("%(year)s 年的放假安排还没有公布，已用的工作日算不出来。"),
            _("请在放假安排公布、平台更新之后再退回，或者直接作出决定。"),
            year=error.year,
        ) from error


def extend(*, mandate_id: UUID, version: int, days: int, why: str, by: Actor, at: datetime) -> Mandate:
    """Take more working days to decide, once, for a stated reason."""
    _ensure_reason(why)
    with moving(mandate_id=mandate_id, step=Step.EXTEND, by=by, at=at, version=version, why=why) as found:
        if found.days_extra:
            raise Refusal("mandates.extended_already", _("审核期限已经延长过一次。"), _("请作出决定。"))
        if not 1 <= days <= rules.days_allowed(found.district, local_day(at)):
            raise Refusal("mandates.extension_too_long", _("最多延长一个审核期。"), _("请填写较少的工作日。"))
        found.days_extra = days
    return found


def _ensure_reason(why: str) -> None:
    if not why.strip():
        raise Refusal("mandates.reason_missing", _("没有写理由。"), _("请写明理由，申请部门会看到。"))


def _is_part(asked: Mandate, terms: Terms) -> bool:
    places = {place.prefix for place in asked.places.all()}
    fewer = terms.places is not None and set(terms.places) != places
    starts_later = terms.starts_date is not None and terms.starts_date != asked.starts_date
    return fewer or starts_later or (terms.ends_date is not None and terms.ends_date != asked.ends_date)


def _ensure_admissible(found: Mandate, today: date) -> None:
    grounds = grounds_of(found, today)
    if grounds:
        raise Refusal(
            "mandates.never_admissible",
            _("这个事项不得准入：%(why)s"),
            _("请选择“不予准入”。"),
            why="；".join(str(ground.words) for ground in grounds),
        )


def _narrow(found: Mandate, terms: Terms) -> None:
    asked = {place.prefix: place for place in found.places.all()}
    chosen = list(asked) if terms.places is None else list(dict.fromkeys(terms.places))
    wrong = [place for place in chosen if not any(place.startswith(wide) for wide in asked)]
    if wrong or not chosen:
        raise Refusal(
            "mandates.place_not_asked",
            _("地点 %(place)s 没有申请。"),
            _("只能在申请的地点之内准入，至少一处。"),
            place=wrong[0] if wrong else "—",
        )
    for prefix in chosen:
        found.places.update_or_create(prefix=prefix, defaults={"approved": True})
    starts, ends = terms.starts_date or found.starts_date, terms.ends_date or found.ends_date
    if starts is None or ends is None or found.starts_date is None or found.ends_date is None:
        raise Refusal("mandates.period_missing", _("没有写明起止日期。"), _("请写明起止日期。"))
    if starts < found.starts_date or ends > found.ends_date or ends <= starts:
        raise Refusal(
            "mandates.period_wider", _("准入的期限超出了申请的期限。"), _("请在申请的期限之内选择。")
        )
    found.starts_date, found.ends_date = starts, ends


def _fund(found: Mandate, terms: Terms, today: date) -> None:
    places = [place.prefix for place in found.places.filter(approved=True)]
    cost = cost_of(found, tuple(found.fields.all()), places, today=today)
    found.money_required, found.people_value = cost.required, cost.people_value
    if found.unit_kind == UnitKinds.COMMUNITY and cost.communities:
        # As many as are admitted: the registers count its minutes from now on.
        found.unit_count = cost.communities
    found.money_agreed = terms.money_agreed
    short = found.money_required - found.people_value - terms.money_agreed
    if short > 0:
        raise Refusal(
            "mandates.unfunded",
            _("按“费随事转”应随经费 %(required)s 元，还差 %(short)s 元。"),
            _("请与申请部门商定经费或派员，或缩小范围。"),
            required=found.money_required,
            short=short,
        )


def _number(found: Mandate, today: date) -> None:
    """The next running number of the district's year. The unique number makes two of the same impossible."""
    last = Mandate.objects.filter(
        district=found.district, control_number__startswith=f"{found.district}-{today.year}-"
    ).aggregate(last=Max("running"))["last"]
    found.running = (last or 0) + 1
    found.control_number = str(ControlNumber(found.district, today.year, found.running))
