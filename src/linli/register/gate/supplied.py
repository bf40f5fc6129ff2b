"""The purposes that the product supplies: the catalogue's, with the laws on which their elements rest."""

from collections import Counter
from datetime import date, datetime

from django.utils import timezone

from linli.base.identity.actor import Actor
from linli.base.reading.actions import LoadedPurposes, PurposeDraft, load_purposes
from linli.catalogue.queries import reference
from linli.core.elements import Law, Seed

YEARS = 3
"""Every purpose ends, and is looked at anew before it is prolonged. The product's own choice of three years."""
MOST_LAWS = 6
MAIN_LAW = "pipl"


def load_supplied_purposes(*, by: Actor, at: datetime) -> LoadedPurposes:
    """Put the catalogue's purposes into the register of purposes; may be run again, changes nothing that is there."""
    return load_purposes(drafts=supplied_purposes(timezone.localtime(at).date()), by=by, at=at)


def supplied_purposes(day: date) -> list[PurposeDraft]:
    """One draft for each purpose of the catalogue, in force from `day` for three years."""
    seed = reference()
    ends = day.replace(year=day.year + YEARS, day=min(day.day, 28))
    return [
        PurposeDraft(
            code=code,
            name_zh=one.names.zh,
            name_en=one.names.en,
            basis_zh="、".join(f"《{law.names.zh}》" for law in _laws(seed, code)),
            basis_en="; ".join(law.names.en for law in _laws(seed, code)),
            valid_from=day,
            valid_to=ends,
        )
        for code, one in seed.purposes.items()
    ]


def _laws(seed: Seed, purpose: str) -> list[Law]:
    """The laws that elements with this purpose name most often; every purpose rests on the general law too."""
    named = Counter(
        basis.law
        for element in seed.elements
        if purpose in element.property.purposes
        for basis in element.property.basis
    )
    named.pop(MAIN_LAW, None)
    ranked = sorted(named, key=lambda law: (-named[law], law))[: MOST_LAWS - 1]
    return [seed.laws[code] for code in (MAIN_LAW, *ranked)]
