"""Answers of the rulebook as rows of the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.policy import (
    Change,
    Difference,
    Entry,
    Guarantee,
    HeldValue,
    PolicyError,
    Rulebook,
    Span,
    Status,
)
from linli.office.policies.asking import Ask
from linli.policies.queries import OverrideRow
from linli.policies.queries.overrides import DISTRICT_PACK
from linli.policies.schedules import derivation_words
from linli.policies.wording import (
    amount_words,
    day_words,
    document_words,
    headed,
    named,
    since_words,
    standard_words,
    term_words,
)

GUARANTEES: dict[Guarantee, Any] = {
    Guarantee.PEOPLE: gettext_lazy("管事有人"),
    Guarantee.PLACE: gettext_lazy("议事有场"),
    Guarantee.MONEY: gettext_lazy("办事有钱"),
    Guarantee.NETWORK: gettext_lazy("服务有网"),
    Guarantee.RULES: gettext_lazy("理事有章"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One value in a table."""

    href: str
    code: str
    name: str
    guarantee: str
    standard: str
    document: str
    scope: str
    since: str
    until: str
    proposed: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One line of a rule's timeline."""

    first: str
    last: str
    row: Row | None
    now: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says of a rule, in force or proposed, whether it answers or not."""

    words: str
    document: str
    scope: str
    since: str
    until: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the district's record."""

    id: str
    words: str
    document: str
    scope: str
    since: str
    until: str
    never_held: bool
    why: str
    recorded_at: Any
    recorded_label: str
    withdrawn_at: Any
    withdrawn_label: str
    withdrawn_why: str
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Side:
    """Two packs' answers to one rule."""

    href: str
    name: str
    guarantee: str
    a: Row | None
    b: Row | None
    change: str


def scope_words(book: Rulebook, scope: str, pack: str) -> str:
    """Where a value holds: the name of the pack's place where there is one, and the code."""
    if pack == DISTRICT_PACK:
        return _("%(code)s（本地数值）") % {"code": scope}
    names = named(book.pack(pack).names)
    return f"{names} {scope}".strip()


def rule_href(code: str, ask: Ask) -> str:
    """The page of a rule for the same place and day."""
    asked = {"place": ask.place, "as_of": ask.day.isoformat(), "pack": ask.pack}
    asked |= {"proposed": "1"} if ask.proposed else {}
    return f"{reverse('policies:rule', args=[code])}?{urlencode({k: v for k, v in asked.items() if v})}"


def row_of(held: HeldValue, book: Rulebook, ask: Ask) -> Row:
    """A value as a row."""
    rule = book.rules[held.rule]
    return Row(
        href=rule_href(held.rule, ask),
        code=held.rule,
        name=headed(rule.names),
        guarantee=str(GUARANTEES[rule.guarantee]),
        standard=standard_words(held, rule),
        document=document_words(held.document),
        scope=scope_words(book, held.scope, held.pack),
        since=since_words(held.valid_from, held.dated),
        until=day_words(held.valid_to) if held.valid_to else "",
        proposed=held.status is Status.PROPOSED,
        own=held.pack == DISTRICT_PACK,
    )


def rows(book: Rulebook, ask: Ask) -> list[Row]:
    """The values in force at the place on the day that the filter lets through, in the order of the scoreboard."""
    order = list(Guarantee)
    found = sorted(
        book.values(ask.place, ask.day, include_proposed=ask.proposed),
        key=lambda held: order.index(book.rules[held.rule].guarantee),
    )
    wanted = [held for held in found if not ask.guarantee or book.rules[held.rule].guarantee == ask.guarantee]
    made = [row_of(held, book, ask) for held in wanted]
    needle = ask.words.casefold()
    return [row for row in made if needle in f"{row.name} {row.code} {row.document}".casefold()]


def stretches(spans: Iterable[Span], book: Rulebook, ask: Ask) -> list[Stretch]:
    """The timeline, newest first."""
    return [
        Stretch(
            first=day_words(span.first),
            last=day_words(span.last) if span.last else "",
            row=row_of(span.held, book, ask) if span.held else None,
            now=span.first <= ask.day and (span.last is None or ask.day < span.last),
        )
        for span in reversed(list(spans))
    ]


def said(entries: Iterable[Entry], book: Rulebook) -> list[Said]:
    """All that documents say, newest first."""
    return [
        Said(
            words=term_words(entry.term, book.rules[entry.rule], book.rules),
            document=document_words(entry.document),
            scope=scope_words(book, entry.scope, entry.pack),
            since=since_words(entry.valid_from, entry.dated),
            until=day_words(entry.valid_to) if entry.valid_to else "",
            proposed=entry.status is Status.PROPOSED,
        )
        for entry in reversed(list(entries))
    ]


def told(records: Iterable[OverrideRow], code: str, book: Rulebook, may_withdraw: Any) -> list[Told]:
    """The district's record. `may_withdraw` says for a place whether the reader may."""
    return [
        Told(
            id=str(record.id),
            words=term_words(record.term, book.rules[code], book.rules),
            document=document_words(record.document),
            scope=record.division_code,
            since=day_words(record.valid_from),
            until=day_words(record.valid_to) if record.valid_to else "",
            never_held=record.never_held,
            why=record.why,
            recorded_at=record.recorded_at,
            recorded_label=record.recorded_label,
            withdrawn_at=record.withdrawn_at,
            withdrawn_label=record.withdrawn_label,
            withdrawn_why=record.withdrawn_why,
            may_withdraw=record.withdrawn_at is None and may_withdraw(record.division_code),
        )
        for record in records
    ]


def sides(differences: Iterable[Difference], book: Rulebook, ask: Ask) -> list[Side]:
    """What differs, rule by rule."""
    return [
        Side(
            href=rule_href(one.rule, ask),
            name=headed(book.rules[one.rule].names),
            guarantee=str(GUARANTEES[book.rules[one.rule].guarantee]),
            a=row_of(one.a, book, ask) if one.a else None,
            b=row_of(one.b, book, ask) if one.b else None,
            change=change_words(one, book),
        )
        for one in differences
    ]


def change_words(one: Difference, book: Rulebook) -> str:
    """What B changes, in a few words."""
    if one.by is not None:
        amount = amount_words(abs(one.by), book.rules[one.rule].unit)
        return (_("提高%(amount)s") if one.change is Change.HIGHER else _("降低%(amount)s")) % {
            "amount": amount
        }
    return {
        Change.ADDED: _("新增"),
        Change.GONE: _("不再有"),
        Change.OTHER: _("写法不同"),
        Change.DOCUMENT: _("数值相同，依据不同"),
    }[one.change]


def ways(held: HeldValue, book: Rulebook) -> tuple[str, ...]:
    """How the value was reached."""
    return derivation_words(held, book.rules, amount_words, named)


def missing_names(errors: Iterable[PolicyError], book: Rulebook) -> list[str]:
    """Rules that others rest on and that are not in force here."""
    return [named(book.rules[str(error.params["rule"])].names) for error in errors]
