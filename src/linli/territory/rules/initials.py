"""Pinyin initials of names: 东门社区居委会 -> dmsqjwh. Fast enough for a national list (a second or two)."""

import unicodedata
from functools import cache

MAX_LENGTH = 16

# Readings that place names use and a general dictionary does not give first.
_PLACE_CHARACTERS = {"长": "c"}
_PLACE_PHRASES = {
    "长子县": "zzx",
    "单县": "sx",
    "洪洞": "ht",
    "浚县": "xx",
    "任丘": "rq",
    "涡阳": "gy",
    "乐亭": "lt",
    "牟平": "mp",
}
_LONGEST_PHRASE = 4


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Initial by character, initials by phrase where they differ, and the two characters that begin such phrases."""
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    by_character = {chr(point): _letter(readings) for point, readings in pinyin_dict.items()}
    by_character.update(_PLACE_CHARACTERS)
    by_phrase: dict[str, str] = {}
    for phrase, readings in phrases_dict.items():
        if len(phrase) > _LONGEST_PHRASE:
            continue
        spoken = "".join(_letter(reading[0]) for reading in readings)
        if spoken != "".join(by_character.get(character, "") for character in phrase):
            by_phrase[phrase] = spoken
    by_phrase.update(_PLACE_PHRASES)
    return by_character, by_phrase, frozenset(phrase[:2] for phrase in by_phrase)


def _letter(readings: str) -> str:
    return unicodedata.normalize("NFD", readings)[0]


def initials_of(stem: str, ending: str = "") -> str:
    """Lower-case initials of a name given as stem and ending; Latin letters and digits stay, the rest is dropped."""
    spoken = _spoken(stem) + _ending(ending) if ending else _spoken(stem)
    return spoken[:MAX_LENGTH]


@cache
def _ending(ending: str) -> str:
    return _spoken(ending)


def _spoken(text: str) -> str:
    by_character, by_phrase, beginnings = _tables()
    letters = [by_character.get(character, character) for character in text]
    for start in range(len(text) - 1):
        if text[start : start + 2] in beginnings:
            _respell(text, letters, by_phrase)
            break
    spoken = "".join(letters)
    if spoken.isascii() and spoken.isalnum() and spoken.islower():
        return spoken
    plain = unicodedata.normalize("NFKC", spoken).lower()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def _respell(text: str, letters: list[str], by_phrase: dict[str, str]) -> None:
    here = 0
    while here < len(text) - 1:
        for length in range(min(_LONGEST_PHRASE, len(text) - here), 1, -1):
            spoken = by_phrase.get(text[here : here + length])
            if spoken is not None:
                letters[here : here + length] = spoken
                here += length - 1
                break
        here += 1
