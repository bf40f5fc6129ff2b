"""Who else a proposed change concerns, and how: sealed with the key of the person it is proposed for."""

import json
from uuid import UUID

from linli.base.crypto.fields import BatchCipher
from linli.base.crypto.opened import cipher
from linli.register.ledger.load import canonical_of
from linli.rosters.models import LifeChange
from linli.rosters.planning import Proposed

FIELD = "rosters.people"


def sealed_people(keys: BatchCipher, one: Proposed) -> bytes | None:
    """As it is kept; None when it concerns nobody else."""
    if not one.people:
        return None
    return keys.seal(one.subject, FIELD, json.dumps({str(who): how for who, how in one.people}))


def people_of(change: LifeChange) -> dict[UUID, str]:
    """Person, by the id under which they are shown now -> what they are."""
    if not change.people_sealed:
        return {}
    told = json.loads(cipher().open(change.subject, FIELD, bytes(change.people_sealed)))
    found = {UUID(who): str(how) for who, how in told.items()}
    shown = canonical_of(found)
    return {shown[who]: how for who, how in found.items() if who in shown}
