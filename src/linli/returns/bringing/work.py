"""Going through a handed-in file: which cells are new, whose they are, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.days import local_day
from linli.base.errors import Refusal
from linli.base.identity.actor import Actor
from linli.base.reading.states import Act
from linli.base.scope import Scope
from linli.core.filling import UnitMismatch, taken
from linli.core.formmatch.labels import squeeze
from linli.forms.files import sheets_of
from linli.forms.writing import place_of, styles_of
from linli.forms.writing.text import text_of
from linli.register.drafts import FactDraft
from linli.register.elements import shapes
from linli.register.gate.answering import Answer, Request
from linli.register.refusals import VALUE_TEXTS
from linli.returns.bringing.pairing import Known
from linli.returns.bringing.reading import FileRow, Trouble, column_name, rows_of
from linli.returns.files import Lists, lists_of, row_values
from linli.returns.models import FilledRow, Filling, Report
from linli.returns.plan import Column, Plan, can_type
from linli.returns.reasons import reason_of
from linli.returns.recording import element_of, fact_for
from linli.returns.rereading import read_again
from linli.returns.rules import MOST_ROWS
from linli.returns.states import Cell

WHO = (
    "id_number",
    "name",
    "birth_date",
    "household_number",
    "credit_code",
    "room_number",
    "dwelling_address",
)
"""Properties that say who or what a row is; what else was filled in may have been put right by hand."""
OPEN = (Cell.MISSING, Cell.STALE, Cell.CONFLICT)
REASONS = {
    "returns.typed_day": gettext_lazy("不是日期。"),
    "returns.typed_code": gettext_lazy("不在可选的内容里。"),
}
"""In place of refusals that quote what was typed: troubles are kept, and hold no values."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A cell to be recorded: the row and the column, what the gate answered, what the file says, and where."""

    row: FilledRow
    column: Column
    said: Answer
    text: str
    at: FileRow

    def trouble(self, reason: str, remedy: str = "") -> Trouble:
        """What is wrong with it."""
        place = place_of(self.column.field)
        return Trouble(
            self.at.sheet, self.at.row, column_name(place), self.column.field.label, reason, remedy
        )


class Work:
    """What is in hand while a file is gone through: the rows, read whole as for the file that went out."""

    def __init__(self, found: Report, filling: Filling, plan: Plan, by: Actor, at: datetime) -> None:
        form = found.mandate.form
        if not plan.takes_files or form is None:
            raise Refusal(
                "returns.card_not_brought",
                gettext_lazy("只有一行一个对象的表可以整份交回。"),
                gettext_lazy("请在页面上逐格补填。"),
            )
        self.plan, self.on, self.form = plan, filling.on_date, form
        self.masked = Request(plan.terms, reason_of(found.mandate), by, at, Act.LISTED, filling.on_date)
        whole = Request(plan.terms, reason_of(found.mandate), by, at, Act.EXPORTED, filling.on_date)
        kept = FilledRow.objects.in_scope(Scope(found.community)).filter(filling=filling, card=0)
        self.rows = {row.number: row for row in kept.order_by("number")}
        self.said = read_again(list(self.rows.values()), plan.columns, whole, filling)
        self.styles = styles_of(bytes(form.content), [column.field for column in plan.columns])
        self.lists: Lists = lists_of(plan, filling.on_date)
        self.left: list[Trouble] = []

    @property
    def known(self) -> Known:
        """The positions that say whose a row is, the surest first."""
        named = [
            (WHO.index(one.element.property.code), one.field.position)
            for one in self.plan.columns
            if one.element is not None and one.element.property.code in WHO
        ]
        serial = (one.field.position for one in self.plan.columns if one.is_serial)
        return Known(tuple(position for _rank, position in sorted(named)), next(serial, -1))

    def rows_of_file(self, data: bytes, name: str) -> list[FileRow]:
        """The rows of the handed-in file."""
        places = [place_of(column.field) for column in self.plan.columns]
        original = sheets_of(bytes(self.form.content), self.form.name)
        return rows_of(sheets_of(data, name), original, places, MOST_ROWS)

    def written(self, row: FilledRow) -> dict[int, str]:
        """What the file was given for a row."""
        values = row_values(row, self.said[row.pk], self.plan.columns, self.styles, self.lists)
        return {position: text for position, value in values.items() if (text := text_of(value))}

    def new_in(self, number: int, told: FileRow, written: Mapping[int, str]) -> list[Wish]:
        """The cells of a row that say something that was not written into the file."""
        row, found = self.rows[number], []
        for index, column in enumerate(self.plan.columns):
            position = column.field.position
            text = told.texts.get(position, "")
            if not text or column.is_serial or squeeze(text) == squeeze(written.get(position, "")):
                continue
            wish = Wish(row, column, self.said[row.pk][index], text, told)
            why = _why_left(Cell(row.statuses[index]), column)
            if why:
                self.left.append(wish.trouble(why))
            else:
                found.append(wish)
        return found


def _why_left(status: Cell, column: Column) -> str:
    if status is Cell.WITHHELD:
        return _("这一格要先经批准，或登记在别的社区。")
    if not can_type(column):
        return _("这一格不在册上，或由别的内容推算。")
    return "" if status in OPEN else _("登记里有有效的值；有错请在居民登记里更正。")


def facts_in(work: Work, wanted: Sequence[Wish], troubles: list[Trouble]) -> list[tuple[Wish, FactDraft]]:
    """Each value checked; what is wrong is added to the troubles. What two rows say of the same thing is one value."""
    known, today = shapes(local_day(work.masked.at)), local_day(work.masked.at)
    found: dict[tuple[UUID, str], tuple[Wish, FactDraft]] = {}
    for wish in wanted:
        try:
            fact = _fact(work, wish)
            shape = known.get(fact.element)
            if shape is not None:
                shape.read(fact.value, today)
        except UnitMismatch:
            troubles.append(wish.trouble(_("表上的单位与登记的单位不能换算。")))
        except Refusal as refusal:
            reason = str(REASONS.get(refusal.code, refusal.message))
            troubles.append(wish.trouble(reason, refusal.remedy))
        except ValueError as error:
            troubles.append(wish.trouble(str(VALUE_TEXTS.get(str(error), error))))
        else:
            before = found.setdefault((fact.subject, fact.element), (wish, fact))
            if before[1].value != fact.value:
                where = _("与第%(row)s行写的不一样，而它们说的是同一个对象。") % {"row": before[0].at.row}
                troubles.append(wish.trouble(where))
    return list(found.values())


def _fact(work: Work, wish: Wish) -> FactDraft:
    own, style = element_of(wish.column).property.type, work.styles[wish.column.field.position]
    words = work.lists.get(own.code_list, {})
    return fact_for(wish.column, wish.row, wish.said, taken(wish.text, own, style, words), words)
