// Whole grids, seen from far away: tiles of the version that the page was opened with, and over them the outlines of
// grids that were changed since, which the server draws from the page's own labels.
import { NEAR, OF_EDGES, OF_GRIDS } from "./layers.js";

const PAUSE = 150; // milliseconds without a change before outlines are asked for
const NOTHING = { type: "FeatureCollection", features: [] };

export class Far {
  constructor(map, server, plan) {
    Object.assign(this, { map, server, plan });
    this.drawn = Int32Array.from(plan.saved); // labels that the tiles show
    this.tiles = map.getSource("grids").tiles;
    this.filters = new Map([...OF_GRIDS, ...OF_EDGES].map((id) => [id, map.getFilter(id)]));
    this.changed = new Set();
    this.moved = [];
    this.turn = { changed: 0, moved: 0 };
    this.timer = {};
  }

  // The draft, or what is in force: another plan, whose tiles are the server's.
  show(plan, view) {
    this.force = view === "force";
    this.plan = plan;
    this.map.removeFeatureState({ source: "grids", sourceLayer: "grids" });
    const tiles = this.force ? this.tiles.map((address) => address.replace("/tiles/draft/", "/tiles/force/")) : this.tiles;
    const source = this.map.getSource("grids");
    if (source.tiles[0] !== tiles[0]) source.setTiles(tiles);
    this.#leaveOut([]);
    this.map.getSource("changed").setData(NOTHING);
    if (!this.force) this.follow(0);
  }

  set(number, state) {
    this.map.setFeatureState({ source: "grids", sourceLayer: "grids", id: number }, state);
    if (this.changed.has(number)) this.map.setFeatureState({ source: "changed", id: number }, state);
  }

  // Something was changed: draw those grids anew as soon as the hand rests.
  follow(pause = PAUSE) {
    this.#soon("changed", pause, () => this.#ask());
  }

  #soon(what, pause, act) {
    clearTimeout(this.timer[what]);
    this.timer[what] = setTimeout(act, pause);
  }

  #ask() {
    const { label } = this.plan;
    const numbers = new Set();
    for (let u = 0; u < label.length; u++) if (label[u] !== this.drawn[u]) numbers.add(label[u]).add(this.drawn[u]);
    const units = [...label.keys()].filter((unit) => numbers.has(label[unit]));
    this.#outlines("changed", units, NEAR, (found) => {
      this.changed = numbers;
      this.map.removeFeatureState({ source: "changed" });
      for (const one of found.features) one.properties.load = this.plan.figures(one.id)?.state ?? "none";
      this.#leaveOut([...numbers]);
    });
  }

  // Units that lie in another grid than in the plan in force.
  mark(units) {
    this.moved = units;
    this.#soon("moved", PAUSE, () => this.#outlines("moved", this.moved, NEAR - 2));
  }

  async #outlines(source, units, zoom, before = () => {}) {
    const turn = ++this.turn[source];
    const labels = units.map((unit) => this.plan.label[unit]);
    const found = units.length > 0 ? await this.server.outlines(units, labels, zoom) : NOTHING;
    if (turn !== this.turn[source] || !found || (this.force && source === "changed")) return; // newer ones are under way, or will be asked for with the next change
    before(found);
    this.map.getSource(source).setData(found);
  }

  #leaveOut(numbers) {
    if (numbers.length === 0) this.changed = new Set();
    const among = (of) => ["in", of, ["literal", numbers]];
    const wanted = (id) => ["!", OF_EDGES.includes(id) ? ["any", among(["get", "a"]), among(["get", "b"])] : among(["id"])];
    for (const [id, filter] of this.filters) {
      const rest = numbers.length > 0 ? [wanted(id)] : [];
      const all = [...(filter ? [filter] : []), ...rest];
      this.map.setFilter(id, all.length > 0 ? ["all", ...all] : null);
    }
  }

  gridAt(point) {
    return this.map.queryRenderedFeatures(point, { layers: ["changed", "grids"] })[0]?.id;
  }
}
