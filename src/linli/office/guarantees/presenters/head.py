"""The top of every page: where we are, which survey, how fresh."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from linli.guarantees.queries import Frame
from linli.office.guarantees.presenters.links import Links
from linli.surveys.states import CampaignState


@dataclass(frozen=True)
class Step:
    """One step of the breadcrumb."""

    name: str
    href: str


@dataclass(frozen=True)
class Choice:
    """One campaign to choose."""

    id: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class Head:
    """What the top of a page shows. `handed_in` of `asked` communities have handed in."""

    place: str
    steps: tuple[Step, ...]
    choices: tuple[Choice, ...]
    title: str
    running: bool
    handed_in: int
    asked: int
    newer: Choice | None
    newer_handed_in: int
    newer_asked: int
    newer_href: str


def title_of(campaign: Any) -> str:
    """The campaign's title in the language of the page."""
    return str(campaign.title.of(get_language() or "zh-hans"))


def head(frame: Frame, links: Links, *further: Step, name: str = "") -> Head:
    """`name` stands in for the place's where the list of divisions is not there.

    Steps outside the acting post's scope are left out: they lead nowhere it may go.
    """
    place = frame.name if frame.name != frame.prefix else name or frame.name
    steps = [
        Step(row.short_name, links.place(row.code))
        for row in frame.divisions
        if row.code.startswith(links.home[:12]) or row.code == links.home[:12]
    ]
    steps = steps or [Step(place, links.place(frame.prefix))]
    shown = frame.campaign
    progress = frame.progress.get(shown.id) if shown else None
    newer = next((one for one in frame.campaigns if shown and one.opens_date > shown.opens_date), None)
    newer_progress = frame.progress.get(newer.id) if newer else None
    return Head(
        place=place,
        steps=(*steps, *further),
        choices=tuple(Choice(str(one.id), title_of(one), one == shown) for one in frame.campaigns),
        title=title_of(shown) if shown else "",
        running=bool(shown and shown.state == CampaignState.OPEN),
        handed_in=progress.handed_in if progress else 0,
        asked=progress.asked if progress else 0,
        newer=Choice(str(newer.id), title_of(newer), False) if newer else None,
        newer_handed_in=newer_progress.handed_in if newer_progress else 0,
        newer_asked=newer_progress.asked if newer_progress else 0,
        newer_href=links.place(frame.prefix, campaign=str(newer.id)) if newer else "",
    )
