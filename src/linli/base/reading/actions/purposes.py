"""The register of purposes: loading what the product supplies, prolonging, delaying, ending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, NotFound, Refusal
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.reading.models import Purpose
from linli.base.reading.models.purpose import MOST_DELAY_DAYS
from linli.base.reading.queries.purposes import PurposeTerms, purpose, purposes
from linli.base.reading.states import Origin


@dataclass(frozen=True, slots=True)
class PurposeDraft:
    """A purpose to be put into the register: names, legal basis, days, and a delay with its own basis."""

    code: str
    name_zh: str
    name_en: str
    basis_zh: str
    basis_en: str
    valid_from: date
    valid_to: date
    delay_days: int = 0
    delay_basis: str = ""


@dataclass(frozen=True, slots=True)
class LoadedPurposes:
    """How many purposes were new, and how many the register had already."""

    made: int
    kept: int


def load_purposes(*, drafts: Sequence[PurposeDraft], by: Actor, at: datetime) -> LoadedPurposes:
    """Put the supplied purposes into the register; those it has, changed or ended here or not, are left alone.

    Only the installation itself may. Refusals: reading.only_the_installation, reading.purpose_faulty.
    """
    if not by.is_system:
        raise NotAllowed("reading.only_the_installation", _("随产品提供的用途只由安装程序装入。"))
    for draft in drafts:
        _check(draft)
    there = {one.code for one in purposes()}
    fresh = [draft for draft in drafts if draft.code not in there]
    with audited(by=by, at=at, verb="reading.load_purposes", subject="reading.Purpose:supplied") as entry:
        Purpose.objects.bulk_create(_row(draft, 1, Origin.SEED, "", by, at) for draft in fresh)
        entry.detail = {"made": len(fresh), "kept": len(drafts) - len(fresh)}
    return LoadedPurposes(len(fresh), len(drafts) - len(fresh))


def change_purpose(*, draft: PurposeDraft, why: str, by: Actor, at: datetime) -> PurposeTerms:
    """Enter a purpose or a further version of it: a new end, another basis, a delay. The district office does.

    Refusals: reading.purpose_not_allowed, reading.purpose_faulty, reading.purpose_why.
    """
    _require_keeper(by)
    _check(draft)
    last = purpose(draft.code)
    return _write(draft, (last.number if last else 0) + 1, why, "reading.change_purpose", by, at)


def end_purpose(*, code: str, why: str, by: Actor, at: datetime, day: date) -> PurposeTerms:
    """From `day` on nothing is read for the purpose. Refusals: reading.no_purpose, reading.purpose_ended."""
    _require_keeper(by)
    last = purpose(code)
    if last is None:
        raise NotFound("reading.no_purpose", _("用途登记里没有这个用途。"))
    if not last.valid_from <= day < last.valid_to:
        raise Refusal("reading.purpose_ended", _("这个用途在那一天已经终止，或还没有起用。"))
    draft = PurposeDraft(
        code,
        last.name_zh,
        last.name_en,
        last.basis_zh,
        last.basis_en,
        last.valid_from,
        day,
        last.delay_days,
        last.delay_basis,
    )
    return _write(draft, last.number + 1, why, "reading.end_purpose", by, at)


def _write(draft: PurposeDraft, number: int, why: str, verb: str, by: Actor, at: datetime) -> PurposeTerms:
    if not why.strip():
        raise Refusal("reading.purpose_why", _("请写明理由。"))
    with audited(
        by=by,
        at=at,
        verb=verb,
        subject=f"reading.Purpose:{draft.code}",
        place=by.scope.prefix,
        why=why.strip(),
    ) as entry:
        _row(draft, number, Origin.PERSON, why.strip(), by, at).save()
        entry.detail = {
            "number": number,
            "from": draft.valid_from.isoformat(),
            "to": draft.valid_to.isoformat(),
        }
    written = purpose(draft.code)
    assert written is not None
    return written


def _row(draft: PurposeDraft, number: int, origin: Origin, why: str, by: Actor, at: datetime) -> Purpose:
    return Purpose(
        code=draft.code,
        number=number,
        name_zh=draft.name_zh,
        name_en=draft.name_en,
        basis_zh=draft.basis_zh,
        basis_en=draft.basis_en,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        delay_days=draft.delay_days,
        delay_basis=draft.delay_basis,
        why=why,
        origin=origin,
        recorded_at=at,
        account_id=by.account_id,
        recorded_label=by.label,
    )


def _require_keeper(by: Actor) -> None:
    if by.role != Role.DISTRICT_OFFICE or by.account_id is None:
        raise NotAllowed("reading.purpose_not_allowed", _("用途登记由区社区办维护。"))


def _check(draft: PurposeDraft) -> None:
    """Raise the refusal for a purpose without basis or end, or with a delay that no law allows."""
    if not (draft.name_zh.strip() and draft.basis_zh.strip()):
        raise Refusal("reading.purpose_faulty", _("用途须写明名称和法律依据。"))
    if draft.valid_to < draft.valid_from or draft.valid_to.year - draft.valid_from.year > 100:
        raise Refusal("reading.purpose_faulty", _("用途的起止日期不对。"))
    if draft.delay_days and not draft.delay_basis.strip():
        raise Refusal("reading.purpose_faulty", _("延后告知须写明法律依据。"))
    if draft.delay_days > MOST_DELAY_DAYS:
        raise Refusal("reading.purpose_faulty", _("延后告知最多%(most)s天。"), most=MOST_DELAY_DAYS)
