"""The whole projection of a district, made anew from the ledger."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from linli.base import bulk
from linli.base.scope import Scope
from linli.register.ledger.load import Loader
from linli.register.ledger.sql import parts
from linli.register.models import Relation, Subject
from linli.register.projection.lookups import reindex
from linli.register.projection.refresh import BATCH, ORDER, TABLES, Refresher
from linli.register.states import SubjectKind


def rebuild_district(district: str, day: date, progress: Callable[[int, int], None] | None = None) -> int:
    """Make all rows of the subjects of a district anew; answers how many. Callers hold the transaction."""
    by_kind = {kind: _subjects(district, kind) for kind in ORDER}
    total, done = sum(map(len, by_kind.values())), 0
    for kind in reversed(ORDER):
        bulk.delete(TABLES[kind].model, by_kind[kind])
        bulk.delete(Relation, by_kind[kind], "subject_id")
    worker = Refresher(Loader(day, district=district))
    for kind in ORDER:
        for part in parts(by_kind[kind], BATCH):
            worker.kind(kind, part, cleared=True)
            reindex(part, dict.fromkeys(part, district))
            done += len(part)
            if progress is not None:
                progress(done, total)
    return worker.finish().rows


def _subjects(district: str, kind: SubjectKind) -> list[UUID]:
    found = (
        Subject.objects.in_scope(Scope(""))
        .filter(district=district, kind=kind, forgotten_at=None)
        .values_list("id", flat=True)
    )
    return list(found.order_by("id"))
