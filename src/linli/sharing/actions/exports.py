"""Exports of personal data: asked for, decided by a second person when large, made under the gate, never kept."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.bulk import insert
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.exports.columns import ExportColumn
from linli.base.exports.request import ExportRequest
from linli.base.exports.workbook import ExportSheet, workbook_bytes
from linli.base.identity.actor import Actor
from linli.base.ids import uuid7
from linli.base.reading.queries import purpose as purpose_terms
from linli.base.reading.rules import NOBODY, checked_reason, require_person, supervises
from linli.base.workdays import day_of, local
from linli.catalogue.queries import catalogue
from linli.register import gate
from linli.register.gate.places import whereabouts
from linli.sharing import rules
from linli.sharing.models import ExportCopy, ExportDecision, ExportOrder, ExportSubject
from linli.sharing.queries import order_people
from linli.sharing.states import Verdict

PIECE = 500


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished export: its bytes are handed out and kept nowhere."""

    name: str
    content: bytes
    people: int
    sha256: str


def ask_export(
    *,
    subjects: Sequence[UUID],
    elements: Sequence[str],
    purpose: str,
    reason: str,
    title: str,
    by: Actor,
    at: datetime,
) -> ExportOrder:
    """Ask to take these elements of these people out of the house within a week.

    Refusals: reading.no_reader, reading.no_reason, sharing.nothing, sharing.row_cap, reading.not_found (404),
    reading.no_purpose.
    """
    require_person(by)
    words, people = checked_reason(reason), list(dict.fromkeys(subjects))
    if not people or not elements or not title.strip():
        raise Refusal("sharing.nothing", _("请写明名称，并选定要导出的人和内容。"))
    cap = rules.row_cap(by.role)
    if len(people) > cap:
        raise Refusal(
            "sharing.row_cap",
            _("您的岗位一次最多导出%(cap)s人。"),
            _("请缩小范围，或由上级岗位导出。"),
            cap=cap,
        )
    terms = purpose_terms(purpose)
    if terms is None or not terms.is_in_force(day_of(at)):
        raise Refusal("reading.no_purpose", _("这个用途不在登记里，或已经终止。"))
    found = whereabouts(people)
    if any(id_ not in found or not by.scope.covers(found[id_].place) for id_ in people):
        raise NotFound("reading.not_found", _("没有找到您要的登记，或者它不在您的管辖范围内。"))
    return _order(people, elements, purpose, words, title.strip(), by, at)


def _order(
    people: list[UUID], elements: Sequence[str], purpose: str, words: str, title: str, by: Actor, at: datetime
) -> ExportOrder:
    assert by.account_id is not None
    assert by.post_id is not None
    row = ExportOrder(
        district=by.scope.prefix[:6],
        account_id=by.account_id,
        post_id=by.post_id,
        role=str(by.role),
        label=by.label,
        place=by.scope.prefix,
        title=title[:120],
        purpose=purpose,
        reason=words,
        elements=list(dict.fromkeys(elements)),
        people=len(people),
        asked_at=at,
        expires_at=at + timedelta(days=rules.EXPORT_DAYS),
    )
    with audited(
        by=by,
        at=at,
        verb="sharing.ask_export",
        subject=f"sharing.ExportOrder:{row.pk}",
        place=row.place,
        why=purpose,
        detail={"people": row.people, "elements": row.elements},
    ):
        row.save()
        insert(
            ExportSubject,
            ("id", "district", "order_id", "subject"),
            [(uuid7(), row.district, row.pk, subject) for subject in people],
        )
    return row


