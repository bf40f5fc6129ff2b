"""Recording: subjects and facts of one entry, and the rows that follow from them, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from linli.base.audit.trail import audited
from linli.base.days import local_day
from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.checks import check_links, warnings_of
from linli.register.drafts import EntryDraft, FactDraft, Recorded, SubjectDraft
from linli.register.ledger.facts import EntryInfo
from linli.register.models import Entry
from linli.register.projection import Fresh, Refreshed, refresh
from linli.register.projection.lookups import index_said, reindex
from linli.register.projection.rows import Place
from linli.register.queries.where import Whereabouts, whereabouts
from linli.register.recording.checking import Checked, Places, check_corrections, checked
from linli.register.recording.writing import live, make_entry, write_facts, write_subjects
from linli.register.rules import common_prefix, may_record
from linli.register.states import Method, SubjectKind


def record(
    *,
    entry: EntryDraft,
    facts: Sequence[FactDraft],
    by: Actor,
    at: datetime,
    subjects: Sequence[SubjectDraft] = (),
) -> Recorded:
    """Record facts of one entry, all of them or none; the rows of whom they are about are made anew.

    Every place touched must lie in the actor's scope, and in one district. Refusals name the position of a fact
    (from 1) and its element, never a value: register.not_allowed, subject_unknown, element_unknown,
    element_of_other_kind, source_unknown, purpose_unknown, several_districts, correction_unknown, kin_is_circular,
    and one for each way in which a value can be wrong (`refusals.VALUE_TEXTS`).
    """
    if not facts:
        raise refusals.nothing_to_record()
    places = _places(facts, subjects)
    for one in {fact.subject for fact in facts} | {draft.id for draft in subjects}:
        if not may_record(by, places[one].code):
            raise refusals.not_allowed()
    return put_down(entry=entry, facts=facts, subjects=subjects, places=places, by=by, at=at)


def put_down(
    *,
    entry: EntryDraft,
    facts: Sequence[FactDraft],
    by: Actor,
    at: datetime,
    subjects: Sequence[SubjectDraft] = (),
    places: Places | None = None,
    verb: str = "register.record",
    admitted_on: date | None = None,
) -> Recorded:
    """As `record`, for actions of this room that have checked by their own rules who may do it.

    `admitted_on` is the day on which the catalogue must know the elements, where that is not the entry's own day.
    """
    places = places or _places(facts, subjects)
    touched = dict.fromkeys(fact.subject for fact in facts)
    district = _district(places, touched.keys() | {one.id for one in subjects})
    latest = max(local_day(at), entry.as_of)
    said = checked(facts, places, entry.as_of, latest, admitted_on=admitted_on or entry.as_of)
    check_corrections(facts)
    check_links(facts)
    with audited(
        by=by, at=at, verb=verb, subject="register.Entry:", place=_place(places, touched), why=entry.why
    ) as audit:
        ids = tuple(one.id for one in said)
        row = make_entry(entry, district, by, at, ids)
        write_subjects(subjects, district, row.pk)
        write_facts(said, district, row.pk)
        audit.subject = f"register.Entry:{row.pk}"
        audit.detail = {"facts": len(ids), "subjects": len(subjects), "method": entry.method.value}
        _index(said, touched, district)
        done = _rows(said, touched, subjects, row, district, at)
    return Recorded(row.pk, len(ids), len(subjects), ids, warnings_of(done.dwellings, done.households))


def _rows(
    said: Sequence[Checked],
    touched: Iterable[UUID],
    subjects: Sequence[SubjectDraft],
    row: Entry,
    district: str,
    at: datetime,
) -> Refreshed:
    """The rows that follow. Of new subjects everything is in hand: nothing is read back."""
    info = EntryInfo(row.pk, row.source.code, Method(row.method), row.as_of, row.recorded_at, None)
    new = {one.id: (SubjectKind(one.kind), Place(one.division_code, one.grid)) for one in subjects}
    fresh = Fresh(new, live((one for one in said if one.fact.subject in new), row.pk), info)
    return refresh(touched, local_day(at), fresh=fresh, district=district)


def _places(facts: Sequence[FactDraft], subjects: Sequence[SubjectDraft]) -> Places:
    """Kind and place of everybody named. Raises subject_unknown."""
    new = {
        one.id: Whereabouts(SubjectKind(one.kind), one.division_code[:6], one.id, one.division_code, one.grid)
        for one in subjects
    }
    named = {fact.subject for fact in facts} | {fact.object for fact in facts if fact.object}
    places = whereabouts(named - new.keys()) | new
    if named - places.keys():
        raise refusals.subject_unknown()
    return places


def _district(places: Places, subjects: Iterable[UUID]) -> str:
    districts = {places[one].district for one in subjects}
    if len(districts) != 1:
        raise refusals.several_districts()
    return districts.pop()


def _place(places: Places, subjects: Iterable[UUID]) -> str:
    """The smallest place that holds everybody, for the audit entry."""
    return common_prefix([places[one].division_code for one in subjects])


def _index(said: Sequence[Checked], touched: Iterable[UUID], district: str) -> None:
    """The blind index: added to, and made anew for subjects of whom something was corrected."""
    district_of = dict.fromkeys(touched, district)
    corrected = {one.fact.subject for one in said if one.fact.corrects}
    index_said(
        (
            (one.fact.subject, one.fact.element, one.value)
            for one in said
            if one.shape.lookup and one.fact.subject not in corrected
        ),
        district_of,
    )
    reindex(corrected, district_of)
