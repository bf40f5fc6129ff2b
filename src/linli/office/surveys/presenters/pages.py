"""Sections of a return, to be written and to be read; rows of the lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.base.days import local_day
from linli.core.questionnaire import Field, Group, Section, Timeliness, TimelinessKind, timeliness
from linli.office.surveys.presenters.fields import (
    WAY_WORDS,
    Entered,
    FieldView,
    RowView,
    question_view,
    row_views,
)
from linli.surveys.fields import language, unit_words, worded
from linli.surveys.models import Return
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.values import Held, Key
from linli.surveys.states import ReturnState

STATE_LOOKS = {
    ReturnState.NOT_STARTED: "unknown",
    ReturnState.DRAFT: "unknown",
    ReturnState.SUBMITTED: "warn",
    ReturnState.SENT_BACK: "short",
    ReturnState.APPROVED: "met",
}


@dataclass(frozen=True, slots=True)
class GroupView:
    """A repeating group: headings, rows, how many rows it takes."""

    code: str
    title: str
    headings: tuple[tuple[str, str, bool], ...]
    rows: tuple[RowView, ...]
    blank: RowView
    max_rows: int


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of the form, with how much of it is answered."""

    code: str
    title: str
    fields: tuple[FieldView, ...]
    groups: tuple[GroupView, ...]
    answered: int
    asked: int


def section_views(
    info: ReturnInfo, held: Mapping[Key, Held], entered: Entered, blank: Mapping[str, Sequence[str]]
) -> tuple[SectionView, ...]:
    """The whole form; `blank` names the tokens of empty rows by group."""
    return tuple(_section(section, held, entered, blank) for section in info.questionnaire.sections)


def _section(
    section: Section, held: Mapping[Key, Held], entered: Entered, blank: Mapping[str, Sequence[str]]
) -> SectionView:
    fields = tuple(question_view(q, held.get(("", 0, q.code)), entered) for q in section.questions)
    groups = tuple(_group(group, held, entered, blank.get(group.code, ())) for group in section.groups)
    answered = sum(_is_known(held, ("", 0, q.code)) for q in section.questions)
    answered += sum(any(row.number for row in group.rows) for group in groups)
    return SectionView(
        section.code,
        section.title.of(language()),
        fields,
        groups,
        answered,
        len(section.questions) + len(section.groups),
    )


def _is_known(held: Mapping[Key, Held], key: Key) -> bool:
    found = held.get(key)
    return found is not None and found.value is not None


def _group(group: Group, held: Mapping[Key, Held], entered: Entered, blank: Sequence[str]) -> GroupView:
    headings = tuple((c.label.of(language()), unit_words(c), c.required) for c in group.columns)
    (template,) = row_views(group, {}, Entered(), blank=["new"])
    rows = row_views(group, held, entered, blank=blank)
    return GroupView(group.code, group.title.of(language()), headings, rows, template, group.max_rows)


@dataclass(frozen=True, slots=True)
class ReadField:
    """One answer in words, with where it comes from."""

    code: str
    label: str
    value: str
    known: bool
    way: str
    source: str
    recorded_at: datetime | None
    required: bool


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """Rows of a group in words."""

    code: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A part of the return to be read."""

    code: str
    title: str
    fields: tuple[ReadField, ...]
    groups: tuple[ReadGroup, ...]


def read_sections(info: ReturnInfo, held: Mapping[Key, Held]) -> tuple[ReadSection, ...]:
    """The whole return in words."""
    return tuple(
        ReadSection(
            section.code,
            section.title.of(language()),
            tuple(_read(q, held.get(("", 0, q.code)), q.way.value) for q in section.questions),
            tuple(_read_group(group, held) for group in section.groups),
        )
        for section in info.questionnaire.sections
    )


def _read(asked: Field, held: Held | None, way: str) -> ReadField:
    known = held is not None and held.value is not None
    return ReadField(
        code=asked.code,
        label=asked.label.of(language()),
        value=worded(asked, held.value if held else None),
        known=known,
        way=str(WAY_WORDS[held.way if held and known else way]),
        source=held.note if held and known else "",
        recorded_at=held.recorded_at if held else None,
        required=asked.required,
    )


def _read_group(group: Group, held: Mapping[Key, Held]) -> ReadGroup:
    numbers = sorted(
        {key[1] for key, found in held.items() if key[0] == group.code and found.value is not None}
    )
    rows = tuple(
        tuple(_cell(column, held.get((group.code, n, column.code))) for column in group.columns)
        for n in numbers
    )
    return ReadGroup(
        group.code, group.title.of(language()), tuple(c.label.of(language()) for c in group.columns), rows
    )


def _cell(column: Field, held: Held | None) -> str:
    return worded(column, held.value) if held is not None and held.value is not None else "—"


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One community of a campaign in the list."""

    code: str
    name: str
    sub_district: str
    state: str
    look: str
    answered: int
    asked: int
    percent: int
    missing: int
    timely: str
    timely_look: str
    submitted: str


def progress_rows(rows: Iterable[Return], *, closes_date: date, as_of: date) -> list[ProgressRow]:
    """Rows of the list of communities."""
    return [_progress(row, closes_date, as_of) for row in rows]


def _progress(row: Return, closes_date: date, as_of: date) -> ProgressRow:
    state = ReturnState(row.state)
    found = timeliness(submitted_date=local_day(row.submitted_at), closes_date=closes_date, as_of=as_of)
    return ProgressRow(
        code=row.division_code,
        name=row.name,
        sub_district=row.sub_district_name,
        state=str(state.label),
        look=STATE_LOOKS[state],
        answered=row.answered,
        asked=row.asked,
        percent=round(100 * row.answered / row.asked) if row.asked else 0,
        missing=row.required_missing,
        timely=timely_words(found),
        timely_look={TimelinessKind.ON_TIME: "met", TimelinessKind.LATE: "short"}.get(found.kind, "unknown"),
        submitted=f"{timezone.localtime(row.submitted_at):%Y-%m-%d %H:%M}" if row.submitted_at else "",
    )


def timely_words(found: Timeliness) -> str:
    """On time / late by so many days / not in, in words."""
    if found.kind is TimelinessKind.ON_TIME:
        return _("按时")
    if found.kind is TimelinessKind.LATE:
        return ngettext("迟 %(days)s 天", "迟 %(days)s 天", found.days) % {"days": found.days}
    if found.days:
        return ngettext("未交，已过 %(days)s 天", "未交，已过 %(days)s 天", found.days) % {"days": found.days}
    return _("未交")
