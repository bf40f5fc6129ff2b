"""Which admitted request serves another one wholly: that one needs no task."""

from collections.abc import Iterable
from datetime import date

from linli.catalogue import queries as catalogue
from linli.core.elements import is_own_code
from linli.core.mandates import Standing, stands
from linli.core.scopes import ScopeError
from linli.mandates.models import Mandate
from linli.mandates.queries.lists import places_of
from linli.mandates.queries.overlap import ask_of


def _own(mandate: Mandate) -> frozenset[str]:
    return frozenset(one.element for one in mandate.fields.all() if is_own_code(one.element))


def covering(mandate: Mandate, others: Iterable[Mandate], today: date) -> Mandate | None:
    """The first of these requests that asks the same or more, of the same rows or more, there and then.

    Fields and places of all of them are expected to have been fetched: no query beyond the catalogue's own.
    """
    vocabulary = catalogue.vocabulary(today)
    mine = ask_of(mandate, mandate.fields.all(), places_of(mandate, mandate.places.all()))
    if not mine.fields:
        return None
    own = _own(mandate)
    for other in others:
        if own - _own(other):
            continue  # one department's own indicator serves no other, whatever it is called
        theirs = ask_of(other, other.fields.all(), places_of(other, other.places.all()))
        try:
            how = stands(mine, theirs, vocabulary)
        except ScopeError:
            # What can no longer be compared does not cover anything.
            continue
        if how is not None and how.standing in (Standing.SAME, Standing.COVERED):
            return other
    return None
