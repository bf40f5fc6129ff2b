"""A department's own indicators become elements of its own: registered by one person, admitted by another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from linli.base.audit.trail import audited
from linli.base.identity.actor import Actor
from linli.catalogue.models import CodeItem, CodeListEdition, Decision, ElementVersion
from linli.catalogue.rules import is_second_person, may_decide, refuse_incomplete, refuse_prohibited
from linli.catalogue.states import Origin, Verdict
from linli.core.elements import CodeList, Element


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """An own element as somebody registered it; `options` are the answers that its form offers, if any."""

    element: Element
    options: CodeList | None
    account_id: UUID | None
    label: str


def admit_own(
    *, proposals: Sequence[OwnProposal], holds_from: date, why: str, by: Actor, at: datetime
) -> frozenset[str]:
    """Put own elements into the catalogue and admit them at once; answers the codes of those that somebody signed for.

    Two people see each of them: who registered the field, and who admits the request that asks for it. What the same
    person did both of, or somebody admitted who may not decide on elements, stays a proposal for a colleague; forms may
    ask for it at once, and it is read from the day it is admitted. What nobody signed for stays out. An element that is
    there already gets a version with what has changed. Refusals: catalogue.prohibited, catalogue.incomplete.
    """
    for one in proposals:
        refuse_prohibited(one.element, "", one.options.items if one.options else ())
        refuse_incomplete(one.element)
    signed = [one for one in proposals if one.account_id is not None]
    there = _versions(one.element.code for one in signed)
    with audited(
        by=by,
        at=at,
        verb="catalogue.admit_own",
        subject="catalogue.ElementVersion:",
        place=by.scope.prefix,
        why=why,
    ) as entry:
        for one in signed:
            number, waits = there.get(one.element.code, (0, False))
            if not waits:
                row = _propose(one, number + 1, holds_from, why, at)
                if may_decide(by) and is_second_person(by, one.account_id):
                    _admit(row, holds_from, why, by, at)
        codes = frozenset(one.element.code for one in signed)
        entry.detail = {"asked": len(proposals), "elements": sorted(codes)}
    return codes


def _versions(codes: Iterable[str]) -> Mapping[str, tuple[int, bool]]:
    """Of each element its last number, and whether a version waits for somebody's decision. Two queries."""
    rows = ElementVersion.objects.filter(code__in=set(codes)).order_by()
    last = dict(rows.values_list("code").annotate(last=Max("number")))
    waiting = set(rows.filter(decision__isnull=True).values_list("code", flat=True))
    return {code: (number, code in waiting) for code, number in last.items()}


def _propose(one: OwnProposal, number: int, holds_from: date, why: str, at: datetime) -> ElementVersion:
    if one.options is not None:
        _keep_options(one.options, holds_from, at)
    row = ElementVersion.of(
        one.element,
        number=number,
        origin=Origin.PERSON,
        wished_from=holds_from,
        why=why.strip(),
        proposed_at=at,
        account_id=one.account_id,
        proposed_label=one.label,
    )
    row.save()
    return row


def _keep_options(listed: CodeList, holds_from: date, at: datetime) -> None:
    """The list once: its lines are part of what the field means, and other lines make another field."""
    if CodeListEdition.objects.filter(code=listed.code).exists():
        return
    edition = CodeListEdition.objects.create(
        code=listed.code,
        name_zh=listed.names.zh,
        name_en=listed.names.en,
        standard=listed.standard,
        edition=listed.edition,
        valid_from=holds_from,
        recorded_at=at,
    )
    CodeItem.objects.bulk_create(
        CodeItem(
            code_list=edition, position=place, code=item.code, name_zh=item.names.zh, name_en=item.names.en
        )
        for place, item in enumerate(listed.items)
    )


def _admit(row: ElementVersion, holds_from: date, why: str, by: Actor, at: datetime) -> None:
    Decision.objects.create(
        version=row,
        origin=Origin.PERSON,
        verdict=Verdict.ADMITTED,
        holds_from=holds_from,
        why=why.strip(),
        proposed_by=row.account_id,
        decided_at=at,
        account_id=by.account_id,
        decided_label=by.label,
    )
