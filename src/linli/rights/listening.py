"""When the register may keep no value of an element any more, what the resident wrote about it goes too."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.register.hooks import values_erased
from linli.rights.models import Correction
from linli.rights.states import CorrectionState

EVERYWHERE = Scope("")
PIECE = 500


@receiver(values_erased)
def erase(sender: Any, gone: frozenset[tuple[UUID, str]], by: Actor, at: datetime, **kwargs: Any) -> None:
    """Empty the resident's words; an open request ends, since nothing is left to correct, and says why."""
    subjects: dict[str, list[UUID]] = defaultdict(list)
    for subject, element in gone:
        subjects[element].append(subject)
    for element, some in subjects.items():
        for start in range(0, len(some), PIECE):
            rows = Correction.objects.in_scope(EVERYWHERE).filter(
                element=element, subject_id__in=some[start : start + PIECE], erased_at=None
            )
            rows.filter(state=CorrectionState.OPEN).update(
                state=CorrectionState.REFUSED,
                answer=_("这一项的保存期限已到，登记的内容已经删除，没有可以更正的了。"),
                decided_at=at,
                decided_label=by.label,
            )
            rows.update(wish_sealed=b"", grounds_sealed=b"", erased_at=at)
