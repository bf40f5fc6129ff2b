"""Why an application is refused by rule, before any person looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.base.identity.models import Post
from linli.base.reading.queries import department_of_post
from linli.core.elements import findings_in_label
from linli.core.mandates import Demand, DemandFinding, demands_in, is_served
from linli.core.policy import Listing
from linli.mandates.duties import held_list
from linli.mandates.models import Mandate, MandateField
from linli.mandates.states import DEMAND_BASIS, DEMAND_WORDS
from linli.sharing.queries import granted_to

NEVER_HELD = gettext_lazy("个人信息保护法和本平台红线：这一类信息永不采集")
SHARED = gettext_lazy("政务数据共享条例：能通过共享取得的数据，不得重复收集")
CERTIFICATES = "gate.certificates"


@dataclass(frozen=True, slots=True)
class AutoRefusal:
    """A ground with its words (quoting what was found) and the rule it rests on."""

    code: str
    words: Any
    basis: Any


def grounds_of(found: Mandate, today: date) -> tuple[AutoRefusal, ...]:
    """Red lines that an application crosses; no setting or decision lifts them. Certificates are those of the list
    in force, what is shared already is told by the agreements granted to the department.
    """
    fields = list(found.fields.all())
    labels = [field.label for field in fields]
    return (*_demands(found, labels, today), *_never_held(labels), *_shared(found, fields, today))


def _demands(found: Mandate, labels: Sequence[str], today: date) -> list[AutoRefusal]:
    listed, document = _certificates(found.district, today)
    return [
        _demand(finding, document)
        for finding in demands_in(found.title, found.plan, *labels)
        if finding.demand is not Demand.CERTIFICATE or finding.item in listed
    ]


def _demand(finding: DemandFinding, document: str) -> AutoRefusal:
    basis = document if finding.demand is Demand.CERTIFICATE else DEMAND_BASIS[finding.demand]
    return AutoRefusal(
        finding.demand.value,
        _("%(what)s：“%(words)s”（依据：%(basis)s）")
        % {
            "what": finding.item or DEMAND_WORDS[finding.demand],
            "words": finding.words,
            "basis": basis,
        },
        basis,
    )


def _certificates(district: str, today: date) -> tuple[frozenset[str], str]:
    """The certificates that communities must not be asked for, as the list in force has them, and its document."""
    held = held_list(CERTIFICATES, district, today)
    if held is None or not isinstance(held.value, Listing):
        return frozenset(), ""
    document = f"{held.document.number}《{held.document.name}》{held.document.article}"
    return frozenset(item.names.zh for item in held.value.items), document


def _never_held(labels: Sequence[str]) -> list[AutoRefusal]:
    return [
        AutoRefusal(
            "never_held",
            _("字段“%(label)s”：%(basis)s") % {"label": label, "basis": NEVER_HELD},
            NEVER_HELD,
        )
        for label in labels
        if findings_in_label(label)
    ]


def _shared(found: Mandate, fields: Sequence[MandateField], today: date) -> list[AutoRefusal]:
    """One agreement gives the department everything that it asks for, everywhere it asks."""
    if not fields or any(not field.element for field in fields):
        return []
    post = Post.objects.filter(body_id=found.body_id).order_by("id").first()
    department = department_of_post(post.pk) if post else ""
    if not department:
        return []
    places = [place.prefix for place in found.places.all()]
    for terms in granted_to(department, today):
        given = frozenset(terms.elements)
        everywhere = all(place.startswith(terms.place) for place in places)
        if everywhere and all(is_served(field.element, given) for field in fields):
            words = _("协议 %(number)s 已把这些数据共享给你们（依据：%(basis)s）")
            return [AutoRefusal("shared", words % {"number": terms.number, "basis": SHARED}, SHARED)]
    return []
