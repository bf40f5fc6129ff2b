"""A place added up: one query for the five guarantees and every rule under them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from linli.core.gaps import Tally as Sum
from linli.guarantees.models import Tally
from linli.guarantees.projection.rows import SUMS, sum_of
from linli.guarantees.states import RULE_CODES, Guarantee

EMPTY = Sum()


@dataclass(frozen=True, slots=True)
class RuleTally:
    """A rule under a guarantee, added up."""

    guarantee: Guarantee
    rule: str
    tally: Sum


@dataclass(frozen=True)
class PlaceRollUp:
    """The communities of a place together."""

    prefix: str
    communities: int
    guarantees: Mapping[Guarantee, Sum]
    rules: Mapping[str, RuleTally]

    def rules_of(self, guarantee: Guarantee) -> tuple[RuleTally, ...]:
        """The rules under a guarantee that apply to somebody here, in their order."""
        return tuple(
            found for found in self.rules.values() if found.guarantee == guarantee and found.tally.judged
        )

    @property
    def cost_once(self) -> Decimal:
        """Yuan, over all guarantees; what has no price is not in it."""
        return sum((tally.cost_once for tally in self.guarantees.values()), Decimal(0))

    @property
    def cost_yearly(self) -> Decimal:
        """Yuan a year, over all guarantees."""
        return sum((tally.cost_yearly for tally in self.guarantees.values()), Decimal(0))


def roll_up(campaign_ids: tuple[UUID, ...], prefix: str) -> dict[UUID, PlaceRollUp]:
    """The place in each of these campaigns (this one and the one before, to tell the trend). One query."""
    rows = Tally.objects.filter(campaign_id__in=campaign_ids, prefix=prefix).order_by("campaign_id", "id")
    guarantees: dict[UUID, dict[Guarantee, Sum]] = {campaign: {} for campaign in campaign_ids}
    rules: dict[UUID, dict[str, RuleTally]] = {campaign: {} for campaign in campaign_ids}
    communities = dict.fromkeys(campaign_ids, 0)
    found = rows.values_list("campaign_id", "guarantee", "rule", "communities", *SUMS)
    for campaign, name, rule, count, *values in found:
        guarantee, tally = Guarantee(name), sum_of(tuple(values))
        communities[campaign] = count
        if rule:
            rules[campaign][rule] = RuleTally(guarantee, rule, tally)
        else:
            guarantees[campaign][guarantee] = tally
    return {
        campaign: PlaceRollUp(
            prefix,
            communities[campaign],
            {guarantee: guarantees[campaign].get(guarantee, EMPTY) for guarantee in Guarantee},
            {code: rules[campaign][code] for code in RULE_CODES if code in rules[campaign]},
        )
        for campaign in campaign_ids
    }
