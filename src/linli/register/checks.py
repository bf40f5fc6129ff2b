"""Nonsense between subjects: circular kin, crowded homes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.register.drafts import FactDraft, Warned
from linli.register.elements import PARENTS
from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.people import roots
from linli.register.models import Dwelling, Household, Relation
from linli.register.rules import CROWDED, KIN_STEPS


def check_links(facts: Sequence[FactDraft]) -> None:
    """Nobody is their own ancestor, by what is on record and what is being recorded. Raises kin_is_circular."""
    new = [(fact.subject, fact.object) for fact in facts if fact.element in PARENTS and fact.object]
    if not new:
        return
    shown = roots({one for pair in new for one in pair if one})
    up: dict[UUID, set[UUID]] = defaultdict(set)
    for child, parent in new:
        if parent is not None:
            up[shown.get(child, child)].add(shown.get(parent, parent))
    asked: set[UUID] = set()
    edge = {one for parents in up.values() for one in parents}
    for _step in range(KIN_STEPS):
        edge -= asked
        if not edge:
            break
        asked |= edge
        rows = (
            Relation.objects.in_scope(EVERYWHERE)
            .filter(subject_id__in=edge, role__in=PARENTS)
            .values_list("subject_id", "object_id")
        )
        for child, parent in rows:
            up[child].add(parent)
        edge = {parent for one in edge for parent in up[one]}
    if _has_circle(up):
        raise Refusal(
            "register.kin_is_circular",
            _("按这样登记，有人会成为自己的长辈。"),
            _("请核对父母与子女是否写反了。"),
        )


def _has_circle(up: dict[UUID, set[UUID]]) -> bool:
    """Depth first, without recursion; 1 = on the way, 2 = done."""
    state: dict[UUID, int] = {}
    for start in list(up):
        stack = [(start, iter(up.get(start, ())))]
        state.setdefault(start, 1)
        if state[start] == 2:
            continue
        while stack:
            one, parents = stack[-1]
            parent = next(parents, None)
            if parent is None:
                state[one] = 2
                stack.pop()
            elif state.get(parent) == 1:
                return True
            elif parent not in state:
                state[parent] = 1
                stack.append((parent, iter(up.get(parent, ()))))
    return False


def warnings_of(dwellings: Iterable[UUID], households: Iterable[UUID]) -> tuple[Warned, ...]:
    """Homes that are more crowded than homes are."""
    found = []
    wanted, also = list(dwellings), list(households)
    if len(wanted) <= 10_000 and len(also) <= 10_000:
        rows = Dwelling.objects.in_scope(EVERYWHERE).filter(pk__in=wanted, people_count__gt=CROWDED)
        found += [Warned("crowded", one, n) for one, n in rows.values_list("id", "people_count")]
        homes = Household.objects.in_scope(EVERYWHERE).filter(
            pk__in=also, size__gt=CROWDED, household_type__in=("", "1")
        )
        found += [Warned("large_household", one, n) for one, n in homes.values_list("id", "size")]
    return tuple(found)
