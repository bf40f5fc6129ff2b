"""读账 · The ledger as it is read: which facts count on a day as known at a moment, and which of them is believed."""

from linli.register.ledger.facts import EntryInfo, LiveFact, entries_of, facts_of, in_force
from linli.register.ledger.golden import Golden, Ranking, chosen, ranking
from linli.register.ledger.people import clusters, members_of
from linli.register.ledger.view import View, views_of

__all__ = [
    "EntryInfo",
    "Golden",
    "LiveFact",
    "Ranking",
    "View",
    "chosen",
    "clusters",
    "entries_of",
    "facts_of",
    "in_force",
    "members_of",
    "ranking",
    "views_of",
]
