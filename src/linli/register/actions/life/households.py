"""A household gets a new head, or splits in two."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.register.actions.life.acting import Act, appoint, check_head, members
from linli.register.actions.life.refusals import household_without_head, nobody_named, not_a_member
from linli.register.drafts import Recorded, SubjectDraft
from linli.register.states import SubjectKind


def new_head(
    *,
    household: UUID,
    head: UUID,
    relationships: Mapping[UUID, str],
    since: date,
    by: Actor,
    at: datetime,
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """Another member heads the household; `relationships` says what the others are to the new head, as codes.

    Refusals: those of `record`, register.date_in_future, not_a_member, person_is_dead.
    """
    act = Act(by, at, since, source, why, "register.new_head")
    act.named([household], SubjectKind.HOUSEHOLD)
    there = members(household)
    if head not in there or set(relationships) - there.keys():
        raise not_a_member()
    act.named([head], SubjectKind.PERSON, elsewhere=True)
    act.living([head])
    act.end(act.view(household), "household.head")
    appoint(act, household, head, relationships)
    return act.done()


def split_household(
    *,
    household: UUID,
    leaving: Sequence[UUID],
    new: SubjectDraft,
    head: UUID,
    since: date,
    by: Actor,
    at: datetime,
    dwelling: UUID | None = None,
    new_head_of_rest: UUID | None = None,
    relationships: Mapping[UUID, str] | None = None,
    number: str = "",
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """Some members become a household of their own, in `dwelling` or in the same one as before, under `number`.

    Refusals: those of `record`, register.date_in_future, nobody_named, not_a_member, household_without_head.
    """
    act = Act(by, at, since, source, why, "register.split_household")
    if not leaving:
        raise nobody_named()
    act.named([household], SubjectKind.HOUSEHOLD)
    there = members(household)
    if set(leaving) - there.keys():
        raise not_a_member()
    if head not in leaving:
        raise household_without_head()
    act.named(leaving, SubjectKind.PERSON)
    check_head(act, household, leaving, new_head_of_rest)
    act.subjects.append(new)
    if number:
        act.say(new.id, "household.household_number", number)
    home = dwelling or act.pointed(act.view(household), "household.dwelling")
    if home is not None:
        act.named([home], SubjectKind.DWELLING, elsewhere=dwelling is None)
        act.point(new.id, "household.dwelling", home)
    appoint(act, new.id, head, {one: how for one, how in (relationships or {}).items() if one in leaving})
    for one in leaving:
        act.end(act.view(one), "self.household")
        act.point(one, "self.household", new.id)
    return act.done()