def decide_export(
    *, order_id: UUID, verdict: Verdict, by: Actor, at: datetime, why: str = ""
) -> ExportDecision:
    """The second person: a supervisor, or a colleague in a post of the same role and place. Never who asked.

    Refusals: sharing.no_order (404), sharing.not_second, sharing.why_not, sharing.decided, sharing.expired.
    """
    row = ExportOrder.objects.in_scope(by.scope).filter(pk=order_id).first()
    if row is None:
        raise NotFound("sharing.no_order", _("没有找到这份导出申请，或者它不在您的管辖范围内。"))
    is_colleague = by.role == row.role and by.account_id not in (None, row.account_id)
    if not is_colleague and not supervises(by, row.role, row.place, row.account_id):
        raise NotAllowed("sharing.not_second", _("须由另一个人决定：上级岗位，或同岗位的同事。"))
    if at >= row.expires_at:
        raise Refusal("sharing.expired", _("这份导出申请已经过期。"))
    if verdict == Verdict.REFUSED and not why.strip():
        raise Refusal("sharing.why_not", _("请写明不同意的理由。"))
    assert by.account_id is not None
    decision = ExportDecision(
        order=row,
        asked_by=row.account_id,
        verdict=verdict,
        why=why.strip(),
        decided_at=at,
        account_id=by.account_id,
        label=by.label,
    )
    with audited(
        by=by,
        at=at,
        verb="sharing.decide_export",
        subject=f"sharing.ExportOrder:{row.pk}",
        place=row.place,
        detail={"verdict": str(verdict)},
    ):
        try:
            with transaction.atomic():
                decision.save()
        except IntegrityError as error:
            raise Refusal("sharing.decided", _("这份申请已经有人决定了。")) from error
    return decision


def make_export(*, order_id: UUID, by: Actor, at: datetime) -> ExportFile:
    """The workbook, with who, when and what for on each printed page. Read through the gate, logged, not kept.

    Only who asked makes it, before it expires. Refusals: sharing.no_order (404), sharing.expired, sharing.waiting,
    sharing.refused, and those of the gate.
    """
    require_person(by)
    own = ExportOrder.objects.filter(account_id=by.account_id or NOBODY, post_id=by.post_id or NOBODY)
    row = own.filter(pk=order_id).first()
    if row is None:
        raise NotFound("sharing.no_order", _("没有找到这份导出申请，或者它不在您的管辖范围内。"))
    second = _second(row, at)
    with transaction.atomic():
        rows = list(_rows(row, by, at))
        content = _workbook(row, rows, by, at)
        digest = hashlib.sha256(content).hexdigest()
        copy = ExportCopy(
            order=row,
            people=len(rows),
            asked_by=row.account_id,
            approved_by=second,
            sha256=digest,
            made_at=at,
        )
        with audited(
            by=by,
            at=at,
            verb="sharing.make_export",
            subject=f"sharing.ExportOrder:{row.pk}",
            place=row.place,
            why=row.purpose,
            detail={"people": len(rows), "sha256": digest},
        ):
            copy.save()
    return ExportFile(f"linli-{local(at):%Y%m%d-%H%M}.xlsx", content, len(rows), digest)


def _second(row: ExportOrder, at: datetime) -> UUID | None:
    """Whose consent the export has. Raises when it needs one, was refused, or is over."""
    decision = ExportDecision.objects.filter(order=row).first()
    if at >= row.expires_at:
        raise Refusal("sharing.expired", _("这份导出申请已经过期。"), _("请重新申请。"))
    if decision is not None and decision.verdict == Verdict.REFUSED:
        raise Refusal("sharing.refused", _("这份导出申请没有得到同意。"))
    if decision is None and rules.needs_second(row.people):
        raise Refusal("sharing.waiting", _("超过200人的导出须由第二个人同意。"), _("请等待同意后再导出。"))
    return decision.account_id if decision else None


def _rows(row: ExportOrder, by: Actor, at: datetime) -> Iterable[list[Any]]:
    people = order_people(row)
    for start in range(0, len(people), PIECE):
        told = gate.read_for_export(
            people[start : start + PIECE],
            row.elements,
            purpose=row.purpose,
            reason=row.reason,
            by=by,
            at=at,
        )
        for one in told.subjects:
            yield [one.text(code) for code in row.elements]


def _workbook(row: ExportOrder, rows: list[list[Any]], by: Actor, at: datetime) -> bytes:
    terms = purpose_terms(row.purpose)
    held = catalogue(day_of(at))
    english = (translation.get_language() or "").startswith("en")
    names = [held.element(code) for code in row.elements]
    columns = tuple(
        ExportColumn(one.names.get("en" if english else "zh") if one else code)
        for code, one in zip(row.elements, names, strict=True)
    )
    what_for = terms.name("en" if english else "zh") if terms else row.purpose
    request = ExportRequest(
        purpose=f"{what_for}：{row.reason}",
        by_label=by.label,
        at=at,
        title=row.title,
        row_cap=max(len(rows), 1),
    )
    note = gettext("请在%(day)s前删除。") % {"day": f"{local(row.expires_at):%Y-%m-%d}"}
    return workbook_bytes(request, [ExportSheet(gettext("名单"), columns, rows, note)])
