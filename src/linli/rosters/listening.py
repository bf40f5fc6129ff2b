"""When people are deleted for good, what this room keeps about them beside the ledger goes too."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.dispatch import receiver

from linli.base.scope import Scope
from linli.register.hooks import people_forgotten
from linli.rosters.models import Doubt, LifeChange

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
