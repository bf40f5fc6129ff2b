"""Moving in, out, and within the area."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.register import refusals
from linli.register.actions.life.acting import Act, appoint, check_head, members, status_of
from linli.register.actions.life.refusals import (
    household_without_head,
    lives_there_already,
    moved_before_birth,
    nobody_named,
)
from linli.register.drafts import Recorded, SubjectDraft
from linli.register.queries.where import Whereabouts
from linli.register.rules import may_record
from linli.register.states import SubjectKind


def move_out(
    *,
    people: Sequence[UUID],
    left: date,
    to: str,
    by: Actor,
    at: datetime,
    new_head: UUID | None = None,
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """People leave the area for `to` (a place in words, may be empty). Whoever stays keeps a head.

    Refusals: those of `record`, register.nobody_named, date_in_future, person_is_dead, before_birth,
    household_without_head.
    """
    act = Act(by, at, left, source, why, "register.move_out")
    act.named(_some(people), SubjectKind.PERSON)
    _check_people(act, people)
    _leave_households(act, people, new_head)
    for one in people:
        act.say(one, "self.moved_out_date", left.isoformat())
        if to.strip():
            act.say(one, "self.moved_to", to)
        for element in ("self.household", "self.dwelling"):
            act.end(act.view(one), element)
    return act.done()


def move_in(
    *,
    people: Sequence[UUID],
    came: date,
    household: UUID | SubjectDraft,
    by: Actor,
    at: datetime,
    dwelling: UUID | None = None,
    head: UUID | None = None,
    moved_from: str = "",
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """People come to live here, from outside or from another community of the district.

    A new household needs a `head` among them, and the `dwelling` it lives in where that is known. Who receives
    them records it: they may still stand elsewhere on record. Refusals: those of `record`, register.nobody_named,
    date_in_future, person_is_dead, before_birth, household_without_head, lives_there_already.
    """
    act = Act(by, at, came, source, why, "register.move_in")
    act.named(_some(people), SubjectKind.PERSON, elsewhere=True)
    _check_people(act, people)
    _leave_households(act, people, None)
    target = _target(act, household, people, dwelling, head)
    for one in people:
        view = act.view(one)
        if act.pointed(view, "self.household") == target and not view.value("self.moved_out_date"):
            raise lives_there_already()
        act.end(view, "self.household")
        act.end(view, "self.dwelling")
        act.point(one, "self.household", target)
        act.say(one, "self.moved_in_date", came.isoformat())
        if moved_from.strip():
            act.say(one, "self.moved_from", moved_from)
    return act.done()


def _target(
    act: Act, household: UUID | SubjectDraft, people: Sequence[UUID], dwelling: UUID | None, head: UUID | None
) -> UUID:
    """The household they move into. Raises not_allowed, household_without_head."""
    if not isinstance(household, SubjectDraft):
        act.named([household], SubjectKind.HOUSEHOLD)
        if head is not None:
            appoint(act, household, head)
        elif not members(household):
            raise household_without_head()
        return household
    if not may_record(act.by, _code(household)):
        raise refusals.not_allowed()
    if head is None or head not in people:
        raise household_without_head()
    act.subjects.append(household)
    appoint(act, household.id, head)
    if dwelling is not None:
        act.named([dwelling], SubjectKind.DWELLING)
        act.point(household.id, "household.dwelling", dwelling)
    return household.id


def move_within(
    *,
    household: UUID,
    dwelling: UUID,
    moved: date,
    by: Actor,
    at: datetime,
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """A whole household moves to another dwelling of the area. Who serves the old or the new place records it.

    Refusals: those of `record`, register.date_in_future, lives_there_already.
    """
    act = Act(by, at, moved, source, why, "register.move_within")
    places = act.named([household], SubjectKind.HOUSEHOLD, elsewhere=True)
    places |= act.named([dwelling], SubjectKind.DWELLING, elsewhere=True)
    if not any(may_record(by, place.code) for place in places.values()):
        raise refusals.not_allowed()
    view = act.view(household)
    if act.pointed(view, "household.dwelling") == dwelling:
        raise lives_there_already()
    act.end(view, "household.dwelling")
    act.point(household, "household.dwelling", dwelling)
    return act.done()


def _check_people(act: Act, people: Sequence[UUID]) -> None:
    act.living(people)
    for one in people:
        born = act.view(one).day("self.birth_date")
        if born is not None and act.since < born:
            raise moved_before_birth()


def _leave_households(act: Act, people: Sequence[UUID], new_head: UUID | None) -> None:
    """In every household that some of them leave, whoever stays has a head."""
    homes: dict[UUID, list[UUID]] = {}
    for one, (_status, home) in status_of(people).items():
        if home is not None:
            homes.setdefault(home, []).append(one)
    for home, leaving in homes.items():
        named = new_head if new_head in members(home) else None
        check_head(act, home, leaving, named)


def _some(people: Sequence[UUID]) -> Sequence[UUID]:
    if not people:
        raise nobody_named()
    return people


def _code(draft: SubjectDraft) -> str:
    return Whereabouts(
        SubjectKind(draft.kind), draft.division_code[:6], draft.id, draft.division_code, draft.grid
    ).code
