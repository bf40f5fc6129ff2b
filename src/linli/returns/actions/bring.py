"""A filled file is handed in: what was missing is taken from it, all or nothing, and recorded like typed values."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.register.actions import record
from linli.register.drafts import FactDraft
from linli.returns.actions.fill import Progress
from linli.returns.bringing.pairing import paired
from linli.returns.bringing.reading import Trouble
from linli.returns.bringing.work import Wish, Work, facts_in
from linli.returns.models import Filling, Report
from linli.returns.moving import Move, moving
from linli.returns.plan import plan_of
from linli.returns.recording import element_of, entry_for, refresh
from linli.returns.states import Step

PART = 500


class NotBrought(Refusal):
    """Nothing was taken from the file; `troubles` say where and why."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        super().__init__(
            "returns.not_brought",
            _("文件里有%(count)s处要改，没有登记任何内容。"),
            _("请改好后再交一次。"),
            count=len(troubles),
        )
        self.troubles = tuple(troubles)


@dataclass(frozen=True, slots=True)
class Brought:
    """What was recorded, in how many rows; `left` are cells that say something else than the record and were left."""

    report: Report
    values: int
    rows: int
    left: tuple[Trouble, ...]


def bring(
    *,
    report_id: UUID,
    version: int,
    data: bytes,
    name: str,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> Brought:
    """Take the missing values of a list from the file in which the community has added them.

    A cell that was missing, old or disputed is recorded as what stands there now, from the community and under this
    request. A valid value of the record is never overwritten by a file: it is put right in the register.
    Refusals: NotBrought with every trouble found, returns.card_not_brought, those of `bringing.reading.rows_of`, of
    `forms.files.sheets_of` (broken file, password ...), of the gate, and of `moving`. Nothing is kept when `progress`,
    which is told how many values are recorded of how many, raises.
    """
    tell = progress or _nobody
    with moving(report_id, Move(Step.BRING, by, at, version)) as found:
        filling = Filling.objects.get(report=found, number=found.number)
        plan = plan_of(found.mandate, local_day(at))
        tell(0, 0)
        work = Work(found, filling, plan, by, at)
        rows = work.rows_of_file(data, name)
        written = {number: work.written(row) for number, row in work.rows.items()}
        tell(0, 0)
        pairs, troubles = paired(rows, written, work.known)
        wanted = [one for number, row in pairs.items() for one in work.new_in(number, row, written[number])]
        facts = facts_in(work, wanted, troubles)
        if troubles:
            raise NotBrought(troubles)
        _record(found, facts, by, at, tell)
        typed = list({wish.row.pk: wish.row for wish in wanted}.values())
        if typed:
            refresh(found, filling, plan, typed, work.masked)
    return Brought(found, len(facts), len(typed), tuple(work.left))


def _nobody(done: int, total: int) -> None:
    """Where nobody waits for it."""


def _record(
    found: Report, facts: Sequence[tuple[Wish, FactDraft]], by: Actor, at: datetime, tell: Progress
) -> None:
    """An entry for each purpose, in parts."""
    done = 0
    by_purpose: dict[str, list[FactDraft]] = defaultdict(list)
    for wish, fact in facts:
        by_purpose[element_of(wish.column).property.purposes[0]].append(fact)
    for purpose, some in sorted(by_purpose.items()):
        entry = entry_for(found, purpose, at)
        for start in range(0, len(some), PART):
            tell(done, len(facts))
            part = some[start : start + PART]
            record(entry=entry, facts=part, by=by, at=at)
            done += len(part)
