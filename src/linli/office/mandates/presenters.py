"""Overlaps and steps in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.base.identity.actor import Actor
from linli.base.identity.states import Role
from linli.mandates.models import MandateStep
from linli.mandates.queries import Overlap, Relation
from linli.mandates.states import Step

RELATIONS = {
    Relation.SAME: _("完全相同"),
    Relation.COVERED: _("已被它包含，由它供数"),
    Relation.OVERLAPS: _("部分重复，合并采集"),
}
SHOWN = 8


def overlap_lines(found: Iterable[Overlap], by: Actor) -> list[dict[str, Any]]:
    """Other requests that ask the same; a department does not see another's page."""
    opens = by.role != Role.DEPARTMENT
    return [
        {
            "title": one.title,
            "body": one.body,
            "number": one.control_number,
            "relation": RELATIONS[one.relation],
            "shared": "、".join(one.shared[:SHOWN]) + ("……" if len(one.shared) > SHOWN else ""),
            "count": len(one.shared),
            "href": reverse("mandates:mandate", args=[one.id]) if opens else "",
        }
        for one in found
    ]


def step_lines(steps: Iterable[MandateStep]) -> list[dict[str, Any]]:
    """The history, oldest first."""
    return [{"what": Step(one.step).label, "at": one.at, "who": one.label, "why": one.why} for one in steps]
