"""Values of own indicators as values of the element they became: the same in words, read by the new element's type."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.catalogue.models import ElementVersion
from linli.catalogue.queries import catalogue, latest_record, words_of_lists
from linli.core.elements import Element, ValueKind, own_code
from linli.register.actions import Carried, Move, carry_over
from linli.register.actions.carry import Convert, Progress
from linli.returns.typed import kept

CARRY = "returns.carry_over"
WHY = "本部门指标进入目录"
OF_NOBODY = ("grid_services",)
"""For what is about nobody in particular; the catalogue names purposes only for what is personal."""
YES_NO = {"yes": "是", "no": "否"}


def own_elements_of(indicators: Collection[UUID], element: str, today: date) -> list[str]:
    """The own elements of these indicators for the kind of subject that an element is about, in force or not."""
    root = element.rpartition(".")[0]
    codes = [f"{root}.{own_code(one.hex)}" for one in indicators]
    rows = ElementVersion.objects.filter(code__in=codes, decision__holds_from__lte=today).order_by("code")
    return list(rows.values_list("code", flat=True).distinct())


def carry_indicator(
    *, old: Sequence[str], new: str, district: str, by: Actor, at: datetime, progress: Progress | None = None
) -> Carried:
    """Carry over what is kept of own elements to the element they became. Cancelled, what was carried stays."""
    today = local_day(at)
    row = latest_record(new)
    if row is None or row.decision.holds_from is None:
        return Carried(0, 0)
    begins, element = row.decision.holds_from, row.element()
    held = catalogue(today)
    own = {code: one for code in old if (one := held.element(code)) is not None}
    move = Move(list(own), new, begins, (element.property.purposes or OF_NOBODY)[0], WHY)
    convert = _converter(own, element, max(begins, today))
    return carry_over(move=move, district=district, convert=convert, by=by, at=at, progress=progress)


def _converter(own: Mapping[str, Element], new: Element, on: date) -> Convert:
    types = [one.property.type for one in (*own.values(), new)]
    lists = words_of_lists({one.code_list for one in types} - {""}, on)
    wanted = {code: words.zh for code, words in lists.get(new.property.type.code_list, {}).items()}

    def convert(code: str, value: str) -> str | None:
        try:
            return kept(new, _in_words(own[code], value, lists), wanted)
        except Refusal:
            return None

    return convert


def _in_words(element: Element, value: str, lists: Mapping[str, Mapping[str, object]]) -> str:
    kind = element.property.type
    if kind.kind is ValueKind.YES_NO:
        return YES_NO.get(value, value)
    named = lists.get(kind.code_list, {}).get(value)
    return getattr(named, "zh", value)
