"""When people are deleted for good, or values when their time is over, what this room keeps beside the ledger goes."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.hooks import people_forgotten, values_erased
from linli.rosters.models import Doubt, LifeChange
from linli.rosters.states import ChangeState

EVERYWHERE = Scope("")
PIECE = 500


@receiver(people_forgotten)
def forget(sender: Any, subjects: frozenset[UUID], at: datetime, **kwargs: Any) -> None:
    """Remove proposed changes and doubtful pairs of forgotten people; decisions stay in the audit trail."""
    ids = sorted(subjects)
    for start in range(0, len(ids), PIECE):
        part = ids[start : start + PIECE]
        named = Q(subject__in=part) | Q(other__in=part)
        LifeChange.objects.in_scope(EVERYWHERE).filter(named).delete()
        Doubt.objects.in_scope(EVERYWHERE).filter(Q(one__in=part) | Q(other__in=part)).delete()


@receiver(values_erased)
def erase(sender: Any, gone: frozenset[tuple[UUID, str]], by: Actor, at: datetime, **kwargs: Any) -> None:
    """Empty what sources said of these elements, masks too; a change that still waited is declined and says why.

    The digest goes as well: whoever knows what a value may be would find it by trying.
    """
    subjects: dict[str, list[UUID]] = defaultdict(list)
    for subject, element in gone:
        subjects[element].append(subject)
    for element, some in subjects.items():
        for start in range(0, len(some), PIECE):
            rows = LifeChange.objects.in_scope(EVERYWHERE).filter(
                element=element, subject__in=some[start : start + PIECE]
            )
            rows.filter(state=ChangeState.OPEN).update(
                state=ChangeState.DECLINED,
                decided_at=at,
                decided_by=by.account_id,
                why=_("这一项的保存期限已到，值已删除。"),
            )
            for pk in rows.exclude(after_sealed=b"").values_list("pk", flat=True):
                rows.filter(pk=pk).update(
                    after_sealed=b"", people_sealed=None, before_mask="", after_mask="", digest=pk.hex
                )
