"""What a new office by the rules costs in a place."""

from datetime import date

from linli.core.gaps import NewOffice, new_office
from linli.guarantees.standards import InForce
from linli.policies.queries import rulebook


def new_office_at(place: str, day: date) -> NewOffice | None:
    """Site, floor area, charges with and without waiver, and subsidy by the rules in force; None without a rule.

    One small query.
    """
    return new_office(InForce(rulebook(), place, day))
