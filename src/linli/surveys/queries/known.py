"""What is known about a community before it answers: figures of the place, and the campaign before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from linli.core.questionnaire import Field as AskedField
from linli.core.questionnaire import FieldType, Severity, Value, Way, check_value
from linli.surveys.library import parsed
from linli.surveys.models import Return
from linli.surveys.queries.returns import ReturnInfo
from linli.surveys.queries.sheet import Answers, answers_in
from linli.surveys.queries.values import Key
from linli.surveys.states import COUNTED
from linli.territory import queries as territory

# question code -> element of the territory's profile, and which part of a point
FIGURES: Mapping[str, tuple[str, int | None]] = {
    "community_kind": ("kind", None),
    "residents": ("residents", None),
    "households": ("households", None),
    "area_km2": ("area", None),
    "founded_date": ("founded", None),
    "longitude": ("point", 0),
    "latitude": ("point", 1),
}


@dataclass(frozen=True, slots=True)
class Known:
    """One answer that is known already, and where from."""

    key: Key
    value: Value
    way: Way
    source: str


def known_values(info: ReturnInfo, *, as_of: date) -> tuple[Known, ...]:
    """Known answers of a community that fit the questionnaire, the place's figures first. Two queries."""
    found: dict[Key, Known] = {}
    for known in (*_from_territory(info, as_of), *_from_before(info)):
        found.setdefault(known.key, known)
    return tuple(
        known
        for known in found.values()
        if _fits(info.questionnaire.field(known.key[2], known.key[0]), known)
    )


def _from_territory(info: ReturnInfo, as_of: date) -> Iterator[Known]:
    elements = {element for element, _part in FIGURES.values()}
    held = territory.figures([info.division_code], elements, as_of)
    for code, (element, part) in FIGURES.items():
        figure = held.get((info.division_code, element))
        question = info.questionnaire.questions.get(code)
        if figure is None or figure.value is None or question is None:
            continue
        value = figure.value[part] if part is not None and isinstance(figure.value, tuple) else figure.value
        if isinstance(value, tuple):
            continue
        source = _("区划资料：%(source)s（%(day)s）") % {
            "source": figure.source,
            "day": figure.valid_from.isoformat(),
        }
        yield Known(("", 0, code), _as_answer(question.type, value), question.way, source)


def _as_answer(type_: FieldType, value: Decimal | date | str) -> Value:
    if type_ is FieldType.INTEGER and isinstance(value, Decimal) and value == int(value):
        return int(value)
    return str(value) if isinstance(value, str) else value


def _from_before(info: ReturnInfo) -> Iterator[Known]:
    """Answers of the last campaign with this questionnaire, where the question says that they carry over."""
    row = (
        Return.objects.filter(
            division_code=info.division_code,
            district=info.district,
            state__in=sorted(COUNTED),
            campaign__questionnaire=info.questionnaire.code,
            campaign__opens_date__lt=info.opens_date,
        )
        .order_by("-campaign__opens_date", "-id")
        .values_list("sheet__payload", "campaign__definition", "campaign__title_zh", "campaign__opens_date")
        .first()
    )
    if row is None or row[0] is None:
        return
    payload, definition, title, opened = row
    answers = answers_in(parsed(definition), payload)
    source = _("上次调查：%(title)s（%(day)s）") % {"title": title, "day": opened.isoformat()}
    yield from _carried(info, answers, source)


def _carried(info: ReturnInfo, answers: Answers, source: str) -> Iterator[Known]:
    for code, question in info.questionnaire.questions.items():
        if question.carry and code in answers.values:
            yield Known(("", 0, code), answers.values[code].value, question.way, source)
    for code, group in info.questionnaire.groups.items():
        if group.carry:
            for number, (_row, cells) in enumerate(answers.groups.get(code, ()), start=1):
                for column, value in cells.items():
                    yield Known((code, number, column), value, group.way, source)


def _fits(asked: AskedField | None, known: Known) -> bool:
    """A known value that this questionnaire would refuse is not filled in."""
    if asked is None:
        return False
    return all(finding.severity is Severity.WARN for finding in check_value(asked, known.value))
