"""Chinese numerals inside addresses: 三栋, 二十三幢, 五〇一室, 一百零二号."""

from __future__ import annotations

import re

HAN_DIGITS = "零一二三四五六七八九"
DIGITS = {character: value for value, character in enumerate(HAN_DIGITS)} | {"两": 2}
WIDE = str.maketrans(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨabcdefgh＃－—–−~～（）　，、〇○ ",
    "0123456789ABCDEFGHABCDEFGH#------()  ,零零 ",
)
UNUSUAL = frozenset(map(chr, WIDE)) | {" "}
NUMERALS = frozenset(HAN_DIGITS + "十百")
# A numeral counts as one when a measure word follows, or when it stands after one.
NUMERAL = re.compile(
    r"[零一二三四五六七八九十百]+(?=号楼|号|栋|幢|座|单元|室|房|层|楼|弄|#|组|队|排|村民|户|梯|期|-|$)"
    r"|(?<=[栋幢座元楼层#梯-])[零一二三四五六七八九十百]+"
)


def narrow(text: str) -> str:
    """Half-width characters, no spaces."""
    return text if UNUSUAL.isdisjoint(text) else text.translate(WIDE).replace(" ", "")


def plain_digits(text: str) -> str:
    """Half-width characters, no spaces, and numerals that count something as Arabic digits."""
    return counted(narrow(text))


def counted(text: str) -> str:
    """Numerals that count something as Arabic digits."""
    return text if NUMERALS.isdisjoint(text) else NUMERAL.sub(lambda match: arabic(match.group()), text)


def arabic(numeral: str) -> str:
    """二十三 -> 23, 五零一 -> 501, 一百零二 -> 102."""
    if "十" not in numeral and "百" not in numeral:
        return "".join(str(DIGITS[character]) for character in numeral)
    total, last = 0, 0
    for character in numeral:
        if character == "百":
            total, last = total + (last or 1) * 100, 0
        elif character == "十":
            total, last = total + (last or 1) * 10, 0
        else:
            last = DIGITS[character]
    return str(total + last)
