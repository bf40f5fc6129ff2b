"""The meter's figures on the public board: by department, never by post or person."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from linli.mandates.queries import CellTime
from linli.meter.queries import MeterRow

MINUTE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Told:
    """One department's cells filled without asking, and minutes before and after, in words."""

    share: str
    minutes: str


def measured_words(row: MeterRow | None) -> Told:
    """A dash where nothing was counted, or nothing was timed."""
    share = "—" if row is None or row.share is None else f"{row.share.quantize(MINUTE)}%"
    if row is None or row.before is None or row.after is None:
        return Told(share, "—")
    before, after = row.before.quantize(MINUTE), row.after.quantize(MINUTE)
    return Told(share, _("%(before)s，现在 %(after)s") % {"before": f"{before:,}", "after": f"{after:,}"})


def method(time: CellTime | None) -> str:
    """How the minutes were come by."""
    if time is None:
        return _("“填出”：台账里新的、没有出入的格所占的比例。每格用时还没有量到，不作估计。")
    return _(
        "“填出”：台账里新的、没有出入的格所占的比例。每格 %(seconds)s 秒，"
        "由 %(first)s 至 %(last)s 上门填写的 %(cells)s 格量得；“之前”按每一格都手工填写计。"
    ) % {"seconds": time.seconds, "first": time.from_date, "last": time.to_date, "cells": time.cells}
