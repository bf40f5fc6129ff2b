"""Where subjects are and how old they are: what the gate has to know before it shows anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from linli.base.scope import Scope
from linli.register.ledger.people import clusters_as_known, members_of
from linli.register.models import Dwelling, Household, Organisation, Person, Subject, Thing
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
    asked = list(dict.fromkeys(subjects))
    rows = list(
        Subject.objects.in_scope(EVERYWHERE)
        .filter(id__in=asked)
        .order_by("id")
        .values_list("id", "canonical_id", "kind", "division_code", "grid", "forgotten_at")
    )
    gone = {row[0] for row in rows if row[5] is not None}
    canonical = {row[1] for row in rows if row[0] not in gone}
    members = members_of(canonical)
    then = clusters_as_known(canonical, known) if known is not None else {}
    first = {row[1]: (row[3], row[4]) for row in rows}
    kinds: dict[str, list[UUID]] = {}
    for _id, head, kind, *_rest in rows:
        if _id not in gone:
            kinds.setdefault(kind, []).append(head)
    now: dict[UUID, dict[str, Any]] = {}
    for kind, heads in kinds.items():
        now |= _projected(SubjectKind(kind), heads)
    found = {}
    for id_, head, kind, *_rest in rows:
        if id_ in gone:
            continue
        here, own = now.get(head, {}), tuple(members[head])
        code, grid = here.get("division_code", first[head][0]), here.get("grid", first[head][1])
        found[id_] = Whereabouts(
            subject=head,
            aliases=tuple(dict.fromkeys([*own, *then.get(head, ())])),
            members=tuple(then[head]) if head in then else own,
            kind=SubjectKind(kind),
            place=code + (f"G{grid}" if grid else ""),
            birth_date=here.get("birth_date"),
            household=here.get("household_id"),
            dwelling=here.get("dwelling_id"),
            has_left=here.get("status") in (Status.DEAD, Status.MOVED_OUT),
            death_date=here.get("death_date"),
        )
    return found


def _projected(kind: SubjectKind, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    fields = ["id", "division_code", "grid"]
    if kind == SubjectKind.PERSON:
        fields += ["birth_date", "household_id", "dwelling_id", "status", "death_date"]
    rows = TABLES[kind].objects.in_scope(EVERYWHERE).filter(id__in=ids).order_by("id").values(*fields)
    return {row["id"]: row for row in rows}
