// What the editor draws over the base map. From far away whole grids, as the server draws them for a version of the plan,
// and over them those that were changed since; near by units, by the load of their grid. Colours hang on feature states,
// so that one painted unit redraws a handful of shapes and no tile is fetched again. Every layer is a pass over all of its
// shapes: what is seen in few places is a layer of few shapes, not of all of them with most left clear.
import { AT_REST, WHILE_MOVING } from "../../../ui/map/light.js";
import { INK, LOADS } from "../../../ui/map/style.js";

export const FAR = 11; // from here on grids are drawn; below it streets only
export const NEAR = 14; // from here on a unit is large enough to be told from the next, and to be painted

const state = (name, otherwise) => ["coalesce", ["feature-state", name], otherwise];
const when = (name, yes, no) => ["case", ["boolean", ["feature-state", name], false], yes, no];
const FLAT = { "fill-antialias": false }; // edges are drawn as lines; a second pass over every shape costs half
const CHOSEN = { low: "#bfb48a", fine: "#f0d990", high: "#e6a94e", none: "#f5dfa3" };
const colour = (load, colours) => ["match", load, "low", colours.low, "high", colours.high, "fine", colours.fine, colours.none];
const fill = (load) => ({ ...FLAT, "fill-color": when("cursor", "#b45aa2", when("chosen", colour(load, CHOSEN), colour(load, LOADS))), "fill-opacity": 0.74 });
const own = state("load", ["get", "load"]);
const edges = (id, where, more) => ({
  id, type: "line", ...where, ...more,
  paint: { "line-color": INK, "line-width": ["interpolate", ["linear"], ["zoom"], 12, 0.5, 14, 1.5, 17, 4], "line-opacity": more.metadata === AT_REST ? 1 : 0 },
});
const GRIDS = { source: "grids", "source-layer": "grids", minzoom: FAR };
const CHANGED = { source: "changed", minzoom: FAR };
const UNITS = { source: "ground", "source-layer": "units", minzoom: NEAR };
const BORDERS = { source: "ground", "source-layer": "borders", minzoom: NEAR };

const none = () => ({ type: "geojson", data: { type: "FeatureCollection", features: [] }, tolerance: 0.2 });
export const sources = (grids, bounds) => ({
  grids: { type: "vector", tiles: [grids], bounds, minzoom: FAR, maxzoom: NEAR },
  changed: none(),
  moved: none(),
  marks: none(),
});

// Patterns say the same as the colours, for print and for every eye.
const pattern = (id, where, image, load) => ({
  id, type: "fill", metadata: AT_REST, ...where, minzoom: NEAR - 1, filter: ["==", ["get", "load"], load], paint: { ...FLAT, "fill-pattern": image, "fill-opacity": 0.55 },
});

// Layers of the grids as the server draws them: without those that were changed since, which are drawn over them.
export const OF_GRIDS = ["grids", "grids-low", "grids-high"];
export const OF_EDGES = ["edges", "edges-moving"];

export const LAYERS = [
  { id: "grids", type: "fill", ...GRIDS, maxzoom: NEAR, paint: fill(own) },
  { id: "changed", type: "fill", ...CHANGED, maxzoom: NEAR, paint: fill(own) },
  { id: "units", type: "fill", ...UNITS, paint: fill(state("load", "none")) },
  pattern("grids-low", GRIDS, "dots", "low"),
  pattern("grids-high", GRIDS, "stripes", "high"),
  pattern("changed-low", CHANGED, "dots", "low"),
  pattern("changed-high", CHANGED, "stripes", "high"),
  { id: "moved", type: "fill", source: "moved", minzoom: FAR, maxzoom: NEAR, layout: { visibility: "none" }, paint: { ...FLAT, "fill-pattern": "cross", "fill-opacity": 0.8 } },
  { id: "units-moved", type: "fill", ...UNITS, layout: { visibility: "none" }, paint: { ...FLAT, "fill-pattern": "cross", "fill-opacity": when("moved", 0.8, 0) } },
  edges("edges", { source: "grids", "source-layer": "edges" }, { metadata: AT_REST, minzoom: 12, maxzoom: NEAR }),
  edges("changed-edges", { source: "changed" }, { metadata: AT_REST, minzoom: 12, maxzoom: NEAR }),
  // Near by the borders of units tell where a grid ends, but there are many of them.
  edges("edges-moving", { source: "grids", "source-layer": "edges" }, { metadata: WHILE_MOVING, minzoom: NEAR }),
  edges("changed-edges-moving", { source: "changed" }, { metadata: WHILE_MOVING, minzoom: NEAR }),
  // All borders between units, those between two grids drawn strong: one pass over the lines, not two.
  {
    id: "borders", type: "line", metadata: AT_REST, ...BORDERS,
    paint: {
      "line-color": when("cursor", "#7a1f6b", when("cut", INK, "#8a938f")),
      "line-width": ["interpolate", ["linear"], ["zoom"], 14, when("cursor", 3, when("cut", 1.5, 0.4)), 17, when("cursor", 6, when("cut", 4, 0.7))],
    },
  },
  {
    id: "marks", type: "symbol", metadata: AT_REST, source: "marks", minzoom: 12.5,
    layout: {
      "text-field": ["step", ["zoom"], ["get", "number"], NEAR, ["get", "words"]],
      "text-size": ["interpolate", ["linear"], ["zoom"], 12, 10, 16, 14], "text-line-height": 1.15,
    },
    paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": ["step", ["zoom"], 0, NEAR, 1.6] },
  },
];

// Patterns of 8 x 8 pixels: a pixel is dark where `dark(x, y)` holds.
const PATTERNS = {
  dots: (x, y) => x % 8 < 2 && y % 8 < 2,
  stripes: (x, y) => (x + y) % 8 < 1,
  cross: (x, y) => (x + y) % 8 === 0 || (x - y + 8) % 8 === 0,
};

export function patterns() {
  const images = {};
  for (const [name, dark] of Object.entries(PATTERNS)) {
    const data = new Uint8Array(8 * 8 * 4);
    for (let at = 0; at < 64; at++) if (dark(at % 8, Math.floor(at / 8))) data.set([29, 42, 48, 255], at * 4);
    images[name] = { width: 8, height: 8, data };
  }
  return images;
}
