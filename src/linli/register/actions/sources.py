"""The sources that come along, and the order in which they count."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.models import Precedence, Source
from linli.register.rules import may_rule
from linli.register.states import SOURCES


def load_sources(*, by: Actor, at: datetime) -> int:
    """Write the supplied sources; those that are there stay as they are. Answers how many were new."""
    there = set(Source.objects.values_list("code", flat=True))
    new = [Source(code=c, name_zh=zh, name_en=en, department=d) for c, zh, en, d in SOURCES if c not in there]
    if not new:
        return 0
    with audited(
        by=by, at=at, verb="register.load_sources", subject="register.Source:", detail={"new": len(new)}
    ):
        Source.objects.bulk_create(new)
    return len(new)


def set_precedence(
    *,
    district: str,
    element: str,
    sources: Sequence[Sequence[str]],
    valid_from: date,
    why: str,
    by: Actor,
    at: datetime,
) -> Precedence:
    """Say whose word counts first for an element (or ``class:...``, or ``*``) in a district from a day on.

    Rows of the projection follow when they are next made: `rebuild` makes them all. Refusals: register.not_allowed,
    register.source_unknown, register.precedence_needs_reason.
    """
    if not may_rule(by, district):
        raise refusals.not_allowed()
    named = [code for group in sources for code in group]
    if len(set(named)) != len(named) or set(named) - set(Source.objects.values_list("code", flat=True)):
        raise refusals.source_unknown()
    if not why.strip():
        raise Refusal("register.precedence_needs_reason", _("请写明改变来源次序的依据。"))
    with audited(
        by=by, at=at, verb="register.set_precedence", subject="register.Precedence:", place=district, why=why
    ) as entry:
        row = Precedence.objects.create(
            district=district,
            element=element,
            sources=[list(group) for group in sources],
            valid_from=valid_from,
            why=why.strip(),
            recorded_at=at,
            account_id=by.account_id,
        )
        entry.subject = f"register.Precedence:{row.pk}"
        entry.detail = {"element": element, "sources": row.sources}
    return row
