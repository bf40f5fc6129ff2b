"""Blanks inside a text: `姓名：____ 性别：□男 □女`, `身高____cm`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from linli.core.formmatch.labels import BOX, UNITS, read_label

from .texts import (
    ANSWERS,
    CODED_ANSWERS,
    CODED_START,
    DAY_TO_FILL,
    EMPTY,
    INLINE,
    LINE_TO_FILL,
    NUMBERED_ANSWERS,
    is_note,
    is_signed,
    tidy,
)

ANSWER_MARK = re.compile(r"[①-⑳]|(?<!\d)[1-9A-D][.、．)）]|[/、\s;；]+")
CODE = re.compile(r"\d{1,2}\s?([^\d\s□/、;；]+)")
UNIT_AFTER = re.compile(r"^[\s_＿]*([^\s_＿]{1,4})\s*$")


@dataclass(frozen=True, slots=True)
class Inline:
    """A label that was found inside a text, with its unit and the answers offered."""

    label: str
    unit: str = ""
    options: tuple[str, ...] = ()


def inline_fields(text: str, alone: bool = False) -> list[Inline]:
    """The labels of the blanks inside a text. With `alone` the text is one label by itself and is always returned."""
    if alone:
        return [_alone(text)]
    flat = re.sub(r"[\r\n\t]+", "  ", text).strip()
    if is_note(flat) and not _has_blank(flat):
        return []
    marks = [mark for mark in INLINE.finditer(flat) if not mark[1].isdigit()]
    if marks:
        ends = [*(mark.start() for mark in marks[1:]), len(flat)]
        return [
            one
            for mark, end in zip(marks, ends, strict=True)
            for one in _after(tidy(mark[1]), flat[mark.end() : end])
        ]
    found = [Inline(tidy(mark[1])) for mark in LINE_TO_FILL.finditer(flat) if not is_signed(mark[1])]
    return found or ([_alone(text)] if BOX.search(flat) and not BOX.match(flat) else [])


def _after(label: str, value: str) -> list[Inline]:
    """A label with what stands after its colon, if that is there to be filled, and a further label in that."""
    if is_signed(label) or (label == "单位" and value.strip() in UNITS):
        return []
    further = LINE_TO_FILL.search(value)
    if further and not is_signed(further[1]):
        return [*_after(label, value[: further.start()]), Inline(tidy(further[1]))]
    unit = UNIT_AFTER.match(value)
    if unit and unit[1] in UNITS:
        return [Inline(label, unit[1])]
    options = answers_of(value)
    is_blank = EMPTY.match(value) or DAY_TO_FILL.match(value) or "__" in value
    return [Inline(label, "", options)] if options or is_blank else []


def answers_of(text: str) -> tuple[str, ...]:
    """The answers that a text offers to tick or to circle."""
    flat = text.strip()
    if not re.search(r"\w", BOX.sub("", flat)):
        return ()
    coded = CODED_ANSWERS.match(flat) or CODED_START.match(flat)
    if BOX.search(flat) and not coded:
        made = read_label(f"答{flat}" if BOX.match(flat) else f"答 {flat}").options
        return tuple(part.rstrip("_＿ ") for part in made if part.strip("_＿ "))
    if coded:
        return tuple(answer.rstrip("_＿") for answer in CODE.findall(flat))
    if ANSWERS.match(flat) or NUMBERED_ANSWERS.match(flat):
        return tuple(part.strip() for part in ANSWER_MARK.split(flat) if part.strip())
    return ()


def _has_blank(flat: str) -> bool:
    return "__" in flat or "＿＿" in flat or BOX.search(flat) is not None


def _alone(text: str) -> Inline:
    label = tidy(text)
    mark = re.match(r"^(?!其中)(.{1,24}?)\s*[:：]\s*(.*)$", label)
    asked, rest = (mark[1], mark[2]) if mark else (label, label)
    options = answers_of(rest) if (mark or BOX.search(label)) else ()
    if BOX.search(asked):
        asked = BOX.split(asked)[0].strip() or asked
    return Inline(tidy(asked), read_label(asked).unit, options)
