// The plan being edited, on typed arrays: what each grid adds up to, kept right change by change, with undo.
// The rules are those of linli.core.gridding; the server holds them against the whole plan again on saving.
// Pure: knows no page and no map.
import { Graph } from "./graph.js";
import { communityOf, isBase, isNone, NUMBERS } from "./labels.js";

const HAIR = 1e-9; // a grid exactly at the limit is inside
const TARGET = 300; // households of a grid
// A half goes to the even number, as Python and numpy round.
const rounded = (value) => (value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value));

export class Plan {
  // Per unit: homes, community, label, inForce (-1: none; null without such a plan), x, y. Per border within a
  // community: i, j, price. tolerance is a share: 0.1.
  constructor(columns) {
    Object.assign(this, columns);
    this.label = Int32Array.from(columns.label);
    this.saved = Int32Array.from(columns.saved ?? columns.label);
    this.graph = new Graph(this.homes.length, this.i, this.j, this.price);
    this.grids = new Map();
    this.done = [];
    this.undone = [];
    this.stroke = null;
    this.base = new Map(); // community -> homes and units in grids that share out the homes
    for (let u = 0; u < this.label.length; u++) this.#join(u, this.label[u]);
    for (let b = 0; b < this.i.length; b++) this.#cut(this.label[this.i[b]], this.label[this.j[b]], this.price[b]);
  }

