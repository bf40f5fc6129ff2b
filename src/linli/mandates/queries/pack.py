"""Everything the office needs to decide, on one screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.base.errors import NotFound
from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.base.workdays import Due
from linli.catalogue import queries as catalogue
from linli.core.elements import Element, Finding, Store, findings_in_label
from linli.core.mandates import Burden, DemandFinding, Frequency, burden_of, demands_in
from linli.mandates import rules
from linli.mandates.models import Mandate, MandateField, MandateStep
from linli.mandates.queries.overlap import Overlap, Relation, overlaps
from linli.mandates.states import State, UnitKinds
from linli.territory import queries as territory

ROUNDED = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field with what is known of it: the element it was matched with, and whether the record holds that."""

    label: str
    element: str
    name: str
    is_known: bool
    banned: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DecisionPack:
    """A mandate as the office sees it. `money_required` is what "fees follow the task" comes to over its period."""

    mandate: Mandate
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    communities: int
    fields: tuple[AskedField, ...]
    demands: tuple[DemandFinding, ...]
    overlaps: tuple[Overlap, ...]
    burden: Burden
    people_value: Decimal
    money_required: Decimal
    due: Due | None
    days_left: int | None
    steps: tuple[MandateStep, ...]
    recommendation: str
    reasons: tuple[str, ...]

    @property
    def known(self) -> int:
        """Fields whose values are on the record already."""
        return sum(field.is_known for field in self.fields)

    @property
    def to_collect(self) -> int:
        """Fields that would have to be asked."""
        return len(self.fields) - self.known

    @property
    def banned(self) -> tuple[AskedField, ...]:
        """Fields that ask what is never held."""
        return tuple(field for field in self.fields if field.banned)


def mandate(mandate_id: UUID, *, by: Actor) -> Mandate:
    """A mandate that the acting post may see: its own department's, or one that touches its place.

    Drafts are seen by their department only. Refusal: mandates.unknown.
    """
    found = Mandate.objects.select_related("body").filter(pk=mandate_id).first()
    if found is None or not _may_see(found, by):
        raise NotFound("mandates.unknown", _("没有这个事项，或者它不在您的范围内。"))
    return found


def _may_see(found: Mandate, by: Actor) -> bool:
    if by.is_system and by.role is None:
        return True
    if by.role == Role.DEPARTMENT:
        post = rules.post_of(by)
        return post is not None and post.body_id == found.body_id
    if found.state == State.DRAFT or by.role not in rules.READERS:
        return False
    return by.scope.prefix.startswith(found.district) or by.scope.covers(found.district)


def decision_pack(mandate_id: UUID, *, by: Actor, today: date) -> DecisionPack:
    """The decision pack. The number of queries does not depend on how many fields or other requests there are."""
    found = mandate(mandate_id, by=by)
    rows = tuple(found.fields.all())
    places = tuple(place.prefix for place in found.places.all())
    fields = asked_fields(rows, today)
    demands = demands_in(found.title, found.plan, *(row.label for row in rows))
    shared = overlaps(found, rows, places)
    codes = communities_in(places, today)
    burden = burden_for(found, len(codes), today)
    required = money_required(found, burden)
    people = people_value(found, burden)
    advice, reasons = _advice(found, demands, fields, shared, required, people)
    return DecisionPack(
        mandate=found,
        places=places,
        place_names=tuple(territory.names(places, today).get(place, place) for place in places),
        communities=len(codes),
        fields=fields,
        demands=demands,
        overlaps=shared,
        burden=burden,
        people_value=people,
        money_required=required,
        due=rules.due(found),
        days_left=rules.days_left(found, today),
        steps=tuple(found.steps.all()),
        recommendation=advice,
        reasons=reasons,
    )


def asked_fields(rows: Sequence[MandateField], today: date) -> tuple[AskedField, ...]:
    """The fields with their elements. No query beyond the catalogue's own."""
    known = catalogue.catalogue(today).by_code
    return tuple(_asked(row, known.get(row.element)) for row in rows)


def _asked(row: MandateField, element: Element | None) -> AskedField:
    name = element.names.zh if element else ""
    on_record = element is not None and element.property.store == Store.REGISTER
    banned = () if element else findings_in_label(row.label)
    return AskedField(row.label, row.element, name, on_record, banned)


def communities_in(places: Sequence[str], today: date) -> tuple[str, ...]:
    """The communities under some places on a day."""
    found: dict[str, None] = {}
    for place in places:
        found.update(dict.fromkeys(row.code for row in territory.communities(place, today)))
    return tuple(found)


def burden_for(found: Mandate, communities: int, today: date) -> Burden:
    """Minutes and money a year. Counted for communities, the number of units is that of the communities."""
    units = communities if found.unit_kind == UnitKinds.COMMUNITY else found.unit_count
    return burden_of(
        communities=communities,
        units=units,
        minutes_per_unit=found.minutes_per_unit or Decimal(0),
        frequency=Frequency(found.frequency),
        monthly_stipend=rules.monthly_stipend(found.district, today),
    )


def years_of(found: Mandate) -> Decimal:
    """The length of the period in years, at least one: what is asked once is paid once."""
    if found.starts_date is None or found.ends_date is None:
        return Decimal(1)
    return max(Decimal((found.ends_date - found.starts_date).days) / Decimal("365.25"), Decimal(1))


def money_required(found: Mandate, burden: Burden) -> Decimal:
    """What the work is worth over the period; nothing where no rate holds (the office is told so)."""
    yearly = burden.money_a_year or Decimal(0)
    return (yearly * (years_of(found) if found.frequency != "once" else 1)).quantize(ROUNDED)


def people_value(found: Mandate, burden: Burden) -> Decimal:
    """What the people offered are worth at the same rate: eight hours a day."""
    return (found.people_days * 8 * (burden.hourly_rate or Decimal(0))).quantize(ROUNDED)


def _advice(
    found: Mandate,
    demands: Sequence[DemandFinding],
    fields: Sequence[AskedField],
    shared: Sequence[Overlap],
    required: Decimal,
    people: Decimal,
) -> tuple[str, tuple[str, ...]]:
    banned = [field for field in fields if field.banned]
    covered = [one for one in shared if one.relation in (Relation.SAME, Relation.COVERED)]
    known = sum(field.is_known for field in fields)
    reasons = [
        (bool(demands), str(_("含有不得向社区下达的要求。"))),
        (bool(banned), str(_("有字段要求永不采集的信息。"))),
        (bool(covered), str(_("另一事项已经问过同样的内容，由它供数即可。"))),
        (bool(fields) and known == len(fields), str(_("所有字段在册上都有，不必再向居民采集。"))),
        (found.money_offered + people < required, str(_("随事项的经费和人员不够，须补足后再准入。"))),
        (bool(shared) and not covered, str(_("与其他事项有重复字段，合并采集。"))),
    ]
    told = tuple(words for holds, words in reasons if holds)
    if demands or banned:
        return "refuse", told
    if covered:
        return "return", told
    return ("negotiate" if found.money_offered + people < required else "approve"), told
