"""Where subjects are and how old they are: what the gate has to know before it shows anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from linli.base.scope import Scope
from linli.register.ledger.people import clusters_as_known, members_of
from linli.register.ledger.sql import Ids, among, parts
from linli.register.models import Dwelling, Household, Organisation, Person, Thing
from linli.register.states import Status, SubjectKind

EVERYWHERE = Scope("")
"""The gate holds places against the reader's scope itself, to tell a refusal from a missing subject by nothing."""
TABLES: dict[str, Any] = {
    SubjectKind.PERSON: Person,
    SubjectKind.HOUSEHOLD: Household,
    SubjectKind.DWELLING: Dwelling,
    SubjectKind.ORGANISATION: Organisation,
    SubjectKind.THING: Thing,
}
KINDS = {str(kind): kind for kind in SubjectKind}
GONE = (Status.DEAD, Status.MOVED_OUT)
# Plain statements, since every look at anybody goes through here.
SUBJECTS = "SELECT id, canonical_id, kind, division_code, grid, forgotten_at FROM register_subject"
OF_PERSON = (
    "SELECT id, division_code, grid, birth_date, household_id, dwelling_id, status, death_date"
    " FROM register_person"
)
OF_OTHERS = "SELECT id, division_code, grid FROM {table}"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A subject under its canonical id, with its place: code plus grid.

    `aliases` are all pseudonyms that are merged into it now or were at the moment looked at; `members` those of that
    moment alone, whose facts say what was known of it then.
    """

    subject: UUID
    aliases: tuple[UUID, ...]
    members: tuple[UUID, ...]
    kind: SubjectKind
    place: str
    birth_date: date | None = None
    household: UUID | None = None
    dwelling: UUID | None = None
    has_left: bool = False
    death_date: date | None = None


def whereabouts(subjects: Iterable[UUID], known: datetime | None = None) -> Mapping[UUID, Whereabouts]:
    """By the id asked for. Deleted and unknown ids are left out. A constant number of queries.

    With `known` the pseudonyms that counted as the same subject at that moment are among the aliases too.
    """
    ids = Ids({None: None})  # type: ignore[dict-item]  # an empty column stays empty
    rows = _subjects(dict.fromkeys(subjects), ids)
    canonical = {row[1] for row in rows if row[5] is None}
    members = members_of(canonical)
    then = clusters_as_known(canonical, known) if known is not None else {}
    kinds: dict[str, dict[UUID, tuple[str, str]]] = {}
    for _id, head, kind, code, grid, gone in rows:
        if gone is None:
            kinds.setdefault(kind, {})[head] = code, grid
    now: dict[UUID, _Row] = {}
    for kind, heads in kinds.items():
        now |= {head: (*place, None, None, None, "", None) for head, place in heads.items()}
        now |= _projected(SubjectKind(kind), heads, ids)
    found = {}
    for id_, head, kind, _code, _grid, gone in rows:
        if gone is not None:
            continue
        code, grid, born, household, dwelling, status, died = now[head]
        own, before = tuple(members[head]), then.get(head)
        found[id_] = Whereabouts(
            head,
            own if before is None else tuple(dict.fromkeys([*own, *before])),
            own if before is None else tuple(before),
            KINDS[kind],
            code + (f"G{grid}" if grid else ""),
            born,
            household,
            dwelling,
            status in GONE,
            died,
        )
    return found


_Row = tuple[str, str, date | None, UUID | None, UUID | None, str, date | None]
"""Code and grid; of a person also the day of birth, household, home, status and day of death."""


def _subjects(asked: Iterable[UUID], ids: Ids) -> list[tuple[Any, ...]]:
    """Id, canonical id, kind, code, grid and the moment of deletion, in the order of ids."""
    found = [row for part in parts(asked) for row in _run(SUBJECTS, "id", part)]
    return [(ids[row[0]], ids[row[1]], *row[2:]) for row in found]


def _projected(kind: SubjectKind, asked: Iterable[UUID], ids: Ids) -> dict[UUID, _Row]:
    is_person = kind is SubjectKind.PERSON
    sql = OF_PERSON if is_person else OF_OTHERS.format(table=TABLES[kind]._meta.db_table)
    found = (row for part in parts(asked) for row in _run(sql, "id", part))
    if not is_person:
        return {ids[row[0]]: (row[1], row[2], None, None, None, "", None) for row in found}
    return {
        ids[one]: (code, grid, born, ids[household], ids[dwelling], status, died)
        for one, code, grid, born, household, dwelling, status, died in found
    }


def _run(sql: str, column: str, part: Sequence[UUID]) -> list[tuple[Any, ...]]:
    where, params = among(column, part)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE {where} ORDER BY id", params)
        return list(cursor.fetchall())
