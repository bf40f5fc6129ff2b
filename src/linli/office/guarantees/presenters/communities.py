"""Communities as rows of a table, with a bar for each guarantee."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.base.errors import Refusal
from linli.guarantees.queries import PAGE_SIZE, Page, StandingFilters, StandingRow, VerdictInfo
from linli.guarantees.states import FindingState, Guarantee
from linli.office.guarantees import words
from linli.office.guarantees.presenters.costs import cost_cell
from linli.office.guarantees.presenters.links import Links
from linli.office.guarantees.presenters.place import percent
from linli.territory.rules.names import short_name

__all__ = ["PAGE_SIZE", "Cell", "CellWriter", "CommunityLine", "Pages", "filters_of", "lines", "number_of"]
SEVERAL = 1


@dataclass(frozen=True)
class Cell:
    """One guarantee of one community: the words first, then the bar (shares of its rules, 0 to 100)."""

    name: str
    state: str
    words: str
    detail: str
    met: str
    short: str
    label: str
    href: str


@dataclass(frozen=True)
class CommunityLine:
    """A row of the table."""

    name: str
    sub_district: str
    href: str
    handed_in: bool
    cells: tuple[Cell, ...]
    cost: str


@dataclass(frozen=True)
class Pages:
    """A page of ours as the pager reads it."""

    page: Page[Any]
    size: int

    @property
    def paginator(self) -> "Pages":
        """The pager asks for `paginator.count`."""
        return self

    @property
    def count(self) -> int:
        """Rows on all pages."""
        return self.page.total

    @property
    def start_index(self) -> int:
        """The first row's number."""
        return (self.page.number - 1) * self.size + 1 if self.page.total else 0

    @property
    def end_index(self) -> int:
        """The last row's number."""
        return (self.page.number - 1) * self.size + len(self.page.rows)

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before."""
        return self.page.number > 1

    @property
    def has_next(self) -> bool:
        """Whether there is a page after."""
        return self.page.number < self.page.pages

    @property
    def previous_page_number(self) -> int:
        """The page before."""
        return self.page.number - 1

    @property
    def next_page_number(self) -> int:
        """The page after."""
        return self.page.number + 1


def lines(rows: tuple[StandingRow, ...], links: Links) -> tuple[CommunityLine, ...]:
    """The rows of the table."""
    writer = CellWriter()
    return tuple(_line(row, links.community(row.code), writer) for row in rows)


def _line(row: StandingRow, address: str, writer: "CellWriter") -> CommunityLine:
    return CommunityLine(
        name=short_name(row.name),
        sub_district=row.sub_district_name,
        href=address,
        handed_in=row.handed_in,
        cells=tuple(writer.cell(verdict, address) for verdict in row.verdicts),
        cost=cost_cell(row.cost_once, row.cost_yearly, row.cost_unknown),
    )


class CellWriter:
    """Writes cells. What all of them say is translated once, since a page has hundreds."""

    def __init__(self) -> None:
        self.names = {guarantee: str(guarantee.label) for guarantee in Guarantee}
        self.states = {state: str(state.label) for state in FindingState}
        self.label = _("%(name)s：%(met)s项达标，%(short)s项未达标，%(unknown)s项未知")

    def cell(self, verdict: VerdictInfo, address: str) -> Cell:
        """One guarantee of one community; `address` is the community's page, empty where it may not be opened."""
        said, detail = self._said(verdict)
        name = self.names[verdict.guarantee]
        told = {"name": name, "met": verdict.met, "short": verdict.short, "unknown": verdict.unknown}
        return Cell(
            name=name,
            state=verdict.state.value,
            words=said,
            detail=detail,
            met=percent(verdict.met, verdict.judged),
            short=percent(verdict.short, verdict.judged),
            label=self.label % told,
            href=f"{address}#{verdict.guarantee.value}",
        )

    def _said(self, verdict: VerdictInfo) -> tuple[str, str]:
        if verdict.state == FindingState.SHORT:
            return words.gap(verdict.rule, verdict.gap), _others(verdict.short - SEVERAL)
        if verdict.state == FindingState.UNKNOWN:
            told = ngettext("%(n)s项未知", "%(n)s项未知", verdict.unknown)
            return self.states[verdict.state], told % {"n": verdict.unknown}
        return self.states[verdict.state], ""


def _others(many: int) -> str:
    return ngettext("另差%(n)s项", "另差%(n)s项", many) % {"n": many} if many > 0 else ""


def filters_of(request: HttpRequest) -> StandingFilters:
    """What the address bar asks for. Refusals: guarantees.no_such_filter."""
    states = {}
    for guarantee in Guarantee:
        asked = request.GET.get(guarantee.value, "")
        if asked:
            if asked not in FindingState.values:
                raise Refusal("guarantees.no_such_filter", _("没有这样的筛选条件。"), _("请用页面上的筛选。"))
            states[guarantee] = FindingState(asked)
    return StandingFilters(states=states, name=request.GET.get("q", "").strip())


def number_of(request: HttpRequest) -> int:
    """The page asked for; the first where that is no number."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() else 1
