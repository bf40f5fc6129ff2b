"""The district's own working days."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.mandates import rules
from linli.mandates.models import DistrictDay


def set_day(
    *, district: str, day: date, works: bool | None, document: str, by: Actor, at: datetime
) -> DistrictDay | None:
    """A day that the district works or has off; `works` None gives it back to the national calendar.

    Refusals: mandates.not_allowed, mandates.document_missing.
    """
    rules.ensure(rules.may_decide(by, district))
    if not document.strip():
        raise Refusal("mandates.document_missing", _("没有写依据文件。"), _("请写明调整工作日的文件。"))
    detail = {"day": day.isoformat(), "works": works}
    with audited(
        by=by,
        at=at,
        verb="mandates.set_day",
        subject=f"mandates.DistrictDay:{district}/{day.isoformat()}",
        place=district,
        why=document,
        detail=detail,
    ):
        if works is None:
            DistrictDay.objects.filter(district=district, day=day).delete()
            return None
        kept, _made = DistrictDay.objects.update_or_create(
            district=district,
            day=day,
            defaults={"works": works, "document": document.strip(), "recorded_at": at},
        )
    return kept
