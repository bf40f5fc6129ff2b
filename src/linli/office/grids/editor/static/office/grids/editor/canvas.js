// Keeps the map the same as the plan, and turns strokes on the map into changes of the plan.
import { Far } from "./far.js";
import { degrees, metres } from "./loading.js";
import { LAYERS, NEAR, patterns, sources } from "./layers.js";
import { Marks } from "./marks.js";
import { openMap, whole } from "../../../ui/map/map.js";

const STEP = 6; // pixels between two looks along a stroke

export class Canvas {
  static async open(element, plan, server) {
    const box = element.dataset.bounds.split(",").map(Number);
    const map = await openMap(element, { layers: LAYERS, sources: sources(whole(element.dataset.grids), box), images: patterns(), homes: false });
    return map ? new Canvas(map, plan, server) : null;
  }

  constructor(map, plan, server) {
    this.map = map;
    this.far = new Far(map, server, plan);
    this.marks = new Marks(map);
    this.moved = new Set();
    map.on("move", () => this.#look());
  }

  // Draw a plan from nothing; afterwards only what changes is drawn. `view` is draft or force.
  show(plan, view = "draft") {
    this.plan = plan;
    this.map.removeFeatureState({ source: "ground", sourceLayer: "units" });
    this.map.removeFeatureState({ source: "ground", sourceLayer: "borders" });
    this.known = new Uint8Array(plan.label.length); // units whose state the map has
    this.seen = null;
    this.chosen = undefined;
    this.moved = new Set();
    this.far.show(plan, view);
    this.marks.show(plan);
    this.#look();
  }

  get near() {
    return this.map.getZoom() >= NEAR;
  }

  // The map is told about the units in view and a view around it: the states of a whole city would be gone through anew
  // with every tile that arrives.
  #look() {
    if (this.map.getZoom() < NEAR - 0.5) return;
    const view = this.map.getBounds();
    const [west, south] = metres(view.getWest(), view.getSouth());
    const [east, north] = metres(view.getEast(), view.getNorth());
    const { seen } = this;
    if (seen && west >= seen[0] && south >= seen[1] && east <= seen[2] && north <= seen[3]) return;
    const [wide, high] = [east - west, north - south];
    this.seen = [west - wide, south - high, east + wide, north + high];
    const { x, y } = this.plan;
    const [left, low, right, top] = [west - 1.5 * wide, south - 1.5 * high, east + 1.5 * wide, north + 1.5 * high];
    for (let u = 0; u < x.length; u++) if (!this.known[u] && x[u] > left && x[u] < right && y[u] > low && y[u] < top) this.#tell(u);
  }

  #tell(unit) {
    this.known[unit] = 1;
    this.#set("units", unit, { load: this.plan.figures(this.plan.label[unit]).state });
    if (this.moved.has(unit)) this.#set("units", unit, { moved: true });
    this.#borders(unit, (_, cut) => cut && { cut });
  }

  // Set a state of the borders around a unit; `state(edge, cut)` gives it, or nothing.
  #borders(unit, state) {
    const { start, border, neighbour } = this.plan.graph;
    const { label, number } = this.plan;
    for (let e = start[unit]; e < start[unit + 1]; e++) {
      const made = state(e, label[unit] !== label[neighbour[e]]);
      if (made) this.#set("borders", number[border[e]], made);
    }
  }

  // Some units went to other grids: `grids` are all numbers concerned.
  redraw(units, grids) {
    for (const unit of units) this.#borders(unit, (_, cut) => ({ cut }));
    for (const number of grids) {
      const figures = this.plan.figures(number);
      if (!figures) continue;
      const load = figures.state;
      for (const unit of this.plan.grids.get(number).units) if (this.known[unit]) this.#set("units", unit, { load });
      this.far.set(number, { load });
    }
    this.marks.follow(grids);
    this.far.follow();
  }

  #set(sourceLayer, id, state) {
    this.map.setFeatureState({ source: "ground", sourceLayer, id }, state);
  }

  // Light up the units of some grids.
  choose(units) {
    const light = (chosen) => {
      for (const unit of this.chosen ?? []) this.#set("units", unit, { chosen });
      for (const number of this.lit ?? []) this.far.set(number, { chosen });
    };
    light(false);
    this.chosen = [...units];
    this.lit = new Set(this.chosen.map((unit) => this.plan.label[unit]));
    light(true);
  }

  point(unit) {
    const light = (at, cursor) => {
      if (at === undefined) return;
      this.#set("units", at, { cursor });
      this.#borders(at, () => ({ cursor }));
    };
    light(this.cursor, false);
    this.cursor = unit;
    light(unit, true);
  }

  // Units that lie in another grid than in the plan in force; null when that is not to be shown.
  mark(units) {
    const visibility = units ? "visible" : "none";
    for (const id of ["moved", "units-moved"]) this.map.setLayoutProperty(id, "visibility", visibility);
    const now = new Set(units ?? []);
    for (const unit of this.moved) if (!now.has(unit) && this.known[unit]) this.#set("units", unit, { moved: false });
    for (const unit of now) if (!this.moved.has(unit) && this.known[unit]) this.#set("units", unit, { moved: true });
    this.moved = now;
    this.far.mark([...now]);
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
    return this.near ? this.map.queryRenderedFeatures(point, { layers: ["units"] })[0]?.id : undefined;
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
