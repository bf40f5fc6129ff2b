"""What `linli forms scopes` says: the relation of two scopes in both languages."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli.base.errors import Refusal

if TYPE_CHECKING:
    from linli.core.scopes import Comparison, Scope

RELATIONS = {
    "equal": ("相同", "the same rows"),
    "subset": ("{a}包含在{b}之内", "{a} lies inside {b}"),
    "superset": ("{b}包含在{a}之内", "{b} lies inside {a}"),
    "overlap": ("有交叉", "they overlap"),
    "disjoint": ("不相交", "no row in common"),
    "disjoint_by_declaration": ("按规定不相交", "no row in common, as declared"),
}
FAULTS = {
    "unknown_unit": ("不知道是什么的范围", "it is not said of what"),
    "not_understood": ("看不懂", "not understood"),
    "not_a_day": ("不是日期", "no date"),
    "not_a_number": ("不是数", "no number"),
}


def pairs_of_file(records: Iterable[tuple[str, dict[str, Any]]]) -> list[tuple[str, str, Any, Any, str]]:
    """Names, scopes and the stated relation of every pair in a file; all pairs where none is named."""
    scopes: dict[str, Any] = {}
    named = []
    for where, record in records:
        if record.get("kind") == "scope" and record.get("title") and isinstance(record.get("scope"), dict):
            scopes[record["title"]] = record["scope"]
        elif record.get("kind") == "relation":
            named.append(
                (where, str(record.get("a")), str(record.get("b")), str(record.get("relation") or ""))
            )
        else:
            raise Refusal(
                "forms.no_scope", "%(where)s 既不是范围也不是关系 · is no scope and no relation", where=where
            )
    for where, a, b, _ in named:
        for title in (a, b):
            if title not in scopes:
                raise Refusal(
                    "forms.unknown_scope",
                    "%(where)s 提到的 %(title)s 没有范围 · names %(title)s, which has no scope",
                    where=where,
                    title=title,
                )
    if named:
        return [(a, b, scopes[a], scopes[b], relation) for _, a, b, relation in named]
    titles = list(scopes)
    return [(a, b, scopes[a], scopes[b], "") for i, a in enumerate(titles) for b in titles[i + 1 :]]


def told(a_name: str, b_name: str, a: Any, b: Any, stated: str) -> dict[str, Any]:
    """One pair with its relation, in data and in words."""
    from linli.core.scopes import ScopeError, compare, say

    one, other = _scope(a, a_name), _scope(b, b_name)
    try:
        found = compare(one, other)
    except ScopeError as error:
        raise _refused(error, f"{a_name}, {b_name}") from error
    as_stated = not stated or stated == found.code
    return {
        "a": a_name,
        "b": b_name,
        "relation": found.code,
        "deciding": list(found.deciding),
        "empty": list(found.empty),
        "as_stated": as_stated,
        "a_words": [say(one), say(one, "en")],
        "b_words": [say(other), say(other, "en")],
        "words": _words(a_name, b_name, found, "" if as_stated else stated),
    }


def _scope(given: Any, name: str) -> "Scope":
    from linli.core.scopes import ScopeError, read, scope_of

    try:
        if isinstance(given, dict):
            return scope_of(given)
        text = str(given).strip()
        return scope_of(json.loads(text)) if text.startswith("{") else read(text)
    except ScopeError as error:
        raise _refused(error, name) from error
    except json.JSONDecodeError as error:
        raise Refusal("forms.not_json", "%(file)s 不是 JSON · is not JSON", file=name) from error


def _refused(error: Any, name: str) -> Refusal:
    zh, en = FAULTS.get(error.code, ("写法不对", "not as it should be"))
    message = "范围 %(name)s 的“%(part)s”%(zh)s · %(part)s in scope %(name)s: %(en)s (%(fault)s)"
    return Refusal(
        f"forms.{error.code}", message, name=name, part=error.where, zh=zh, en=en, fault=error.code
    )


def _words(a: str, b: str, found: "Comparison", stated: str) -> str:
    zh, en = (text.format(a=a, b=b) for text in RELATIONS[found.code])
    line = f"{a} / {b}: {zh} · {en}"
    if found.deciding:
        line += f" ({', '.join(found.deciding)})"
    if found.empty:
        nobody = ", ".join({"a": a, "b": b}[side] for side in found.empty)
        line += f"; {nobody}: 不会有人符合 · nobody can be in it"
    return f"{line}; 应为 · stated: {stated}" if stated else line
