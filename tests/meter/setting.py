"""Two homes in a grid, an officer with a phone, and departments whose requests have been admitted."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from linli.base.identity.actor import Actor
from linli.base.scope import Scope as Places
from linli.core.scopes import Condition, Operator, Scope, Unit
from linli.mandates import actions
from linli.mandates.actions import Terms
from linli.mandates.models import Mandate, MandateField
from linli.mandates.states import Frequencies, UnitKinds
from linli.visits.bundle import Home as BundleHome
from linli.visits.bundle.tasks import homes
from tests.mandates.making import application, department, office
from tests.visits.setting import AT, CODE, DAY, GRID

PRODUCT = Actor.system("meter", "350802")
EVERYBODY = Scope(Unit.PERSON)
ALL = Places("")
HOMES = Scope(Unit.HOUSEHOLD)


def grown(years: int = 18) -> Scope:
    """People of an age."""
    return Scope(Unit.PERSON, (Condition("self.age", Operator.AT_LEAST, (years,)),))


def admitted(
    *elements: str, scope: Scope | None = EVERYBODY, at: datetime = AT, **changes: object
) -> Mandate:
    """A request that was sent and admitted, its fields matched with these elements."""
    said = application(
        **{
            "title": "就业状况核查",
            "places": (CODE,),
            "starts_date": DAY,
            "ends_date": DAY + timedelta(days=90),
            "frequency": Frequencies.ONCE,
            "unit_kind": UnitKinds.COMMUNITY,
            "unit_count": None,
            "minutes_per_unit": Decimal(1),
            "short_notice_reason": "上级当日来文",
            "fields": elements,
            "scope": scope,
            "money_offered": Decimal(5000),
        }
        | changes
    )
    made = actions.draft(district="350802", application=said, by=department(), at=at)
    for field, element in zip(MandateField.objects.filter(mandate=made), elements, strict=True):
        field.element = element if "." in element else ""
        field.save(update_fields=["element"])
    found, grounds = actions.submit(mandate_id=made.pk, by=department(), at=at)
    assert grounds == (), grounds
    return actions.approve(
        mandate_id=found.pk,
        version=found.version,
        terms=Terms(Decimal(5000)),
        why="依据充分",
        by=office(),
        at=at,
    )


def asked(day: date = DAY, place: str = GRID) -> list[BundleHome]:
    """What the officer's phone is given."""
    return homes(place, day)


def asks_of(home: UUID, day: date = DAY) -> set[tuple[UUID, str]]:
    """What is to be asked at one door: of whom, what."""
    return {(ask.subject, ask.element) for one in asked(day) if one.household == home for ask in one.asks}


__all__ = [
    "ALL",
    "AT",
    "CODE",
    "DAY",
    "EVERYBODY",
    "GRID",
    "HOMES",
    "PRODUCT",
    "admitted",
    "asked",
    "asks_of",
    "grown",
]
