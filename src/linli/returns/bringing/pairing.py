"""Which row of a return a row of the file is: by its place and by what both say, never by likeness.

A file that stands as it was written is read row by row. In one that was sorted or cut, a row is found by what it says
of whose it is, if only one row was given that; two people of whom the file says the same are told apart by nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.core.formmatch.labels import squeeze
from linli.returns.bringing.reading import FileRow, Trouble

Written = Mapping[int, Mapping[int, str]]
"""Number of a row of the return -> position of a field -> the text that was put into the file there, if any."""
Key = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """The positions that say whose a row is, and that of the running number, -1 where the form has none."""

    who: tuple[int, ...]
    serial: int = -1

    def key(self, number: int, texts: Mapping[int, str]) -> Key:
        """What a row was given to be known by: its number where nothing else was."""
        found = {one: squeeze(texts[one]) for one in self.who if texts.get(one)}
        return found or {self.serial: str(number)}


def paired(
    rows: Sequence[FileRow], written: Written, known: Known
) -> tuple[dict[int, FileRow], list[Trouble]]:
    """The rows of the file by the number of the return's row, and those of which that cannot be said."""
    keys = {number: known.key(number, texts) for number, texts in sorted(written.items())}
    texts = [{position: squeeze(text) for position, text in row.texts.items()} for row in rows]
    is_whole = len(rows) == len(keys) and all(
        _fits(told, key) for told, key in zip(texts, keys.values(), strict=True)
    )
    if is_whole:
        return dict(zip(keys, rows, strict=True)), []
    by_word: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, key in keys.items():
        by_word[next(iter(key.items()))].append(number)
    found: dict[int, FileRow] = {}
    troubles = []
    for row, told in zip(rows, texts, strict=True):
        fitting = _closest(told, keys, by_word)
        if len(fitting) == 1 and fitting[0] not in found:
            found[fitting[0]] = row
        else:
            troubles.append(
                _trouble(row, len(fitting), any(told.get(one) for one in (*known.who, known.serial)))
            )
    return found, troubles


def _fits(told: Mapping[int, str], key: Key) -> bool:
    return all(told.get(position) == word for position, word in key.items())


def _closest(
    told: Mapping[int, str], keys: Mapping[int, Key], by_word: Mapping[tuple[int, str], Sequence[int]]
) -> list[int]:
    """The rows whose every word this row says; of several those that were given the most words."""
    near = {number for word in told.items() for number in by_word.get(word, ())}
    fitting = sorted(number for number in near if _fits(told, keys[number]))
    most = max((len(keys[number]) for number in fitting), default=0)
    return [number for number in fitting if len(keys[number]) == most]


def _trouble(row: FileRow, fitting: int, says_who: bool) -> Trouble:
    if fitting == 1:
        reason = _("这一行出现了两次。")
        remedy = _("请删去重复的一行。")
    elif fitting:
        reason = _("有%(count)s行说的是一样的，行又移动或删去过，分不出是谁。") % {"count": fitting}
        remedy = _("请按下载时的顺序整份交回，或在页面上补填这几行。")
    elif not says_who:
        reason = _("这一行没有姓名、号码或序号，认不出是谁。")
        remedy = _("请在页面上补填这一行。")
    else:
        reason = _("这一行不在这份表里。")
        remedy = _("请不要改姓名、号码等已经填好的格；新来的人请先在居民登记里登记，再重新从登记填写。")
    return Trouble(row.sheet, row.row, "", "", reason, remedy)
