"""Tables of the room: the ledger first, then what is worked out from it."""

from linli.register.models.entry import Entry, Source
from linli.register.models.erasure import Erasure
from linli.register.models.fact import Fact
from linli.register.models.lookup import Lookup
from linli.register.models.others import Organisation, Relation, Thing
from linli.register.models.people import Household, Person
from linli.register.models.places import Dwelling
from linli.register.models.precedence import Precedence
from linli.register.models.subject import Merge, Subject

__all__ = [
    "Dwelling",
    "Entry",
    "Erasure",
    "Fact",
    "Household",
    "Lookup",
    "Merge",
    "Organisation",
    "Person",
    "Precedence",
    "Relation",
    "Source",
    "Subject",
    "Thing",
]
