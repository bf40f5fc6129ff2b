// The number, homes and load of each grid, written on the unit nearest to its middle.
import { degrees } from "./loading.js";
import { gridName, loadWords, say, whole } from "./words.js";

export class Marks {
  constructor(map) {
    this.source = map.getSource("marks");
    this.changed = new Set();
  }

  show(plan) {
    this.plan = plan;
    this.changed.clear();
    this.there = new Set(plan.grids.keys());
    this.source.setData({ type: "FeatureCollection", features: [...this.there].map((number) => this.#mark(number)) });
  }

  // These grids changed; several changes before the next picture are drawn at once.
  follow(grids) {
    if (this.changed.size === 0) requestAnimationFrame(() => this.#write());
    for (const number of grids) this.changed.add(number);
  }

  #write() {
    const gone = [...this.changed].filter((number) => !this.plan.grids.has(number));
    const kept = [...this.changed].filter((number) => this.plan.grids.has(number));
    this.changed.clear();
    for (const number of kept) this.there.add(number);
    this.source.updateData({ remove: gone.filter((number) => this.there.delete(number)), add: kept.map((number) => this.#mark(number)) });
  }

  #mark(number) {
    const figures = this.plan.figures(number);
    const { units } = this.plan.grids.get(number);
    const lines = [gridName(number), say("homes", { n: whole(figures.homes) })];
    if (figures.state !== "fine") lines.push(loadWords(figures));
    const [x, y] = this.#middle(units);
    return { type: "Feature", id: number, properties: { number: lines[0], words: lines.join("\n") }, geometry: { type: "Point", coordinates: degrees(x, y) } };
  }

  #middle(units) {
    const { x, y } = this.plan;
    let [east, north] = [0, 0];
    for (const unit of units) [east, north] = [east + x[unit], north + y[unit]];
    [east, north] = [east / units.size, north / units.size];
    let [best, near] = [-1, Number.POSITIVE_INFINITY];
    for (const unit of units) {
      const far = (x[unit] - east) ** 2 + (y[unit] - north) ** 2;
      if (far < near) [best, near] = [unit, far];
    }
    return [x[best], y[best]];
  }
}