  #join(unit, number) {
    let grid = this.grids.get(number);
    if (!grid) {
      grid = { number, homes: 0, community: this.community[unit], cut: 0, units: new Set(), pieces: 0, counted: false };
      this.grids.set(number, grid);
    }
    grid.units.add(unit);
    this.#count(grid, unit, 1);
  }

  #leave(unit) {
    const grid = this.grids.get(this.label[unit]);
    grid.units.delete(unit);
    this.#count(grid, unit, -1);
    return grid;
  }

  #count(grid, unit, sign) {
    grid.homes += sign * this.homes[unit];
    grid.counted = false;
    if (!isBase(grid.number)) return;
    const base = this.base.get(grid.community) ?? { homes: 0, units: 0 };
    base.homes += sign * this.homes[unit];
    base.units += sign;
    this.base.set(grid.community, base);
  }

  // Grids due in a community, and homes of an even share.
  due(community) {
    const base = this.base.get(community);
    return base?.units > 0 ? Math.max(1, rounded(base.homes / TARGET)) : 0;
  }

  mean(community) {
    return (this.base.get(community)?.homes ?? 0) / Math.max(this.due(community), 1);
  }

  #cut(one, other, price) {
    if (one === other || !isBase(one) || !isBase(other)) return;
    this.grids.get(one).cut += price;
    this.grids.get(other).cut += price;
  }

  #move(unit, number) {
    const { start, neighbour, border, price } = this.graph;
    const before = this.label[unit];
    const left = this.#leave(unit);
    this.#join(unit, number);
    for (let e = start[unit]; e < start[unit + 1]; e++) {
      const beside = this.label[neighbour[e]];
      this.#cut(before, beside, -price[border[e]]);
      this.#cut(number, beside, price[border[e]]);
    }
    this.label[unit] = number;
    if (left.units.size === 0) this.grids.delete(before);
  }

  // Why these units may not go to that grid: "" when they may.
  refusal(units, number) {
    for (const unit of units) if (this.community[unit] !== communityOf(number)) return "community";
    return "";
  }

  // Give units to a grid. Returns the numbers of the grids that changed; nothing happens when it is refused.
  assign(units, number) {
    if (units.length === 0 || this.refusal(units, number) !== "") return new Set();
    return this.relabel(units, units.map(() => number));
  }

  // Give each unit its own new label: one step of undo.
  relabel(units, numbers) {
    const step = { units: [], from: [], to: [] };
    units.forEach((unit, at) => {
      if (this.label[unit] === numbers[at]) return;
      step.units.push(unit);
      step.from.push(this.label[unit]);
      step.to.push(numbers[at]);
    });
    if (step.units.length === 0) return new Set();
    this.undone.length = 0;
    if (this.stroke) {
      for (const column of ["units", "from", "to"]) this.stroke[column].push(...step[column]);
    } else this.done.push(step);
    return this.#apply(step.units, step.to, step.from);
  }

  // What is painted between begin() and end() is undone at once.
  begin() {
    this.stroke = { units: [], from: [], to: [] };
  }

  end() {
    if (this.stroke?.units.length > 0) this.done.push(this.stroke);
    this.stroke = null;
  }

  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    // Backwards: a stroke may have passed over a unit twice.
    return { units: step.units, grids: this.#apply(step.units.toReversed(), step.from.toReversed(), step.to) };
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    return { units: step.units, grids: this.#apply(step.units, step.to, step.from) };
  }

  #apply(units, numbers, others) {
    for (let at = 0; at < units.length; at++) this.#move(units[at], numbers[at]);
    return new Set([...numbers, ...others]);
  }

  // The figures of one grid; undefined when there is none of that number.
  figures(number) {
    const grid = this.grids.get(number);
    if (!grid) return undefined;
    if (!grid.counted) {
      grid.pieces = this.graph.pieces(grid.units, this.label);
      grid.counted = true;
    }
    const { homes, community, cut, pieces } = grid;
    const base = isBase(number);
    const deviation = base ? homes / Math.max(this.mean(community), 1) - 1 : 0;
    let state = deviation < 0 ? "low" : "high";
    if (!base) state = isNone(number) ? "none" : "own";
    else if (Math.abs(deviation) <= this.tolerance + HAIR) state = "fine";
    return { number, homes, size: grid.units.size, community, cut, pieces, deviation, state };
  }

  // Sums over all grids, or over those of one community.
  totals(community = -1) {
    const sums = { grids: 0, due: 0, fine: 0, broken: [], cut: 0, moved: 0, changed: 0 };
    for (const grid of this.grids.values()) {
      if (community >= 0 && grid.community !== community) continue;
      const figures = this.figures(grid.number);
      if (figures.pieces > 1 && figures.state !== "none") sums.broken.push(grid.number);
      if (!isBase(grid.number)) continue;
      sums.grids++;
      sums.fine += figures.state === "fine" ? 1 : 0;
      sums.cut += grid.cut / 2;
    }
    for (const c of this.base.keys()) if (community < 0 || c === community) sums.due += this.due(c);
    for (let u = 0; u < this.label.length; u++) {
      if (community >= 0 && this.community[u] !== community) continue;
      if (this.label[u] !== this.saved[u]) sums.changed++;
      if (this.inForce?.[u] >= 0 && this.label[u] !== this.inForce[u]) sums.moved += this.homes[u];
    }
    return sums;
  }

  // Grids that border on a unit or on a grid, its own left out, in order of their numbers.
  beside(unit) {
    return this.#numbers([unit], this.label[unit]);
  }

  besideGrid(number) {
    return this.#numbers(this.grids.get(number)?.units ?? [], number);
  }

  #numbers(units, own) {
    const found = new Set();
    for (const unit of units) for (const other of this.graph.around(unit)) found.add(this.label[other]);
    found.delete(own);
    return [...found].sort((a, b) => a - b);
  }

  // Labels that a community's grids have now or had when last saved.
  taken(community) {
    const found = new Set();
    for (const labels of [this.grids.keys(), this.saved]) for (const label of labels) if (communityOf(label) === community) found.add(label);
    return [...found];
  }

  // The lowest number that is free there, as a label.
  fresh(community) {
    const taken = new Set(this.taken(community));
    let label = community * NUMBERS + 1;
    while (taken.has(label)) label++;
    return label;
  }

  // What is not finished in a community: grids out of the band, in pieces or not drawn yet, with those beside them.
  unfinished(community) {
    const found = new Set();
    for (const { number, community: place } of this.grids.values()) {
      if (place !== community) continue;
      const { state, pieces } = this.figures(number);
      if (state === "none" || (isBase(number) && (state !== "fine" || pieces > 1))) {
        for (const each of [number, ...this.besideGrid(number)]) found.add(each);
      }
    }
    return [...found].filter((label) => (isBase(label) || isNone(label)) && communityOf(label) === community);
  }

  // How many grids the homes of these grids make.
  dueIn(grids) {
    const homes = grids.reduce((sum, grid) => sum + this.grids.get(grid).homes, 0);
    return Math.max(1, rounded(homes / Math.max(this.mean(communityOf(grids[0])), 1)));
  }

  // Units whose label is not the saved one.
  changes() {
    const made = [];
    for (let u = 0; u < this.label.length; u++) if (this.label[u] !== this.saved[u]) made.push(u);
    return made;
  }

  // What stands now is what the server has.
  keep() {
    this.saved = Int32Array.from(this.label);
  }
}
