"""Bringing the tables up to date: a few communities, or a whole campaign."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core.policy import Rulebook
from linli.guarantees.models import Scoreboard, Standing
from linli.guarantees.projection.reading import Assessed, assessed
from linli.guarantees.projection.writing import (
    SUB_DISTRICT_DIGITS,
    clear,
    clear_sub_districts,
    write_communities,
    write_higher,
)
from linli.guarantees.standards import rules_digest
from linli.policies.queries import rulebook
from linli.surveys import queries as surveys
from linli.surveys.queries import CampaignInfo

Progress = Callable[[int, int], None]
STEP = 50


def refresh(campaign_id: UUID, codes: Collection[str], at: datetime) -> None:
    """Assess some communities again, with the rules the campaign has been held against so far.

    The first time a campaign is met, all of it is assessed. A sub-district is written as a whole, so that its
    tally is always the sum of its communities.
    """
    board = Scoreboard.objects.select_for_update().filter(campaign_id=campaign_id).first()
    if board is None:
        with transaction.atomic():
            store(reckon(campaign_id), at)
        return
    campaign = surveys.campaign(campaign_id)
    touched = {code[:SUB_DISTRICT_DIGITS] for code in codes}
    _advance(board, at)
    neighbours = _members(campaign_id, touched, codes)
    everyone = list(assessed(campaign_id, _book_of(board, campaign), board.day, codes=neighbours))
    clear_sub_districts(campaign_id, touched)
    write_communities(campaign_id, everyone, board.revision)
    write_higher(campaign_id, touched)


@dataclass(frozen=True)
class Reckoning:
    """What came of every community of a campaign, and the state of the scoreboard when it began."""

    campaign: CampaignInfo
    rulebook: Rulebook
    before: int | None
    everyone: dict[str, Assessed]


def reckon(campaign_id: UUID, progress: Progress | None = None) -> Reckoning:
    """Assess every community with the rules as known now. Nothing is written, and nobody has to wait for it."""
    campaign, book = surveys.campaign(campaign_id), rulebook()
    before = Scoreboard.objects.filter(campaign_id=campaign_id).values_list("revision", flat=True).first()
    everyone: dict[str, Assessed] = {}
    for one in assessed(campaign_id, book, campaign.opens_date):
        everyone[one.code] = one
        if progress and len(everyone) % STEP == 0:
            progress(len(everyone), max(campaign.asked, len(everyone)))
    return Reckoning(campaign, book, before, everyone)


def store(reckoning: Reckoning, at: datetime) -> int:
    """Replace the campaign's rows, inside the caller's transaction; answers how many communities there are.

    Communities that came in while the reckoning went on are reckoned again.
    """
    campaign, everyone = reckoning.campaign, dict(reckoning.everyone)
    board = _board(campaign, at, reckoning.rulebook)
    late = _since(campaign.id, reckoning.before)
    if late:
        found = assessed(campaign.id, reckoning.rulebook, board.day, codes=late)
        everyone |= {one.code: one for one in found}
    clear(campaign.id)
    write_communities(campaign.id, [everyone[code] for code in sorted(everyone)], board.revision)
    write_higher(campaign.id)
    return len(everyone)


def _board(campaign: CampaignInfo, at: datetime, book: Rulebook) -> Scoreboard:
    values = {
        "day": campaign.opens_date,
        "rules_known_at": at,
        "rules_digest": rules_digest(book, campaign.prefix, campaign.opens_date),
        "assessed_at": at,
    }
    board, _made = Scoreboard.objects.select_for_update().get_or_create(
        campaign_id=campaign.id, defaults=values
    )
    for name, value in values.items():
        setattr(board, name, value)
    _advance(board, at)
    return board


def _advance(board: Scoreboard, at: datetime) -> None:
    board.revision += 1
    board.assessed_at = at
    board.save()


def _book_of(board: Scoreboard, campaign: CampaignInfo) -> Rulebook:
    """The rules the rest of the campaign was held against: those of now, unless districts' values have changed."""
    now = rulebook()
    if rules_digest(now, campaign.prefix, board.day) == board.rules_digest:
        return now
    return rulebook(known_at=board.rules_known_at)


def _since(campaign_id: UUID, revision: int | None) -> set[str]:
    """Communities written after the reckoning began."""
    rows = Standing.objects.filter(campaign_id=campaign_id, revision__gt=revision or 0)
    return set(rows.order_by("division_code").values_list("division_code", flat=True))


def _members(campaign_id: UUID, sub_districts: set[str], codes: Collection[str]) -> set[str]:
    rows = Standing.objects.filter(campaign_id=campaign_id, sub_district_code__in=sub_districts)
    return {*rows.order_by("division_code").values_list("division_code", flat=True), *codes}
