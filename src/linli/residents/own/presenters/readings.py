"""Who looked, and why: one plain sentence a reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.base.reading.queries import ResidentsLine
from linli.base.reading.states import Act
from linli.catalogue.queries import Catalogue


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One reading as the page shows it."""

    id: UUID
    when: str
    sentence: str
    what: str
    is_emergency: bool
    objection: str
    answer: str


def reading_rows(lines: Sequence[ResidentsLine], known: Catalogue) -> list[ReadingRow]:
    """The lines of a page, each in words."""
    return [
        ReadingRow(
            id=line.reading_id,
            when=moment(line.at),
            sentence=sentence(line),
            what=_("、").join(element_name(code, known) for code in line.elements),
            is_emergency=line.was_break_glass,
            objection=_objection(line),
            answer=line.answer_words,
        )
        for line in lines
    ]


def sentence(line: ResidentsLine) -> str:
    """「谁」为「用途」看了……，理由是……。"""
    terms = line.purpose_terms
    words = {
        "who": line.label,
        "purpose": terms.name(get_language() or "") if terms else line.purpose,
        "reason": line.reason,
    }
    text = _SENTENCES[line.act]() % words
    if line.was_break_glass:
        text += _("这是一次紧急查阅，事后由上级复核。")
    if line.people > 1:
        text += _("同一次还看了另外 %(others)d 人。") % {"others": line.people - 1}
    return text


_SENTENCES = {
    Act.MASKED: lambda: _("%(who)s为“%(purpose)s”看了遮住号码的信息。理由：%(reason)s。"),
    Act.REVEALED: lambda: _("%(who)s为“%(purpose)s”看了完整内容。理由：%(reason)s。"),
    Act.LISTED: lambda: _("%(who)s为“%(purpose)s”在名单里看到您（号码遮住）。理由：%(reason)s。"),
    Act.SEARCHED: lambda: _("%(who)s为“%(purpose)s”查找时看到您（号码遮住）。理由：%(reason)s。"),
    Act.EXPORTED: lambda: _("%(who)s为“%(purpose)s”导出了含有您的名单。理由：%(reason)s。"),
    Act.COUNTED: lambda: _(
        "%(who)s为“%(purpose)s”计数时由平台核对了您的登记，没有人看到内容。理由：%(reason)s。"
    ),
    Act.SHARED: lambda: _("%(who)s为“%(purpose)s”按共享协议取得了信息。理由：%(reason)s。"),
}


def _objection(line: ResidentsLine) -> str:
    if line.objected_at is None:
        return ""
    if line.answer is None:
        return _("您已提出异议，等待答复")
    return _("异议已答复：%(verdict)s") % {"verdict": line.answer.label}


def element_name(code: str, known: Catalogue) -> str:
    """The element's name in the language in force; its code where the catalogue has it no more."""
    element = known.element(code)
    return element.names.get(get_language() or "") if element else code


def moment(at: datetime) -> str:
    """2026年11月24日 09:30, or 24 Nov 2026 09:30."""
    local = timezone.localtime(at)
    return f"{day_words(local.date())} {local:%H:%M}"


def day_words(day: date) -> str:
    """2026年11月24日 or 24 Nov 2026."""
    if (get_language() or "").startswith("en"):
        return f"{day.day} {day.strftime('%b')} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
