"""How `linli policy` prints: lines in both languages, or data."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import translation

from linli.core.policy import Brackets, HeldValue, Listing, Range, Rulebook
from linli.policies.schedules import derivation_words
from linli.policies.wording import (
    amount_words,
    document_words,
    named,
    place_words,
    since_words,
    standard_words,
    value_words,
)

LANGUAGES = {"zh": "zh-hans", "en": "en"}


def _both(words: Any) -> dict[str, str]:
    told = {}
    for short, language in LANGUAGES.items():
        with translation.override(language):
            told[short] = words()
    return told


def _joined(words: Any) -> str:
    return " · ".join(dict.fromkeys(_both(words).values()))


def as_lines(held: HeldValue, book: Rulebook) -> list[str]:
    """The value first, then rule, way, document, scope and start, each in Chinese and English."""
    rule = book.rules[held.rule]
    lines = [_joined(lambda: value_words(held, rule))]
    if held.status == "proposed":
        lines.append("建议，尚未施行 · proposed, not in force")
    lines.append(f"规则 rule: {_joined(lambda: named(rule.names))} ({held.rule})")
    ways = [_both(lambda n=n: _ways(held, book)[n]) for n in range(len(held.derivation))]
    lines += [f"算法 how: {way['zh']} · {way['en']}" for way in ways]
    lines.append(f"文件 document: {_joined(lambda: document_words(held.document))}")
    lines.append(f"适用 scope: {_joined(lambda: place_words(held.scope))} ({held.pack})")
    lines.append(f"起始 since: {_joined(lambda: since_words(held.valid_from, held.dated))}")
    if held.valid_to:
        lines.append(f"终止 until: {held.valid_to.isoformat()}（不含 · exclusive）")
    if held.note:
        lines.append(f"说明 note: {held.note.zh} · {held.note.en}")
    return lines


def _ways(held: HeldValue, book: Rulebook) -> tuple[str, ...]:
    return derivation_words(held, book.rules, amount_words, named)


def as_table(found: Iterable[HeldValue], book: Rulebook) -> str:
    """One line a rule: code, name, value."""
    lines = []
    for held in found:
        rule = book.rules[held.rule]
        proposed = "［建议 · proposed］" if held.status == "proposed" else ""
        lines.append(
            f"{held.rule}\t{_joined(lambda h=held, r=rule: standard_words(h, r))}{proposed}\t{held.pack}"
        )
    return "\n".join(lines)


def as_data(held: HeldValue, book: Rulebook) -> dict[str, Any]:
    """The answer as plain data; numbers are numbers, dates ISO texts, `words` the value in both languages."""
    rule = book.rules[held.rule]
    return {
        "rule": held.rule,
        "names": {"zh": rule.names.zh, "en": rule.names.en},
        "value": _plain(held.value),
        "unit": held.unit,
        "words": _both(lambda: value_words(held, rule)),
        "sense": held.sense.value,
        "status": held.status.value,
        "document": {
            "name": held.document.name,
            "number": held.document.number,
            "article": held.document.article,
            "issuer": held.document.issuer,
        },
        "scope": held.scope,
        "pack": held.pack,
        "valid_from": held.valid_from.isoformat(),
        "valid_to": held.valid_to.isoformat() if held.valid_to else None,
        "dated": held.dated.value,
        "derivation": [{"code": reason.code} | _params(reason.params) for reason in held.derivation],
        "rests_on": [as_data(base, book) for base in held.rests_on],
    }


def _params(params: Any) -> dict[str, Any]:
    return {key: _plain(value) for key, value in params.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Range):
        return {"min": _plain(value.minimum), "max": _plain(value.maximum)}
    if isinstance(value, Listing):
        return [{"code": i.code, "zh": i.names.zh, "en": i.names.en, "count": i.count} for i in value.items]
    if isinstance(value, Brackets):
        steps = [
            {"from": _plain(s.lower), "amount": _plain(s.amount), "rate": _plain(s.rate)} for s in value.steps
        ]
        return {
            "input": value.input,
            "reading": value.reading.value,
            "boundary": value.boundary.value,
            "steps": steps,
        }
    return value
