"""Why an application is refused by rule, before any person looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.elements import findings_in_label
from linli.core.mandates import Demand, demands_in
from linli.mandates.models import Mandate
from linli.mandates.states import DEMAND_BASIS, DEMAND_WORDS

NEVER_HELD = gettext_lazy("个人信息保护法和本平台红线：这一类信息永不采集")


@dataclass(frozen=True, slots=True)
class AutoRefusal:
    """A ground with its words (quoting what was found) and the rule it rests on."""

    code: str
    words: Any
    basis: Any


def grounds_of(found: Mandate, today: date) -> tuple[AutoRefusal, ...]:
    """Red lines that an application crosses; they are code, and no setting or decision lifts them."""
    labels = [field.label for field in found.fields.all()]
    return (*_demands(found, labels), *_never_held(labels))


def _demands(found: Mandate, labels: Sequence[str]) -> list[AutoRefusal]:
    return [
        AutoRefusal(
            finding.demand.value,
            _("%(what)s：“%(words)s”（依据：%(basis)s）")
            % {
                "what": finding.item or DEMAND_WORDS[finding.demand],
                "words": finding.words,
                "basis": DEMAND_BASIS[Demand(finding.demand)],
            },
            DEMAND_BASIS[finding.demand],
        )
        for finding in demands_in(found.title, found.plan, *labels)
    ]


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
