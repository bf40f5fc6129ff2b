"""What the grid editor counts in the browser is what the engine counts: random edits, figure by figure."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Route

import linli
from linli.core.gridding import EFFORTS, Units, plan_units
from linli.core.gridding.areas import parts_of
from linli.core.gridding.compiled import PlainKernels
from linli.core.gridding.measures import measure, sums_of
from linli.core.gridding.units import PRICES
from linli.grids.proposals import community_labels
from tests.core.gridding.towns import town

STATIC = Path(linli.__file__).parent / "office/grids/editor/static"
TOLERANCE = 0.1
# Gives units to grids, undoes and redoes, and says after each step what every grid and the whole adds up to.
DRIVE = """
async ([columns, steps]) => {
  const { Plan } = await import("/office/grids/editor/plan.js");
  const plan = new Plan(columns);
  const told = [];
  for (const [act, units, grid] of steps) {
    if (act === "assign") plan.assign(units, grid);
    else if (act === "stroke") {
      plan.begin();
      for (const unit of units) plan.assign([unit], grid);
      plan.end();
    } else plan[act]();
    told.push({
      label: [...plan.label],
      grids: [...plan.grids.keys()].map((number) => plan.figures(number)),
      totals: plan.totals(),
    });
  }
  return told;
}
"""


@pytest.fixture
def drive(browser: Browser):
    """Runs steps on the editor's plan in a page that has nothing but our modules."""
    page = browser.new_page()

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body="<!doctype html><title>plan</title>", content_type="text/html")
        else:
            route.fulfill(path=STATIC / path.lstrip("/"), content_type="text/javascript")

    page.route("http://plan.test/**", serve)
    page.goto("http://plan.test/")
    yield lambda columns, steps: page.evaluate(DRIVE, [columns, steps])
    page.close()


def proposed(units: Units, seed: int) -> np.ndarray:
    """The engine's plan with labels as plans keep them: place of the community x 1000 + number there."""
    plan = plan_units(units, seed=seed, tolerance=TOLERANCE, effort=EFFORTS["draft"], kernels=PlainKernels())
    return community_labels(units, np.arange(units.n), plan)


def columns_of(units: Units, label: np.ndarray) -> dict[str, object]:
    inner = units.comm[units.i] == units.comm[units.j]
    made = {
        "homes": units.hh,
        "community": units.comm,
        "label": label,
        "inForce": label,
        "x": units.xy[:, 0],
        "y": units.xy[:, 1],
        "i": units.i[inner],
        "j": units.j[inner],
        "price": (PRICES[units.cls] * units.length)[inner],
    }
    return {name: column.tolist() for name, column in made.items()} | {"tolerance": TOLERANCE}


def random_steps(units: Units, label: np.ndarray, draw: np.random.Generator) -> list[list[object]]:
    """Edits as a person makes them, some of them foolish: far units, strokes across a border, undo after undo."""
    steps: list[list[object]] = []
    for _ in range(120):
        kind = draw.choice(["assign", "stroke", "undo", "redo"], p=[0.4, 0.3, 0.2, 0.1])
        count = int(draw.integers(1, 6))
        if draw.random() < 0.7:
            grid = int(draw.choice(label))
            near = np.flatnonzero(np.isin(units.i, np.flatnonzero(label == grid)))
            chosen = draw.choice(units.j[near], count) if len(near) else draw.integers(0, units.n, count)
        else:
            grid, chosen = int(draw.choice(label)), draw.integers(0, units.n, count)
        steps.append([str(kind), [int(u) for u in chosen], grid])
    return steps


def pieces_of(units: Units, label: np.ndarray) -> dict[int, int]:
    inside = label[units.i] == label[units.j]
    part = parts_of(units.n, units.i[inside], units.j[inside])
    return {int(grid): len(np.unique(part[label == grid])) for grid in np.unique(label)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_in_the_browser_are_those_of_the_engine(drive, seed: int):
    units = Units.of(town(24, 14, communities=3))
    label = proposed(units, seed)
    steps = random_steps(units, label, np.random.default_rng(seed))
    told = drive(json.loads(json.dumps(columns_of(units, label))), steps)
    assert len(told) == len(steps)
    assert any(seen["label"] != label.tolist() for seen in told)
    for seen in told:
        now = np.array(seen["label"])
        sums, pieces = sums_of(units, now), pieces_of(units, now)
        grids = sorted(seen["grids"], key=lambda grid: grid["number"])
        assert [grid["number"] for grid in grids] == np.unique(now).tolist()
        assert [grid["homes"] for grid in grids] == sums.homes.tolist()
        assert [grid["community"] for grid in grids] == sums.community.tolist()
        assert [grid["deviation"] for grid in grids] == pytest.approx(sums.deviation.tolist())
        assert [grid["pieces"] for grid in grids] == [pieces[grid["number"]] for grid in grids]
        told_by_engine = measure(units, now, TOLERANCE)
        totals = seen["totals"]
        assert totals["cut"] / totals["grids"] == pytest.approx(told_by_engine.priced_cut)
        assert totals["fine"] == round(told_by_engine.in_band * told_by_engine.due)
        assert (totals["grids"], totals["due"], len(totals["broken"])) == (
            told_by_engine.grids,
            told_by_engine.due,
            told_by_engine.broken,
        )
        assert totals["moved"] == units.hh[now != label].sum()


def test_everything_undone_is_the_plan_as_it_was_and_redone_as_it_became(drive):
    units = Units.of(town(20, 12, communities=2))
    label = proposed(units, 1)
    forward = [
        step
        for step in random_steps(units, label, np.random.default_rng(9))
        if step[0] in {"assign", "stroke"}
    ]
    count = len(forward)
    told = drive(columns_of(units, label), forward + [["undo", [], 0]] * count + [["redo", [], 0]] * count)
    assert told[count - 1]["label"] != label.tolist()
    assert told[2 * count - 1]["label"] == label.tolist()
    assert told[-1]["label"] == told[count - 1]["label"]
    assert told[-1]["totals"]["cut"] == pytest.approx(told[count - 1]["totals"]["cut"])
