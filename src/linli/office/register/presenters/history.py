"""The two axes of a card: the day it is about, and what was known by a day, each with the days that changed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.office.register.presenters.values import day_words
from linli.office.register.reading import Axes
from linli.register.gate import change_days
from linli.register.gate.places import Whereabouts

MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something changed, as a link for those without a slider."""

    href: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class History:
    """What the history form shows: chosen days, and the days of the sliders in a row."""

    on: str
    known: str
    on_days: str
    known_days: str
    steps: tuple[Step, ...]


def history_of(where: Whereabouts, axes: Axes, href: str) -> History:
    """The sliders stop where something changed, and today."""
    today = timezone.localdate()
    changes = change_days(where)
    valid = _days(changes.valid, today)
    recorded = _days([timezone.localdate(at) for at in changes.recorded], today)
    steps = [Step(f"{href}?on={day.isoformat()}", day_words(day), _("这一天的情况有变")) for day in valid]
    steps += [
        Step(f"{href}?known={day.isoformat()}", day_words(day), _("这一天有新登记")) for day in recorded
    ]
    return History(
        on=axes.on.isoformat() if axes.on else "",
        known=axes.known_day.isoformat() if axes.known_day else "",
        on_days=" ".join(day.isoformat() for day in valid),
        known_days=" ".join(day.isoformat() for day in recorded),
        steps=tuple(steps[-MOST_STEPS:]),
    )


def _days(found: Sequence[date], today: date) -> list[date]:
    return sorted({day for day in found if day <= today} | {today})[-MOST_STEPS:]


def past_words(axes: Axes) -> str:
    """Which past is shown; empty for now."""
    if axes.is_now:
        return ""
    if axes.on and axes.known_day:
        text = _("这是%(on)s的情况，按到%(known)s为止的登记。")
    elif axes.on:
        text = _("这是%(on)s的情况，按现在所知。")
    else:
        text = _("这是按到%(known)s为止的登记看到的情况。")
    return text % {"on": day_words(axes.on), "known": day_words(axes.known_day)}
