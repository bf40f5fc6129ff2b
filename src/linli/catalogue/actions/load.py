"""Bring what the product supplies into the database; again and again without doing anything twice."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from linli.base.audit.trail import audited
from linli.base.errors import NotAllowed, Refusal
from linli.base.identity.actor import Actor
from linli.catalogue.models import CodeItem, CodeListEdition, Decision, ElementVersion
from linli.catalogue.queries import reference
from linli.catalogue.states import Origin, Verdict
from linli.core.elements import CodeList, Seed, faults_of_catalogue

EPOCH = date(2000, 1, 1)
"""From when supplied elements hold: before anything a district enters."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was new: elements, further versions of elements, editions of code lists; and what was left alone."""

    elements: int
    versions: int
    code_lists: int
    kept: int


def load_seed(*, by: Actor, at: datetime, seed: Seed | None = None) -> Loaded:
    """Add supplied elements and code lists that the database does not have yet. Only the installation itself may.

    An element that somebody has changed or retired here is left as it is. A changed supplied element becomes a new
    version from the day of loading. Refusals: catalogue.only_the_installation, catalogue.seed_has_faults.
    """
    if not by.is_system:
        raise NotAllowed("catalogue.only_the_installation", _("随产品提供的目录只由安装程序装入。"))
    seed = seed or reference()
    faults = faults_of_catalogue(seed)
    if faults:
        first = faults[0]
        raise Refusal(
            "catalogue.seed_has_faults",
            _("随产品提供的目录有 %(count)s 处错误，首处：%(fault)s %(where)s %(detail)s。"),
            count=len(faults),
            fault=first.code,
            where=first.where,
            detail=first.detail,
        )
    with audited(by=by, at=at, verb="catalogue.load_seed", subject="catalogue.ElementVersion:seed") as entry:
        lists = _load_code_lists(seed, at)
        loaded = _load_elements(seed, by, at, lists)
        entry.detail = {"elements": loaded.elements, "versions": loaded.versions, "code_lists": lists}
    return loaded


def _load_code_lists(seed: Seed, at: datetime) -> int:
    there = dict[str, set[str]]()
    for code, edition in CodeListEdition.objects.values_list("code", "edition"):
        there.setdefault(code, set()).add(edition)
    fresh = [one for one in seed.code_lists.values() if one.edition not in there.get(one.code, set())]
    rows = [_edition(one, at, EPOCH if one.code not in there else at.date()) for one in fresh]
    CodeListEdition.objects.bulk_create(rows)
    CodeItem.objects.bulk_create(
        CodeItem(
            code_list=row, position=position, code=item.code, name_zh=item.names.zh, name_en=item.names.en
        )
        for row, one in zip(rows, fresh, strict=True)
        for position, item in enumerate(one.items)
    )
    return len(rows)


def _edition(one: CodeList, at: datetime, valid_from: date) -> CodeListEdition:
    return CodeListEdition(
        code=one.code,
        name_zh=one.names.zh,
        name_en=one.names.en,
        standard=one.standard,
        edition=one.edition,
        note_zh=one.note.zh,
        note_en=one.note.en,
        valid_from=valid_from,
        recorded_at=at,
    )


def _load_elements(seed: Seed, by: Actor, at: datetime, lists: int) -> Loaded:
    latest: dict[str, tuple[int, str, str, date | None, bool]] = {}
    rows = ElementVersion.objects.order_by("number").values_list(
        "code", "number", "digest", "origin", "decision__holds_from", "retirement__id"
    )
    for code, number, digest, origin, holds_from, retired in rows:
        latest[code] = (number, digest, origin, holds_from, retired is not None)
    made: list[ElementVersion] = []
    from_day: list[date] = []
    kept = versions = 0
    for element in seed.elements:
        last = latest.get(element.code)
        day = EPOCH if last is None else at.date()
        fresh = ElementVersion.of(
            element,
            number=1 if last is None else last[0] + 1,
            origin=Origin.SEED,
            wished_from=day,
            proposed_at=at,
            proposed_label=by.label,
        )
        if last is not None and _stays(last, fresh, day):
            kept += 1
            continue
        versions += last is not None
        made.append(fresh)
        from_day.append(day)
    ElementVersion.objects.bulk_create(made, batch_size=100)
    Decision.objects.bulk_create(
        (
            Decision(
                version=row,
                origin=Origin.SEED,
                verdict=Verdict.ADMITTED,
                holds_from=day,
                decided_at=at,
                decided_label=by.label,
            )
            for row, day in zip(made, from_day, strict=True)
        ),
        batch_size=100,
    )
    return Loaded(len(made) - versions, versions, lists, kept)


def _stays(last: tuple[int, str, str, date | None, bool], fresh: ElementVersion, day: date) -> bool:
    """The same as before; or changed, proposed or retired by people here; or loaded once already on that day."""
    _number, digest, origin, holds_from, retired = last
    return (
        digest == fresh.digest or origin != Origin.SEED or retired or holds_from is None or holds_from >= day
    )
