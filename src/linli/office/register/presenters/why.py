"""Where a value comes from, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.core.elements import Element
from linli.office.register.presenters.values import (
    Lists,
    day_words,
    method_words,
    moment_words,
    plain_words,
    source_words,
)
from linli.register.gate import Recorded, Standing

WORDS: dict[Standing, tuple[Callable[[], str], str]] = {
    Standing.BELIEVED: (lambda: _("采用的值"), "met"),
    Standing.OTHER_SOURCE: (lambda: _("没有采用"), "warn"),
    Standing.OTHER_DAY: (lambda: _("别的时候的值"), "unknown"),
    Standing.CORRECTED: (lambda: _("已更正"), "unknown"),
    Standing.UNDONE: (lambda: _("已撤销"), "unknown"),
    Standing.RETRACTION: (lambda: _("删去了这一项"), "unknown"),
    Standing.ERASED: (lambda: _("已到期销毁"), "unknown"),
}


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One recorded value as the page shows it."""

    value: str
    look: str
    standing: str
    because: str
    source: str
    method: str
    valid: str
    recorded: str
    by: str


def why_rows(element: Element | None, rows: Sequence[Recorded], lists: Lists) -> list[WhyRow]:
    """All rows in words."""
    return [_row(element, row, lists) for row in rows]


def _row(element: Element | None, row: Recorded, lists: Lists) -> WhyRow:
    words, look = WORDS[row.standing]
    text = plain_words(element, row.text, lists) if element and row.is_whole else row.text
    return WhyRow(
        value=text or "—",
        look=look,
        standing=words(),
        because=_because(row),
        source=source_words(row.source),
        method=_("%(method)s，数据截至%(day)s")
        % {"method": method_words(row.method), "day": day_words(row.as_of)},
        valid=_valid(row),
        recorded=moment_words(row.recorded_at),
        by=row.by + (_("：") + row.why if row.why else ""),
    )


def _because(row: Recorded) -> str:
    if row.standing is Standing.BELIEVED:
        return _("按来源的先后和日期，最可信。")
    if row.standing is Standing.OTHER_SOURCE:
        return _("有更可信的来源，或同一来源有更新的值。")
    if row.standing is Standing.ERASED:
        return _("这一项的保存期限已到，值已销毁，谁也看不到。")
    if row.standing is Standing.UNDONE:
        return _("整批登记在%(when)s撤销。") % {"when": moment_words(row.undone_at)}
    return ""


def _valid(row: Recorded) -> str:
    if row.valid_from is None and row.valid_to is None:
        return _("一直")
    if row.valid_to is None:
        return _("从%(day)s起") % {"day": day_words(row.valid_from)}
    if row.valid_from is None:
        return _("到%(day)s为止") % {"day": day_words(row.valid_to)}
    return _("%(first)s至%(last)s") % {
        "first": day_words(row.valid_from),
        "last": day_words(row.valid_to),
    }
