"""The same editor without scripts: one grid's units in a table, and a form that gives some of them to another grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import numpy as np
from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.grids.arrays import DEDICATED_FROM, NUMBERS
from linli.grids.corrected import units_for
from linli.grids.graphs import labels_of, near
from linli.grids.models import GridPlan, GroundCommunity
from linli.office.grids.editor import presenters


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: `number` as people count, from 1; `beside` the numbers of the grids next to it."""

    unit: int
    number: int
    homes: int
    beside: str


class MoveForm(forms.Form):
    """Some units, and the number of the grid they go to."""

    version = forms.IntegerField(min_value=0)
    community = forms.IntegerField(min_value=0)
    units = forms.TypedMultipleChoiceField(coerce=int)
    target = forms.IntegerField(min_value=1, max_value=DEDICATED_FROM - 1)

    def __init__(self, sent: Any) -> None:
        super().__init__(sent)
        chosen = [unit for unit in sent.getlist("units") if unit.isascii() and unit.isdigit()]
        self.fields["units"].choices = [(unit, unit) for unit in chosen]  # type: ignore[attr-defined]

    def changes(self) -> list[tuple[int, int]]:
        """(unit, label) each."""
        label = self.cleaned_data["community"] * NUMBERS + self.cleaned_data["target"]
        return [(unit, label) for unit in self.cleaned_data["units"]]


def address(plan_id: UUID, sent: Mapping[str, Any]) -> str:
    """Back to the grid that was looked at."""
    place = {name: sent[name] for name in ("place", "grid") if sent.get(name, "").isdigit()}
    return f"{reverse('grid-editor:edit', args=[plan_id])}?{urlencode(place)}#units"


def context(request: HttpRequest, plan: GridPlan) -> dict[str, Any]:
    """The communities, the grids of one, and the units of one grid of it."""
    places = list(
        GroundCommunity.objects.filter(ground=plan.ground_id).order_by("number").values_list("code", "name")
    )
    codes = [code for code, _name in places]
    asked = request.GET.get("place", "")
    place = asked if asked in codes else codes[0]
    grid = request.GET.get("grid", "")
    label = (
        codes.index(place) * NUMBERS + int(grid)
        if grid.isascii() and grid.isdigit() and len(grid) <= 3
        else -1
    )
    return {
        "places": places,
        "place": place,
        "community": codes.index(place),
        "grids": presenters.rows(plan, place),
        "grid": f"{label % NUMBERS:03d}" if label >= 0 else "",
        "units": _units(plan, label) if label >= 0 else [],
    }


def _units(plan: GridPlan, label: int) -> list[UnitRow]:
    """West to east."""
    graph, labels = units_for(plan), labels_of(plan.pk)
    inside = np.flatnonzero(labels == label)
    order = inside[np.argsort(graph.xy[inside, 0], kind="stable")]
    made = []
    for unit in order.tolist():
        around = np.unique(labels[near(graph, [unit])])
        mine = around[(around // NUMBERS == label // NUMBERS) & (around != label)]
        beside = _("、").join(f"{number:03d}" for number in (mine % NUMBERS).tolist())
        made.append(UnitRow(unit, unit + 1, int(graph.hh[unit]), beside))
    return made
