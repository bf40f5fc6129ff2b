"""Reading personal data: checks, values, masks and the log, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from linli.base.identity.actor import Actor
from linli.base.reading import rules
from linli.base.reading.actions import NewReading, log_reading
from linli.base.reading.states import Act
from linli.register.gate import checks
from linli.register.gate.asking import AgreementTerms, Ask, Known, Leave
from linli.register.gate.masking import shown
from linli.register.gate.nearness import notice_own
from linli.register.gate.places import Whereabouts
from linli.register.gate.readout import Readout, SubjectRead
from linli.register.gate.values import Values, from_ledger, listed


def read(
    subjects: Sequence[UUID],
    elements: Sequence[str],
    *,
    purpose: str,
    reason: str,
    by: Actor,
    at: datetime,
    on: date | None = None,
    known: datetime | None = None,
    reveal: bool = False,
) -> Readout:
    """The values of these elements of these subjects, masked; whole with `reveal`, after a masked look of the day.

    `on` is the day the values hold for (today), `known` what was known then (now). Leaves a row in the reading log
    for every group of subjects read under the same approval, in the transaction of the read. Refusals:
    reading.no_reader, .not_in_duty, .no_reason, .long_reason, .number_in_reason, .no_purpose, .purpose_ended,
    .nothing_asked, .too_many, .no_element, .purpose_not_listed, .not_found (404), .sealed, .needs_approval,
    .reveal_few, .reveal_second.
    """
    act = Act.REVEALED if reveal else Act.MASKED
    return _answer(_ask(subjects, elements, purpose, reason, by, at, act, on, known))


def read_list(
    subjects: Sequence[UUID],
    elements: Sequence[str],
    *,
    purpose: str,
    reason: str,
    by: Actor,
    at: datetime,
    on: date | None = None,
    searched: bool = False,
) -> Readout:
    """One page of a list, masked. Rows that need an approval which is not there come withheld, and are not logged.

    A constant number of queries and one bulk insert, however long the page. Refusals as of `read`.
    """
    act = Act.SEARCHED if searched else Act.LISTED
    return _answer(_ask(subjects, elements, purpose, reason, by, at, act, on, None))


def read_for_export(
    subjects: Sequence[UUID], elements: Sequence[str], *, purpose: str, reason: str, by: Actor, at: datetime
) -> Readout:
    """Whole values for an export that has been asked for and, where it is large, approved: see the sharing room."""
    return _answer(_ask(subjects, elements, purpose, reason, by, at, Act.EXPORTED, None, None))


def read_for_system(
    subjects: Sequence[UUID],
    elements: Sequence[str],
    *,
    purpose: str,
    reason: str,
    agreement: AgreementTerms | None,
    by: Actor,
    at: datetime,
) -> Readout:
    """Whole values for a department's system. Refused without an agreement: reading.no_agreement, .agreement_ended."""
    ask = Ask(
        tuple(dict.fromkeys(subjects)),
        tuple(dict.fromkeys(elements)),
        purpose,
        rules.checked_reason(reason),
        by,
        at,
        Act.SHARED,
        agreement=agreement,
        from_system=True,
    )
    return _answer(ask)


def _ask(
    subjects: Sequence[UUID],
    elements: Sequence[str],
    purpose: str,
    reason: str,
    by: Actor,
    at: datetime,
    act: Act,
    on: date | None,
    known: datetime | None,
) -> Ask:
    return Ask(
        tuple(dict.fromkeys(subjects)),
        tuple(dict.fromkeys(elements)),
        purpose,
        rules.checked_reason(reason),
        by,
        at,
        act,
        on,
        known,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out for one ask: whole values, which do not leave this package, and the rows of the log."""

    known: Known
    found: tuple[Whereabouts, ...]
    leaves: Mapping[UUID, Leave | None]
    held: Values
    readings: tuple[UUID, ...]


def take(
    ask: Ask, found_already: Mapping[UUID, Whereabouts] | None = None, before: Known | None = None
) -> Taken:
    """Check, read and log, in one transaction. `found_already`: where the subjects are, looked up just before;
    `before`: what an ask of the same answer has looked up of the reader.
    """
    known = Known(ask, before)
    if found_already is not None:
        known.found = found_already
    with transaction.atomic():
        for check in checks.CHECKS:
            check(ask, known)
        order = [known.found[id_] for id_ in ask.subjects if id_ in known.found]
        found = list({one.subject: one for one in order}.values())
        leaves = {one.subject: known.leave(one) for one in found}
        allowed = [one for one in found if leaves[one.subject] is not None]
        held = _held(ask, allowed)
        readings = _log(ask, known, allowed, leaves)
        if ask.act is not Act.COUNTED:  # nobody has been looked at
            notice_own(ask.by, ask.at, allowed)
    return Taken(known, tuple(found), leaves, held, readings)


def _answer(ask: Ask) -> Readout:
    taken = take(ask)
    return Readout(
        act=ask.act,
        at=ask.at,
        subjects=tuple(
            _subject(ask, taken.known, one, taken.leaves[one.subject], taken.held) for one in taken.found
        ),
        readings=taken.readings,
        under_break_glass=any(leave and leave.break_glass_id for leave in taken.leaves.values()),
    )


def _held(ask: Ask, allowed: list[Whereabouts]) -> Values:
    if not allowed:
        return {}
    if ask.act in (Act.LISTED, Act.SEARCHED) and ask.on is None:
        quick = listed(allowed, ask.elements)
        if quick is not None:
            return quick
    return from_ledger(allowed, ask.elements, ask.on or ask.today, ask.known)


def _subject(ask: Ask, known: Known, one: Whereabouts, leave: Leave | None, held: Values) -> SubjectRead:
    age = known.age_class(one)
    if leave is None:
        return SubjectRead(one.subject, one.kind, one.place, age, withheld=known.guarded(one))
    over = known.outlived(one)
    values = {
        code: shown(code, known.elements.get(code), value, age, ask.is_revealed)
        for code, value in held.get(one.subject, {}).items()
        if code not in over
    }
    return SubjectRead(one.subject, one.kind, one.place, age, values)


def _log(
    ask: Ask, known: Known, allowed: Iterable[Whereabouts], leaves: Mapping[UUID, Leave | None]
) -> tuple[UUID, ...]:
    """One row for each approval that was used, with every pseudonym the subjects have had."""
    groups: dict[Leave, dict[UUID, str]] = {}
    for one in allowed:
        leave = leaves[one.subject]
        assert leave is not None
        groups.setdefault(leave, {}).update(dict.fromkeys(one.aliases, one.place))
    delay = timedelta(days=known.terms.delay_days if known.terms else 0)
    rows = [
        log_reading(
            new=NewReading(
                subjects=subjects,
                elements=ask.elements,
                purpose=ask.purpose,
                reason=ask.reason,
                act=ask.act,
                told_from=ask.today + delay,
                approval_id=leave.approval_id,
                break_glass_id=leave.break_glass_id,
                agreement_id=ask.agreement.id if ask.agreement else None,
            ),
            by=ask.by,
            at=ask.at,
        )
        for leave, subjects in groups.items()
    ]
    return tuple(row.pk for row in rows)
