"""The rulebook people work with: packs, and over them what districts have set."""

from collections import OrderedDict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Window

from linli.core.policy import Rulebook
from linli.policies.models import PolicyOverride
from linli.policies.queries.overrides import effective_entries
from linli.policies.queries.packs import pack_rulebook, policy_directory

_KEPT = 4
_built: "OrderedDict[tuple[Any, ...], Rulebook]" = OrderedDict()


def rulebook(*, known_at: datetime | None = None) -> Rulebook:
    """Packs and districts' own values, as known at a moment (None: now).

    One small query asks for the state of the record; the rulebook is rebuilt only when that has changed. Rows are
    only ever appended, so the latest id and the count name the state.
    """
    packs = pack_rulebook()
    if known_at is not None:
        return packs.with_overrides(effective_entries(packs.rules, known_at=known_at))
    state = _state()
    if state is None:
        return packs
    key = (policy_directory(), *state)
    if key not in _built:
        _built[key] = packs.with_overrides(effective_entries(packs.rules))
        while len(_built) > _KEPT:
            _built.popitem(last=False)
    return _built[key]


def _state() -> tuple[UUID, int] | None:
    row: tuple[UUID, int] | None = (
        PolicyOverride.objects.order_by("-id")
        .annotate(rows=Window(Count("id")))
        .values_list("id", "rows")
        .first()
    )
    return row
