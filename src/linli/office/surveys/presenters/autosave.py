"""What the page shows after one field or row was saved by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from linli.office.surveys.presenters.fields import mark
from linli.office.surveys.reading import FormRead
from linli.surveys.actions import SaveResult
from linli.surveys.fields import language, typed_text, worded
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.values import Held, Key, held_values


def autosave_answer(info: ReturnInfo, read: FormRead, result: SaveResult, *, at: datetime) -> dict[str, Any]:
    """`fields`: message (HTML, "" for none) and base by input name; `rows`: the mark of each row sent; `status` and
    `progress` are lines to show.
    """
    troubled = [*read.entered.errors, *read.entered.conflicts]
    held = held_values(info.questionnaire, [info.id])[info.id]
    fields = {name: {"message": _message(info, read, name)} for name in read.names}
    for code in info.questionnaire.questions:
        name = f"q-{code}"
        if name in fields:
            fields[name]["base"] = str(_base(read, name, held.get(("", 0, code))))
    status = (
        _("有的内容没有存，请看标出的地方") if troubled else _("已保存 %(time)s") % {"time": f"{at:%H:%M:%S}"}
    )
    return {
        "status": status,
        "saved": not troubled,
        "progress": _("已答 %(answered)s / %(asked)s") % {"answered": info.answered, "asked": info.asked},
        "fields": fields,
        "rows": _marks(info, read, held),
    }


def _base(read: FormRead, name: str, now: Held | None) -> int:
    theirs = read.entered.conflicts.get(name)
    found = theirs or now
    return found.version if found else 0


def _message(info: ReturnInfo, read: FormRead, name: str) -> str:
    error, theirs = read.entered.errors.get(name, ""), read.entered.conflicts.get(name)
    if not error and theirs is None:
        return ""
    kind, *parts = name.split("-")
    group, code = ("", parts[0]) if kind == "q" else (parts[0], parts[-1])
    asked = info.questionnaire.field(code, group)
    assert asked is not None  # only names of the questionnaire are read
    context = {
        "name": name,
        "error": error,
        "theirs": worded(asked, theirs.value) if theirs else "",
        "theirs_text": typed_text(asked, theirs.value) if theirs else "",
        "theirs_at": theirs.recorded_at if theirs else None,
        "label": asked.label.of(language()),
    }
    return render_to_string("office/surveys/field_message.html", context)


def _marks(info: ReturnInfo, read: FormRead, held: Mapping[Key, Held]) -> dict[str, str]:
    """The marks of the rows that were sent, by the name of their input."""
    rows = {(change.group, change.row) for change in read.changes if change.group and change.row > 0}
    rows |= {key for key in read.tokens if key[1] > 0}
    marks = {}
    for group, number in rows:
        columns = info.questionnaire.groups[group].columns
        now = [held.get((group, number, column.code)) for column in columns]
        marks[f"r-{group}-{read.tokens.get((group, number), str(number))}"] = mark(number, now)
    return marks
