"""The day of a moment where the communities are."""

from datetime import date, datetime
from typing import overload

from django.utils import timezone


@overload
def local_day(moment: datetime) -> date: ...
@overload
def local_day(moment: None) -> None: ...
@overload
def local_day(moment: datetime | None) -> date | None: ...
def local_day(moment: datetime | None) -> date | None:
    """The calendar day in the time zone of the settings; None for None."""
    return moment.astimezone(timezone.get_current_timezone()).date() if moment else None
