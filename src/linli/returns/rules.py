"""Who may do what with a return, and what locks it."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotAllowed
from linli.base.identity.actor import Actor
from linli.base.identity.models import Post
from linli.base.identity.states import Role
from linli.mandates.models import Mandate
from linli.mandates.states import ADMITTED
from linli.returns.models import ClosedPeriod, Report, ReportStep
from linli.returns.states import Lock, State, Step, Timeliness

COMMUNITY_STEPS = frozenset({Step.FILL, Step.TYPE, Step.BRING, Step.SEND, Step.CORRECT})
MOST_ROWS = 20_000
SOON = timedelta(days=7)


def may_take(step: Step, by: Actor, report: Report) -> bool:
    """The committee fills, types, hands in, sends, corrects; the sub-district approves; who has it sends back."""
    if by.is_system and by.role is None:
        return True
    if step in COMMUNITY_STEPS:
        return by.role == Role.COMMITTEE and by.scope.prefix == report.community
    if step is Step.APPROVE or (step is Step.SEND_BACK and report.state == State.SENT):
        return by.role == Role.SUB_DISTRICT and by.scope.covers(report.community)
    return is_asker(by, report.mandate)


def is_asker(by: Actor, mandate: Mandate) -> bool:
    """A post of the department that asked."""
    if by.role != Role.DEPARTMENT or by.post_id is None or not by.scope.covers(mandate.district):
        return False
    return Post.objects.filter(pk=by.post_id, body_id=mandate.body_id).exists()


def versions_for(by: Actor, report: Report) -> tuple[int, ...]:
    """The fillings somebody may look at: a department those that the sub-district approved, the place all of them."""
    if by.role == Role.DEPARTMENT:
        steps = ReportStep.objects.filter(report=report, step=Step.APPROVE).order_by("number")
        return tuple(dict.fromkeys(steps.values_list("number", flat=True)))
    return tuple(range(1, report.number + 1))


def may_see(by: Actor, report: Report) -> bool:
    """Those of the place; the department that asked, once a version has been approved."""
    if by.role == Role.DEPARTMENT:
        return is_asker(by, report.mandate) and bool(versions_for(by, report))
    return by.role in (Role.COMMITTEE, Role.SUB_DISTRICT, Role.DISTRICT_OFFICE) and by.scope.covers(
        report.community
    )


def ensure(allowed: bool) -> None:
    """Raise NotAllowed in words."""
    if not allowed:
        raise NotAllowed("returns.not_allowed", _("您的岗位不能办理这份填报。"))


def open_until(mandate: Mandate) -> date | None:
    """The first day on which nothing is taken any more: the end of the mandate and the days for the last report."""
    if mandate.ends_date is None:
        return None
    return mandate.ends_date + timedelta(days=mandate.due_days)


def mandate_is_open(mandate: Mandate, today: date) -> bool:
    """Admitted, begun, and not over."""
    until = open_until(mandate)
    if mandate.state not in ADMITTED or mandate.starts_date is None or until is None:
        return False
    return mandate.starts_date <= today < until


def lock_of(report: Report, today: date, *, is_closed: bool) -> Lock | None:
    """Why nothing can be changed; None while it can. Sent back, it is open again."""
    if not mandate_is_open(report.mandate, today):
        return Lock.MANDATE_ENDED
    if is_closed:
        return Lock.PERIOD_CLOSED
    if report.state == State.SENT:
        return Lock.SENT
    return Lock.APPROVED if report.state in (State.APPROVED, State.ACCEPTED) else None


def period_is_closed(mandate: Mandate, period_first: date) -> bool:
    """Whether the department has closed it."""
    return ClosedPeriod.objects.filter(mandate=mandate, period_first=period_first).exists()


def timeliness(due: date, first_sent: date | None, today: date) -> Timeliness:
    """How a return stands to its due day."""
    if first_sent is not None:
        return Timeliness.IN_TIME if first_sent <= due else Timeliness.LATE
    if today > due:
        return Timeliness.OVERDUE
    return Timeliness.DUE_SOON if due - today <= SOON else Timeliness.NOT_DUE
