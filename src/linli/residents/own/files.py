"""The resident's copy to take along: JSON for programs, PDF for people."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import typst
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.reports.render.fonts import embedded_fonts
from linli.reports.render.glyphs import showable_json
from linli.residents.own.presenters.readings import ReadingRow
from linli.residents.own.presenters.record import Section

FORMAT: Final = "linli-own-record/1"
_LAYOUT: Final = Path(__file__).with_name("record.typ")


@dataclass(frozen=True, slots=True)
class TakeAlong:
    """Everything that goes into the copy."""

    sections: Sequence[Section]
    readings: Sequence[ReadingRow]
    delayed: int
    at: datetime


def as_json(copy: TakeAlong) -> bytes:
    """The copy as UTF-8 JSON, its fields named in English, its words in the language in force."""
    body = {
        "format": FORMAT,
        "made_at": copy.at.isoformat(),
        "language": get_language(),
        "record": [asdict(section) for section in copy.sections],
        "readings": [asdict(row) for row in copy.readings],
        "readings_shown_later": copy.delayed,
    }
    return json.dumps(body, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def as_pdf(copy: TakeAlong) -> bytes:
    """The copy as PDF/A-2b with tags for screen readers. Signs no embedded font has are printed as 〓."""
    local = timezone.localtime(copy.at)
    data = {
        "language": "en" if (get_language() or "").startswith("en") else "zh",
        "title": _("登记了我什么，谁看过"),
        "day": f"{local:%Y-%m-%d %H:%M}",
        "heads": [_("内容"), _("登记的是"), _("从哪里来")],
        "sections": [
            {
                "title": section.title,
                "note": section.note,
                "rows": [[row.name, row.value, f"{row.source}\n{row.how}".strip()] for row in section.rows],
                "empty": section.empty,
            }
            for section in copy.sections
        ],
        "readings_title": _("谁看过"),
        "readings": [f"{row.when}  {row.sentence}" for row in copy.readings],
        "no_readings": _("还没有人看过。"),
        "delayed": _("另有 %(count)d 次查阅依法延后告知。") % {"count": copy.delayed} if copy.delayed else "",
    }
    made = typst.compile(
        _LAYOUT.read_bytes(),
        font_paths=embedded_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": showable_json(data)},
        pdf_standards=["a-2b"],
        timestamp=copy.at.replace(microsecond=0),
        format="pdf",
    )
    return bytes(made)
