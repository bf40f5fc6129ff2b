"""Emptying what came from the door, once the record may not hold it any more. For the product itself."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from linli.base.audit.trail import audited
from linli.base.crypto.ciphers import Tampered
from linli.base.identity.actor import Actor
from linli.base.scope import Scope
from linli.visits.keys import bound, field_keys
from linli.visits.models import Clash, CollectedValue, GoneValue, SetAside
from linli.visits.states import AsideVerdict, ClashVerdict, GoneWhy

EVERYWHERE = Scope("")


def empty_values(*, rows: QuerySet[CollectedValue], why: GoneWhy, by: Actor, at: datetime) -> int:
    """Empty these values, sealed and in the clear, and close what waits for a decision between one and the record.

    First the list of gone values names each, which is what lets the database change it. Answers how many there were.
    """
    held = rows.filter(~Q(value="") | (Q(sealed__isnull=False) & ~Q(sealed=b"")))
    found = list(held.order_by("id").values_list("id", "district", "element"))
    if not found:
        return 0
    with audited(by=by, at=at, verb="visits.empty_values", subject="visits.CollectedValue:several") as entry:
        entry.detail = {"values": len(found), "why": str(why)}
        GoneValue.objects.bulk_create(
            GoneValue(value_id=one, district=district, element=element, why=why, gone_at=at)
            for one, district, element in found
        )
        ids = [one for one, _district, _element in found]
        _empty(ids)
        Clash.objects.in_scope(EVERYWHERE).filter(brought__in=ids, decided_at=None).update(
            decided_at=at, verdict=ClashVerdict.HELD, why=_words(why), decided_label=by.label
        )
    return len(found)


def drop_asides(*, about: Collection[tuple[str, str]], why: GoneWhy, by: Actor, at: datetime) -> int:
    """Drop entries that still wait for a decision and speak of one of these: (hex id of a subject, element or "").

    They are sealed to the server's key, not to a person's, so that each is opened to see whom it is about; one that
    cannot be opened tells nobody anything. Answers how many went.
    """
    if not about:
        return 0
    waiting = SetAside.objects.in_scope(EVERYWHERE).filter(decided_at=None).select_related("envelope")
    ids = [row.pk for row in waiting.order_by("pk") if _speaks_of(row, about)]
    if ids:
        with audited(by=by, at=at, verb="visits.drop_asides", subject="visits.SetAside:several") as entry:
            entry.detail = {"entries": len(ids), "why": str(why)}
            waiting.filter(pk__in=ids).update(
                decided_at=at, verdict=AsideVerdict.DROPPED, why=_words(why), content=None, note=""
            )
    return len(ids)


def _speaks_of(row: SetAside, about: Collection[tuple[str, str]]) -> bool:
    one = row.envelope
    try:
        where = bound(str(one.entry_id), str(one.device_id), one.seq, one.form)
        body = field_keys().open(bytes(row.content or b""), where)
    except Tampered:
        return False
    told = body.decode(errors="replace").replace("-", "").lower()
    return any(subject in told and element.replace("-", "") in told for subject, element in about)


def _words(why: GoneWhy) -> str:
    if why is GoneWhy.FORGOTTEN:
        return _("本人已从登记中删除，带回的内容一并删除。")
    return _("这一项的保存期限已到，值已删除。")


def _empty(ids: list[UUID]) -> None:
    postgres = connection.vendor == "postgresql"
    nothing = "''::bytea" if postgres else "x''"
    with connection.cursor() as cursor:
        if not postgres:
            cursor.execute("PRAGMA secure_delete = ON")
        cursor.executemany(
            f"UPDATE visits_collectedvalue SET value = '', sealed = {nothing} WHERE id = %s",  # noqa: S608  # our own
            [[one if postgres else one.hex] for one in ids],
        )
