"""Values written into a text that leaves room for them: boxes to tick, blanks after a colon, a unit, a day."""

import re

from linli.core.formmatch.labels import BOX, UNITS

BLANK = r"[\s_＿]*"
TICK = "☑"
DAY = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
DAY_BLANKS = re.compile(r"[\s_＿]*(?:\d{2,4})?[\s_＿]*年[\s_＿]*月(?:[\s_＿]*日)?")
CHOICES = re.compile(r"^[^\s/、]{1,6}(?:[/、][^\s/、]{1,6})+$")
EMPTY = re.compile(r"^[\s_＿/\\—\-…]*$")


def filled_text(text: str, label: str, value: str) -> str:
    """`text` of a cell or paragraph with `value` in the place that its label, boxes or blanks leave for it.

    Where nothing leaves room the value takes the place of the text, or follows it where the text is the label.
    """
    if BOX.search(text):
        ticked = _ticked(text, label, value)
        if ticked != text:
            return ticked
    after = _after_label(text, label, value)
    if after is not None:
        return after
    flat = text.strip()
    if flat.strip("()（）") in UNITS:
        return value if value.endswith(flat) else f"{value}{flat}"
    if EMPTY.match(flat) or DAY_BLANKS.fullmatch(flat) or CHOICES.match(flat):
        return value
    return f"{text}{value}" if _spelled(label) and re.search(_spelled(label), text) else value


def _ticked(text: str, label: str, value: str) -> str:
    """The box of the answer that is meant, before or behind its word; the text itself where no answer fits."""
    start = _label_end(text, label)
    part = text[start:]
    behind = part.rstrip(" ;；,，、)）")[-1:] and BOX.match(part.rstrip(" ;；,，、)）")[-1])
    leads = BOX.match(part.lstrip(" :：\n"))
    word = r"\s*".join(map(re.escape, value))
    edge = r"(?![\u3400-\u9fff])"
    if leads or not behind:
        found = re.search(rf"[{BOX.pattern[1:-1]}](\s*{word}){edge}", part)
        return text if not found else text[: start + found.start()] + TICK + text[start + found.start(1) :]
    found = re.search(rf"(?<![\u3400-\u9fff])({word}\s*)[{BOX.pattern[1:-1]}]", part)
    return text if not found else text[: start + found.end(1)] + TICK + text[start + found.end() :]


def _label_end(text: str, label: str) -> int:
    found = re.search(_spelled(label), text) if _spelled(label) else None
    return found.end() if found else 0


def _after_label(text: str, label: str, value: str) -> str | None:
    """`姓名：____` and `编号____` with the blank filled; None where no blank follows the label."""
    spelled = _spelled(label)
    if not spelled:
        return None
    found = re.search(
        rf"({spelled}(?:[(（][^)）]*[)）])?\s*[:：])({DAY_BLANKS.pattern}|{BLANK})(?=\S|$)", text
    )
    if found and not _is_taken(text[found.end() :], found[2]):
        return _put(text, found, value)
    found = re.search(rf"({spelled})({BLANK[:-1]}{{2,}})", text)
    return _put(text, found, value) if found else None


def _is_taken(rest: str, blank: str) -> bool:
    """Whether something stands right behind the colon: the blank is filled, a later one of that label is meant."""
    return not blank and bool(rest) and not BOX.match(rest)


def _put(text: str, found: re.Match[str], value: str) -> str:
    blank, rest = found[2], text[found.end() :]
    day = DAY.fullmatch(value)
    if DAY_BLANKS.fullmatch(blank) and "年" in blank and day is None:
        blank = re.sub(r"[年月日]", " ", blank)
    gap = (
        "  "
        if rest and not rest.startswith(("\n", "\t")) and (not blank or blank[-1] in " \u3000_＿")
        else ""
    )
    if re.match(r"[年月日](?:[\s_＿\d]|$)", rest):
        gap = ""
    unit = re.match(r"[^\s_＿:：]{1,4}(?=$|\s)", rest)
    if unit and unit[0] in UNITS:
        gap = ""
    return text[: found.end(1)] + value + gap + rest


def _spelled(label: str) -> str:
    """A pattern for the label as it stands on paper: spaces and line breaks between its characters."""
    return r"\s*".join(map(re.escape, "".join(label.split())))
