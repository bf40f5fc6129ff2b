// Keeps the map the same as the plan, and turns strokes on the map into changes of the plan.
import { degrees } from "./loading.js";
import { LAYERS, patterns, SOURCES } from "./layers.js";
import { gridName, loadWords, say, whole } from "./words.js";
import { openMap } from "../../../ui/map/map.js";

const STEP = 6; // pixels between two looks along a stroke

export class Canvas {
  static async open(element) {
    const map = await openMap(element, { layers: LAYERS, sources: SOURCES, images: patterns(), homes: false });
    return map ? new Canvas(map) : null;
  }

  constructor(map) {
    this.map = map;
    this.marks = new Map();
    this.waiting = false;
  }

  // Draw a plan from nothing; afterwards only what changes is drawn.
  show(plan) {
    this.plan = plan;
    this.map.removeFeatureState({ source: "ground", sourceLayer: "units" });
    this.map.removeFeatureState({ source: "ground", sourceLayer: "borders" });
    this.marks.clear();
    this.#colour(plan.grids.keys());
    for (let b = 0; b < plan.i.length; b++) if (plan.label[plan.i[b]] !== plan.label[plan.j[b]]) this.#set("borders", plan.number[b], { cut: true });
  }

  // Some units went to other grids: `grids` are all numbers concerned.
  redraw(units, grids) {
    const { start, border, neighbour } = this.plan.graph;
    const { label, number } = this.plan;
    for (const unit of units) {
      for (let e = start[unit]; e < start[unit + 1]; e++) this.#set("borders", number[border[e]], { cut: label[unit] !== label[neighbour[e]] });
    }
    this.#colour(grids);
  }

  #colour(grids) {
    for (const number of grids) {
      const figures = this.plan.figures(number);
      if (!figures) {
        this.marks.delete(number);
        continue;
      }
      const load = figures.state;
      const units = this.plan.grids.get(number).units;
      for (const unit of units) this.#set("units", unit, { load });
      this.marks.set(number, this.#mark(figures, units));
    }
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.map.getSource("marks").setData({ type: "FeatureCollection", features: [...this.marks.values()] });
    });
  }

  // The mark stands on the unit that is nearest to the middle of its grid.
  #mark(figures, units) {
    const { x, y } = this.plan;
    let [east, north] = [0, 0];
    for (const unit of units) [east, north] = [east + x[unit], north + y[unit]];
    [east, north] = [east / units.size, north / units.size];
    let [best, near] = [-1, Number.POSITIVE_INFINITY];
    for (const unit of units) {
      const far = (x[unit] - east) ** 2 + (y[unit] - north) ** 2;
      if (far < near) [best, near] = [unit, far];
    }
    const lines = [gridName(figures.number), say("homes", { n: whole(figures.homes) })];
    if (figures.state !== "fine") lines.push(loadWords(figures));
    return { type: "Feature", properties: { words: lines.join("\n") }, geometry: { type: "Point", coordinates: degrees(x[best], y[best]) } };
  }

  #set(sourceLayer, id, state) {
    this.map.setFeatureState({ source: "ground", sourceLayer, id }, state);
  }

  // Light up one grid, and one unit of it.
  choose(units) {
    for (const unit of this.chosen ?? []) this.#set("units", unit, { chosen: false });
    this.chosen = [...units];
    for (const unit of this.chosen) this.#set("units", unit, { chosen: true });
  }

  point(unit) {
    if (this.cursor !== undefined) this.#set("units", this.cursor, { cursor: false });
    this.cursor = unit;
    if (unit !== undefined) this.#set("units", unit, { cursor: true });
  }

  mark(units, moved) {
    for (const unit of units) this.#set("units", unit, { moved });
  }

  // Bring units into view when they are not.
  reveal(units) {
    const { x, y } = this.plan;
    const box = [180, 90, -180, -90];
    for (const unit of units) {
      const [lon, lat] = degrees(x[unit], y[unit]);
      [box[0], box[1], box[2], box[3]] = [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)];
    }
    const seen = this.map.getBounds();
    const inside = seen.contains([box[0], box[1]]) && seen.contains([box[2], box[3]]);
    // Large enough to work on: an eighth of the map's width at least.
    const share = Math.max((box[2] - box[0]) / (seen.getEast() - seen.getWest()), (box[3] - box[1]) / (seen.getNorth() - seen.getSouth()));
    const { width, height } = this.map.getCanvas().getBoundingClientRect();
    if (!inside || share < 0.125) this.map.fitBounds(box, { padding: Math.min(width, height) * 0.3, maxZoom: 17, animate: false });
  }

  unitAt(point) {
    const found = this.map.queryRenderedFeatures(point, { layers: ["units"] });
    return found.length > 0 ? found[0].id : undefined;
  }

  // Units along a stroke from one point to the next.
  along(from, to) {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP));
    const units = [];
    for (let s = 1; s <= steps; s++) {
      const unit = this.unitAt([from.x + ((to.x - from.x) * s) / steps, from.y + ((to.y - from.y) * s) / steps]);
      if (unit !== undefined && !units.includes(unit)) units.push(unit);
    }
    return units;
  }
}
