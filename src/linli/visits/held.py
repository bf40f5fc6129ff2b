"""What the register holds of a field now: the latest fact that counts. Its id is the field's version.

Reads the ledger without opening values; a value is opened only where two have to be compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from linli.core.sync import Held
from linli.register.ledger import LiveFact, entries_of, facts_of, in_force, members_of
from linli.register.ledger.load import opener

Field = tuple[UUID, str]
"""Subject and element."""


@dataclass(frozen=True)
class Fields:
    """The latest fact that counts of each field of some subjects."""

    latest: Mapping[Field, LiveFact]

    def version(self, field: Field) -> str:
        """The version to rest a change on; empty when nothing is held."""
        fact = self.latest.get(field)
        return str(fact.id) if fact else ""

    def held(self, field: Field) -> Held:
        """Version and value, the value opened."""
        fact = self.latest.get(field)
        return Held(str(fact.id), opener([fact])(fact)) if fact else Held()


def fields_of(subjects: Iterable[UUID], elements: Iterable[str]) -> Fields:
    """Of these elements of these subjects. A constant number of queries."""
    wanted = set(elements)
    members = members_of(subjects)
    canonical = {member: head for head, all_of_it in members.items() for member in all_of_it}
    facts = facts_of(canonical, wanted)
    latest: dict[Field, LiveFact] = {}
    for fact in in_force(facts, entries_of(facts)):
        latest[canonical[fact.subject], fact.element] = fact
    return Fields(latest)
