"""Marrying, and taking another name."""

from datetime import date, datetime
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.register.actions.life.acting import Act
from linli.register.actions.life.refusals import (
    married_already,
    moved_before_birth,
    too_young_to_marry,
    with_oneself,
)
from linli.register.drafts import Recorded
from linli.register.states import SubjectKind

# Civil Code, article 1047: from which age men and women may marry, by the code of their sex.
MARRIAGEABLE = {"1": 22, "2": 20}
MARRIED = "20"


def marriage(
    *,
    one: UUID,
    other: UUID,
    married: date,
    by: Actor,
    at: datetime,
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """Two people married. One of them lives in the actor's area; the other may live anywhere in the district.

    Refusals: those of `record`, register.date_in_future, with_oneself, person_is_dead, married_already,
    too_young_to_marry.
    """
    act = Act(by, at, married, source, why, "register.marriage")
    if one == other:
        raise with_oneself()
    act.named([one], SubjectKind.PERSON)
    act.named([other], SubjectKind.PERSON, elsewhere=True)
    act.living([one, other])
    for person, partner in ((one, other), (other, one)):
        if act.pointed(act.view(person), "self.spouse") not in (None, partner):
            raise married_already()
        _check_age(act, person, married)
        act.point(person, "self.spouse", partner)
        act.say(person, "self.marital_status", MARRIED)
        act.say(person, "self.marriage_date", married.isoformat())
    return act.done()


def _check_age(act: Act, person: UUID, day: date) -> None:
    view = act.view(person)
    born, least = view.day("self.birth_date"), MARRIAGEABLE.get(view.value("self.sex"), 20)
    if born is None:
        return
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if age < least:
        raise too_young_to_marry()


def rename(
    *,
    person: UUID,
    name: str,
    since: date,
    by: Actor,
    at: datetime,
    source: str = "committee",
    why: str = "",
) -> Recorded:
    """Somebody bears another name from a day on; the old one stays findable as a former name.

    The new name is a correction of weight: it counts as much as the word that it follows. Refusals: those of
    `record`, register.date_in_future, before_birth.
    """
    act = Act(by, at, since, source, why, "register.rename")
    act.named([person], SubjectKind.PERSON)
    view = act.view(person)
    born = view.day("self.birth_date")
    if born is not None and since < born:
        raise moved_before_birth()
    golden = view.golden.get("self.name")
    if golden is not None and golden.value:
        act.say(person, "self.former_name", golden.value)
    act.end(view, "self.name")
    act.say(person, "self.name", name)
    return act.done()
