"""The dry run: what a roster would change, kept sealed for the page that shows it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.crypto import vault
from linli.base.identity.actor import Actor
from linli.rosters import rules
from linli.rosters.matching.keeping import to_plain
from linli.rosters.models import Roster
from linli.rosters.planning import Difference
from linli.rosters.reading.findings import plain
from linli.rosters.states import ImportState
from linli.rosters.working import Progress, Worked, counts_of, work_out

# What is listed; the counts are of all.
LISTED = 500


def check_roster(
    *, roster_id: UUID, by: Actor, at: datetime, progress: Progress = lambda done, total, message: None
) -> Roster:
    """Work out the plan of a roster and keep what a person should see. Writes nothing to the record."""
    roster = rules.ensure_may_see(Roster.objects.filter(pk=roster_id).first(), by)
    rules.ensure_own(roster, by)
    rules.ensure_moves(roster, ImportState.CHECKED)
    worked = work_out(roster, by, at, progress)
    roster.counts = {**roster.counts, **counts_of(worked)}
    roster.plan_digest = "" if worked.file_is_wrong else worked.plan.digest
    roster.outcome_sealed = vault.seal_json(roster.pk, "outcome", _outcome(worked))
    roster.record_state = worked.record_state
    roster.state = ImportState.CHECKED
    roster.checked_at = at
    subject = f"rosters.Roster:{roster.pk}"
    with audited(
        by=by,
        at=at,
        verb="rosters.check",
        subject=subject,
        place=roster.division_code,
        detail=counts_of(worked),
    ):
        roster.save()
    return roster


def _outcome(worked: Worked) -> dict[str, Any]:
    return {
        "findings": plain(worked.findings.shown),
        "differences": _listed(worked.plan.differences),
        "links": to_plain(worked.plan.linked) if worked.plan.linked is not None else None,
    }


def _listed(differences: Sequence[Difference]) -> list[list[Any]]:
    """Rows in full, up to the limit, those that change something before those that only add."""
    ordered = sorted(differences, key=lambda one: (one.how == "adds", one.row))
    return [[d.row, str(d.subject), d.element, d.how.value, d.after] for d in ordered[:LISTED]]
