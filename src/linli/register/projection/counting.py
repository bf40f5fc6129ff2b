"""How many people live in households and dwellings: counted in the database, for those that changed."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from linli.register.ledger.facts import EVERYWHERE
from linli.register.ledger.sql import among, parts
from linli.register.models import Person
from linli.register.states import LIVING_HERE

HERE = ", ".join(f"'{status.value}'" for status in LIVING_HERE)
MEMBERS = f"(SELECT COUNT(*) FROM register_person p WHERE p.household_id = register_household.id AND p.status IN ({HERE}))"  # noqa: S608, E501
HOUSEHOLDS = (
    f"UPDATE register_household SET size = {MEMBERS}, "  # noqa: S608  # our own names
    f"status = CASE WHEN {MEMBERS} > 0 THEN 'live' ELSE 'empty' END WHERE "
)
PEOPLE = f"(SELECT COUNT(*) FROM register_person p WHERE p.dwelling_id = register_dwelling.id AND p.status IN ({HERE}))"  # noqa: S608
DWELLINGS = f"UPDATE register_dwelling SET people_count = {PEOPLE} WHERE "  # noqa: S608  # our own names


def count_people(households: Iterable[UUID], dwellings: Iterable[UUID]) -> None:
    """Set size and status of these households, and the count of these dwellings."""
    with connection.cursor() as cursor:
        for statement, ids in ((HOUSEHOLDS, households), (DWELLINGS, dwellings)):
            for part in parts(ids):
                where, params = among("id", part)
                cursor.execute(statement + where, params)


def lived_in(people: list[UUID]) -> tuple[set[UUID], set[UUID]]:
    """The households and dwellings that the rows of these people name now."""
    found = (
        Person.objects.in_scope(EVERYWHERE).filter(pk__in=people).values_list("household_id", "dwelling_id")
    )
    pairs = list(found)
    return {one for one, _other in pairs if one}, {other for _one, other in pairs if other}
