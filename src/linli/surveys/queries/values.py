"""Current values of returns one by one, with their versions, and the history of a question."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.base.identity.models import Post
from linli.core.questionnaire import Questionnaire, Value
from linli.surveys.models import Value as ValueRow
from linli.surveys.queries.sheet import Cell, typed
from linli.surveys.states import Means

Key = tuple[str, int, str]
"""(group code or "", row number or 0, question or column code)."""


@dataclass(frozen=True, slots=True)
class Held:
    """What holds now for one question. `value` is None when an answer was taken out again."""

    id: UUID
    version: int
    value: Value | None
    recorded_at: datetime
    way: str
    note: str
    means: Means
    post_id: UUID | None

    def cell(self, key: Key) -> Cell | None:
        """The value as it goes into a sheet; None when there is none."""
        if self.value is None:
            return None
        return Cell(*key, self.value, self.recorded_at, self.way, self.note)


_COLUMNS = (
    "community_return_id",
    "group",
    "row",
    "question",
    "number",
    "text",
    "day",
    "id",
    "version",
    "recorded_at",
    "way",
    "note",
    "means",
    "post_id",
)


def held_values(questionnaire: Questionnaire, return_ids: Collection[UUID]) -> dict[UUID, dict[Key, Held]]:
    """Current values by return and key. One query."""
    found: dict[UUID, dict[Key, Held]] = {return_id: {} for return_id in return_ids}
    rows = ValueRow.objects.filter(community_return_id__in=list(return_ids), superseded_at=None)
    types = {(group, field.code): field.type for group, field in questionnaire.fields()}
    for return_id, group, row, question, number, text, day, *rest in (
        rows.order_by().values_list(*_COLUMNS).iterator(chunk_size=5_000)
    ):
        type_ = types.get((group, question))
        if type_ is None:
            continue
        pk, version, at, way, note, means, post_id = rest
        value = typed(type_, number, text, day)
        held = Held(pk, version, value, at, way, note, Means(means), post_id)
        found[return_id][(group, row, question)] = held
    return found


def cells_of(held: dict[Key, Held]) -> Iterator[Cell]:
    """The current values as they go into a sheet."""
    for key, value in held.items():
        cell = value.cell(key)
        if cell is not None:
            yield cell


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line of a question's history: who recorded which value when, and which value it replaced."""

    value: Value | None
    before: Value | None
    recorded_at: datetime
    post: str
    way: str
    note: str
    means: Means
    version: int


def history(
    questionnaire: Questionnaire, return_id: UUID, *, question: str, group: str = "", row: int = 0
) -> tuple[Recorded, ...]:
    """Everything ever recorded for one question, the latest first. Two queries."""
    field = questionnaire.field(question, group)
    if field is None:
        return ()
    rows = list(
        ValueRow.objects.filter(community_return_id=return_id, group=group, row=row, question=question)
        .order_by("version")
        .values_list("number", "text", "day", "recorded_at", "post_id", "way", "note", "means", "version")
    )
    posts = post_labels({line[4] for line in rows if line[4]})
    before: Value | None = None
    found = []
    for number, text, day, at, post_id, way, note, means, version in rows:
        value = typed(field.type, number, text, day)
        label = posts.get(post_id, "") if post_id else ""
        found.append(Recorded(value, before, at, label, way, note, Means(means), version))
        before = value
    return tuple(reversed(found))


def post_labels(post_ids: Collection[UUID]) -> dict[UUID, str]:
    """Body and title of posts, never the name of a person. One query."""
    rows = Post.objects.filter(pk__in=list(post_ids)).values_list("id", "body__name", "title")
    return {pk: f"{body} · {title}" for pk, body, title in rows}


def values_at(
    questionnaire: Questionnaire, return_id: UUID, wanted: Collection[tuple[Key, int]]
) -> dict[tuple[Key, int], Value | None]:
    """Values as they were recorded in given versions of their question. One query."""
    rows = ValueRow.objects.filter(
        community_return_id=return_id,
        version__in={version for _key, version in wanted},
        question__in={key[2] for key, _version in wanted},
    )
    found: dict[tuple[Key, int], Value | None] = {}
    for group, row, question, version, number, text, day in rows.values_list(
        "group", "row", "question", "version", "number", "text", "day"
    ):
        field = questionnaire.field(question, group)
        if field is not None:
            found[((group, row, question), version)] = typed(field.type, number, text, day)
    return found


def values_until(
    questionnaire: Questionnaire, return_id: UUID, version: int
) -> dict[Key, tuple[int, Value | None]]:
    """What held in a given version of a return: (version of the answer, value) by key. One query."""
    rows = (
        ValueRow.objects.filter(community_return_id=return_id, version__lte=version)
        .order_by("version")
        .values_list("group", "row", "question", "version", "number", "text", "day")
    )
    found: dict[Key, tuple[int, Value | None]] = {}
    for group, row, question, made, number, text, day in rows:
        field = questionnaire.field(question, group)
        if field is not None:
            found[group, row, question] = (made, typed(field.type, number, text, day))
    return found
