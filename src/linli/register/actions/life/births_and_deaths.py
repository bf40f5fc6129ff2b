"""Being born and dying."""

from datetime import date, datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.register.actions.life.acting import Act, check_head, status_of
from linli.register.actions.life.refusals import (
    dead_already,
    death_before_birth,
    parent_too_young,
)
from linli.register.drafts import Recorded, SubjectDraft
from linli.register.states import Status, SubjectKind
from linli.register.values import YES

YOUNGEST_PARENT = 12  # years; younger than that it is a slip of the pen
LONGEST_AFTER_DEATH = 310  # days between a father's death and the birth of his child


def birth(
    *,
    child: SubjectDraft,
    name: str,
    sex: str,
    born: date,
    household: UUID,
    relationship: str,
    by: Actor,
    at: datetime,
    mother: UUID | None = None,
    father: UUID | None = None,
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """A child is born into a household. An unnamed child is recorded as such (林秀之女); `rename` follows.

    Refusals: those of `record`, register.date_in_future, register.parent_cannot_be.
    """
    act = Act(by, at, born, source, why, "register.birth")
    act.named([household], SubjectKind.HOUSEHOLD)
    parents = [one for one in (mother, father) if one is not None]
    act.named(parents, SubjectKind.PERSON, elsewhere=True)
    for parent in parents:
        _check_parent(act, parent, born)
    act.subjects.append(child)
    for element, value in (
        ("self.name", name),
        ("self.sex", sex),
        ("self.birth_date", born.isoformat()),
        ("self.relationship_to_head", relationship),
    ):
        act.say(child.id, element, value)
    act.point(child.id, "self.household", household)
    if mother is not None:
        act.point(child.id, "self.mother", mother)
    if father is not None:
        act.point(child.id, "self.father", father)
    return act.done()


def _check_parent(act: Act, parent: UUID, born: date) -> None:
    own, died = act.view(parent).day("self.birth_date"), act.view(parent).day("self.death_date")
    if own is not None and (born - own).days < YOUNGEST_PARENT * 365:
        raise parent_too_young()
    if died is not None and (born - died).days > LONGEST_AFTER_DEATH:
        raise parent_too_young()


def death(
    *,
    person: UUID,
    died: date,
    by: Actor,
    at: datetime,
    new_head: UUID | None = None,
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """Somebody died. When it was the head of a household with others in it, `new_head` names who follows.

    Refusals: those of `record`, register.date_in_future, dead_already, death_before_birth, household_without_head.
    """
    act = Act(by, at, died, source, why, "register.death")
    act.named([person], SubjectKind.PERSON)
    view = act.view(person)
    if view.value("self.is_deceased") == YES or view.value("self.death_date"):
        raise dead_already()
    born = view.day("self.birth_date")
    if born is not None and died < born:
        raise death_before_birth()
    _status, household = status_of([person]).get(person, (Status.RESIDENT, None))
    if household is not None:
        check_head(act, household, [person], new_head)
    act.end(view, "self.is_deceased")  # a roster's "no" of an earlier day must not outweigh this
    act.say(person, "self.is_deceased", YES)
    act.say(person, "self.death_date", died.isoformat())
    spouse = act.pointed(view, "self.spouse")
    if spouse is not None:
        act.named([spouse], SubjectKind.PERSON, elsewhere=True)
        act.end(act.view(spouse), "self.spouse")
        act.end(view, "self.spouse")
        act.say(spouse, "self.marital_status", "30")  # widowed
    return act.done()
