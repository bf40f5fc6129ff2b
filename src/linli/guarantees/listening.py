"""When answers that count come in, change or go, the scoreboard follows in the same transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from linli.guarantees.projection.refresh import refresh
from linli.surveys.hooks import return_changed


@receiver(return_changed, dispatch_uid="guarantees.return_changed")
def follow(
    sender: object, *, campaign_id: UUID, division_codes: tuple[str, ...], at: datetime, **_rest: Any
) -> None:
    """Assess the communities again. An error here undoes the action that brought the answers."""
    refresh(campaign_id, division_codes, at)
