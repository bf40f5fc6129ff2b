"""Households that nobody is left in: how long they wait, and when they are deleted.

What was paid to a household is kept longer (sixty months) than its people are (twenty-four), so that it does not go
with the last of them. Its values go one by one, each by its own rule, from the day on which the last person left; the
household goes with its key when the longest rule of what is still held of it is over.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.base.identity.actor import Actor
from linli.base.reading.actions import prove_deletion
from linli.core.elements import Retention
from linli.register import actions
from linli.register.gate.leaving import is_over
from linli.register.gate.limits import batches, rules_of, with_value
from linli.register.gate.places import EVERYWHERE
from linli.register.ledger.people import members_of
from linli.register.models import Subject
from linli.register.queries.homes import left_empty_by, lived_in
from linli.register.states import SubjectKind


def homes_kept(left: Mapping[UUID, date], today: date) -> dict[UUID, date]:
    """Of the households that these people leave empty, those that wait, with the day on which the last person left."""
    empty = {home: max(left[one] for one in who) for home, who in left_empty_by(left).items()}
    rules = _longest(empty, today)
    return {
        home: day for home, day in empty.items() if home in rules and not is_over(rules[home], day, today)
    }


def waiting_homes() -> dict[UUID, date]:
    """Households that wait, since when nobody lives there; not those into which somebody came again."""
    rows = Subject.objects.in_scope(EVERYWHERE).filter(
        kind=SubjectKind.HOUSEHOLD, left_date__isnull=False, forgotten_at=None
    )
    found = dict(rows.order_by("id").values_list("id", "left_date"))
    lived = lived_in(found)
    return {home: day for home, day in found.items() if home not in lived and day is not None}


def delete_homes(*, by: Actor, at: datetime) -> int:
    """Delete those whose time is over; a batch a transaction, a proof for each rule and district. Answers how many."""
    today = timezone.localtime(at).date()
    deleted = 0
    for batch in batches(waiting_homes().items()):
        homes = dict(batch)
        rules = _longest(homes, today)
        due = [home for home in homes if home not in rules or is_over(rules[home], homes[home], today)]
        if not due:
            continue
        with transaction.atomic():
            classes = _classes(due, rules)
            actions.forget_households(households=due, why=_("保存期限已到"), by=by, at=at)
            for (district, rule), some in classes.items():
                prove_deletion(
                    held_class="household.empty",
                    rule=rule,
                    subjects=some,
                    district=district,
                    day=today,
                    by=by,
                    at=at,
                )
        deleted += len(due)
    return deleted


def _longest(homes: Iterable[UUID], today: date) -> dict[UUID, Retention]:
    """The longest rule of what is still held of each; a household of which nothing is held is left out."""
    rules = rules_of(today, SubjectKind.HOUSEHOLD)
    of = {member: home for home, members in members_of(homes).items() for member in members}
    held = with_value(frozenset(rules)).filter(subject__in=list(of))
    found: dict[UUID, Retention] = {}
    for subject, element in held.order_by().values_list("subject_id", "element").distinct():
        home, rule = of[subject], rules[element]
        found[home] = max(found.get(home, rule), rule, key=lambda one: one.months or 0)
    return found


def _classes(due: Iterable[UUID], rules: Mapping[UUID, Retention]) -> dict[tuple[str, str], list[UUID]]:
    rows = Subject.objects.in_scope(EVERYWHERE).filter(pk__in=list(due)).order_by("id")
    found: dict[tuple[str, str], list[UUID]] = {}
    for home, district in rows.values_list("id", "district"):
        rule = rules.get(home)
        said = f"{rule.trigger}+{rule.months}" if rule else "nothing_held"
        found.setdefault((district, said), []).append(home)
    return found
