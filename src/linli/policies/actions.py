"""Writes: a district sets its own value, or withdraws one. Nothing else changes the record."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.core.policy import Document, Entry, PackError, Rule, parse_term
from linli.core.policy.fields import SCOPE
from linli.policies.models import PolicyOverride
from linli.policies.queries import effective_entries, override_to_withdraw, pack_rulebook
from linli.policies.rules import DISTRICT_DIGITS, may_override
from linli.policies.states import OverrideKind
from linli.policies.wording import pack_refusal


def override_value(
    *,
    by: Actor,
    at: datetime,
    rule: str,
    division_code: str,
    term: dict[str, Any],
    valid_from: date,
    document: Document,
    valid_to: date | None = None,
    why: str = "",
) -> PolicyOverride:
    """Set a value for a place from a day on, by the district's own document.

    `term` is written as in a pack: {"amount": "600"}, {"min": "4", "max": "7"}, {"brackets": {...}}, {"ratio": ..}.
    Refusals: policies.not_allowed, policies.bad_place, policies.unknown_rule, policies.no_document,
    policies.ends_before_it_begins, policies.overlap, policies.bad_value, policies.written_meanwhile.
    """
    _check_place(by, division_code)
    known = _known_rule(rule)
    _check_document_and_days(document, valid_from, valid_to)
    verb, subject = "policies.override_value", "policies.PolicyOverride:"
    with audited(by=by, at=at, verb=verb, subject=subject, place=division_code, why=why) as entry:
        # The number is taken before the look at the others: who writes meanwhile takes it too, one is refused.
        position = _next_position(division_code, rule)
        _check_fits(known, division_code, term, valid_from, valid_to, document)
        row = _append(
            position,
            by=by,
            at=at,
            division_code=division_code,
            rule=rule,
            unit=known.unit,
            kind=OverrideKind.VALUE,
            term=term,
            valid_from=valid_from,
            valid_to=valid_to,
            why=why,
            **_document_columns(document),
        )
        entry.subject += str(row.pk)
        entry.detail = {"rule": rule, "term": term, "valid_from": valid_from.isoformat()}
        entry.detail |= {
            "valid_to": valid_to.isoformat() if valid_to else None,
            "document": document.name.strip(),
        }
    return row


def withdraw_override(
    *, by: Actor, at: datetime, override_id: UUID, valid_to: date, why: str = ""
) -> PolicyOverride:
    """Let a district's own value end: `valid_to` is the first day it no longer holds. Returns the new row.

    Refusals: policies.no_override, policies.not_allowed, policies.withdrawn_already,
    policies.ends_before_it_begins, policies.ends_already, policies.written_meanwhile.
    """
    row = override_to_withdraw(override_id, by)
    if row is None:
        raise NotFound("policies.no_override", _("没有这条本地数值。"))
    _check_place(by, row.division_code)
    if hasattr(row, "withdrawn_by"):
        raise Refusal("policies.withdrawn_already", _("这条数值已经撤回。"))
    if row.valid_from is not None and valid_to < row.valid_from:
        raise Refusal(
            "policies.ends_before_it_begins", _("终止日不在起始日之后。"), _("最早可从起始日当天撤回。")
        )
    if row.valid_to is not None and valid_to >= row.valid_to:
        raise Refusal("policies.ends_already", _("这条数值在那一天之前已经终止。"))
    with audited(
        by=by,
        at=at,
        verb="policies.withdraw_override",
        subject="policies.PolicyOverride:",
        place=row.division_code,
        why=why,
    ) as entry:
        withdrawal = _append(
            _next_position(row.division_code, row.rule),
            by=by,
            at=at,
            division_code=row.division_code,
            rule=row.rule,
            unit=row.unit,
            kind=OverrideKind.WITHDRAWAL,
            withdraws=row,
            valid_to=valid_to,
            why=why,
        )
        entry.subject += str(withdrawal.pk)
        entry.detail = {"rule": row.rule, "withdraws": str(row.pk), "valid_to": valid_to.isoformat()}
    return withdrawal


def _check_place(by: Actor, division_code: str) -> None:
    if not may_override(by, division_code):
        raise NotAllowed(
            "policies.not_allowed",
            _("只有本区社区办可以为本区设定数值。"),
            _("请联系本区社区建设领导小组办公室。"),
        )
    if not SCOPE.match(division_code):
        raise Refusal("policies.bad_place", _("地点代码应为6位、9位或12位数字。"))


def _check_document_and_days(document: Document, valid_from: date, valid_to: date | None) -> None:
    if not document.name.strip():
        raise Refusal(
            "policies.no_document",
            _("没有写明所依据的文件。"),
            _("请填写文件名称，有文号的一并填写。"),
        )
    if valid_to is not None and valid_to <= valid_from:
        raise Refusal(
            "policies.ends_before_it_begins",
            _("终止日不在起始日之后。"),
            _("请改正日期，或把终止日留空。"),
        )


def _document_columns(document: Document) -> dict[str, str]:
    return {
        "document_name": document.name.strip(),
        "document_number": document.number.strip(),
        "document_article": document.article.strip(),
        "document_issuer": document.issuer.strip(),
    }


def _known_rule(code: str) -> Rule:
    rule = pack_rulebook().rules.get(code)
    if rule is None:
        raise Refusal("policies.unknown_rule", _("没有“%(rule)s”这条规则。"), rule=code)
    return rule


def _check_fits(
    rule: Rule, place: str, term: dict[str, Any], valid_from: date, valid_to: date | None, document: Document
) -> None:
    """Parse the value and lay it beside all others: one value a day, ratios that end."""
    packs = pack_rulebook()
    others = effective_entries(packs.rules)
    try:
        fresh = Entry(rule.code, parse_term(term, rule), document, place, "district", valid_from, valid_to)
        packs.with_overrides([*others, fresh])
    except PackError as error:
        raise pack_refusal(error) from error


def _next_position(division_code: str, rule: str) -> int:
    rows = PolicyOverride.objects.filter(division_code=division_code, rule=rule)
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _append(
    position: int, *, by: Actor, at: datetime, division_code: str, rule: str, **values: Any
) -> PolicyOverride:
    try:
        with transaction.atomic():
            return PolicyOverride.objects.create(
                district=division_code[:DISTRICT_DIGITS],
                division_code=division_code,
                rule=rule,
                position=position,
                recorded_at=at,
                account_id=by.account_id,
                recorded_label=by.label,
                **values,
            )
    except IntegrityError as error:
        if _next_position(division_code, rule) == position:
            raise  # not a race: the row itself is wrong
        raise Refusal(
            "policies.written_meanwhile",
            _("另一个岗位刚刚写入了同一条规则。"),
            _("请刷新页面，看过新的数值后再试。"),
        ) from error
