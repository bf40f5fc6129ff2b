"""Reading a roster anew and working out its plan: the same for the dry run and for the run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.base.crypto import vault
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.base.imports.reader import read_workbook
from linli.rosters.columns import known_for, of_plain
from linli.rosters.keeping import file_of
from linli.rosters.matching import Linked
from linli.rosters.matching.keeping import of_plain as of_plain_links
from linli.rosters.matching.keeping import record_state
from linli.rosters.models import Roster
from linli.rosters.places import Places
from linli.rosters.planning import Bringing, Plan, plan_organisations, plan_people
from linli.rosters.reading import Findings, ReadRoster, read_roster
from linli.rosters.reading.rows import Asked
from linli.rosters.states import ImportState, RosterKind

Progress = Callable[[int, int, str], None]
# Fewer rows than this share of the last roster of the source: perhaps half of it did not come.
HALF = 0.6


@dataclass(frozen=True, slots=True)
class Worked:
    """What reading found and what bringing it in would write. `plan` is empty where the file as a whole is wrong."""

    findings: Findings
    plan: Plan
    read: int
    record_state: str = ""

    @property
    def file_is_wrong(self) -> bool:
        """Something stops the file as a whole, whichever rows are left out."""
        return any(found.stops_row and found.problem.row == 0 for found in self.findings.stopping)

    @property
    def stopped(self) -> int:
        """Rows that cannot be brought in."""
        return len(self.findings.stopped_rows)


def work_out(roster: Roster, by: Actor, at: datetime, progress: Progress, *, share: float = 1.0) -> Worked:
    """Read, check, link and plan. Opens the sealed file, writes nothing. `share` of the progress bar is ours."""
    today = local_day(at)
    known = known_for(RosterKind(roster.kind), roster.source, today)
    places = Places(roster.district, today)
    total = max(1, round(roster.row_count * 6 / share))
    workbook = read_workbook(file_of(roster), name=roster.name)
    columns = {c.index: known.elements[c.element] for c in of_plain(roster.columns) if c.element}
    asked = Asked(
        kind=known.kind,
        columns=columns,
        headings={c.index: c.heading for c in of_plain(roster.columns)},
        sheet=roster.sheet,
        heading_last=roster.heading_last,
        places=places,
        within=roster.division_code,
        today=today,
        progress=lambda done, _all: progress(min(done, roster.row_count), total, ""),
    )
    found = read_roster(workbook, asked)
    del workbook
    _compare_size(roster, found)
    worked = Worked(found.findings, Plan(), found.read)
    if worked.file_is_wrong:
        return worked
    state = record_state(roster.district)
    plan = _plan(
        roster, found, state, today, places, lambda done, _all: progress(roster.row_count + done, total, "")
    )
    return Worked(found.findings, plan, found.read, state)


def _plan(
    roster: Roster,
    found: ReadRoster,
    state: str,
    today: date,
    places: Places,
    progress: Callable[[int, int], None],
) -> Plan:
    bringing = Bringing(roster.source, roster.district, roster.division_code, roster.as_of, today)
    stopped = sorted(found.findings.stopped_rows)
    if roster.kind == RosterKind.ORGANISATIONS:
        return plan_organisations(found.rows, stopped, bringing=bringing, progress=progress)
    kept = _kept(roster) if state == roster.record_state else None
    linked = kept if kept is not None and len(kept.who) == len(found.rows) else None
    return plan_people(
        found.rows, stopped, bringing=bringing, places=places, linked=linked, progress=progress
    )


def _kept(roster: Roster) -> Linked | None:
    """The people that the dry run found, while the record is as it was."""
    if roster.state != ImportState.CHECKED or roster.outcome_sealed is None:
        return None
    links = vault.open_json(roster.pk, "outcome", roster.outcome_sealed).get("links")
    return of_plain_links(links) if links else None


def _compare_size(roster: Roster, found: ReadRoster) -> None:
    """Half a file cannot be told by itself; that there was twice as much last time can."""
    before = (
        Roster.objects.filter(
            source=roster.source,
            kind=roster.kind,
            division_code=roster.division_code,
            state=ImportState.DONE,
        )
        .exclude(pk=roster.pk)
        .order_by("-ran_at")
        .values_list("row_count", flat=True)
        .first()
    )
    if before and found.read < before * HALF:
        found.findings.add(0, None, "rosters.fewer_rows", stops=False, now=found.read, before=before)


def counts_of(worked: Worked) -> dict[str, Any]:
    """How many rows of each fate, and how many findings; no values."""
    return {
        "read": worked.read,
        "stopped": worked.stopped,
        "noted": len(worked.findings.noting),
        "file_is_wrong": worked.file_is_wrong,
        "beyond": worked.findings.beyond,
        **worked.plan.counts,
    }
