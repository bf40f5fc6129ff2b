// Our own muted cartography, made from nothing but our own tiles: streets, buildings, borders. Day theme; names of
// streets are drawn from the fonts of the machine, so no glyphs are fetched.
import { AT_REST, WHILE_MOVING } from "./light.js";

export const PAPER = "#f4f3ee";
export const INK = "#1d2a30";
const WIDTHS = { 1: [0.6, 7], 2: [1, 10], 3: [1.4, 14], 4: [2, 18] }; // pixels at zoom 11 and at zoom 17

// Streets widen with the class; a casing keeps them apart from what they cross.
const width = (more) => [
  "interpolate", ["exponential", 1.6], ["zoom"],
  11, ["match", ["get", "cls"], ...Object.entries(WIDTHS).flatMap(([cls, [least]]) => [Number(cls), least + more]), 0.5],
  17, ["match", ["get", "cls"], ...Object.entries(WIDTHS).flatMap(([cls, [, most]]) => [Number(cls), most + more * 2]), 4],
];

// From far away plain lines: round corners and casings are many triangles that nobody sees.
const NEAR = 13;

function streets() {
  const lines = { type: "line", source: "ground", "source-layer": "streets" };
  const near = { ...lines, minzoom: NEAR, layout: { "line-cap": "round", "line-join": "round", "line-sort-key": ["get", "cls"] } };
  const paint = { "line-color": ["match", ["get", "cls"], 4, "#f7e3b5", 3, "#faf0d2", "#ffffff"], "line-width": width(0) };
  return [
    { ...lines, id: "streets-far", maxzoom: NEAR, layout: { "line-join": "bevel" }, paint },
    { ...near, id: "street-edges", metadata: AT_REST, paint: { "line-color": "#cfcabb", "line-width": width(1) } },
    { ...near, id: "lanes", filter: ["<", ["get", "cls"], 2], metadata: AT_REST, paint },
    { ...near, id: "streets", filter: [">=", ["get", "cls"], 2], metadata: AT_REST, paint },
    { ...lines, id: "streets-moving", minzoom: NEAR, filter: [">=", ["get", "cls"], 3], metadata: WHILE_MOVING, layout: { "line-join": "bevel" }, paint: { ...paint, "line-opacity": 0 } },
  ];
}

const STREET_NAMES = {
  id: "street-names", type: "symbol", metadata: AT_REST, source: "ground", "source-layer": "streets", minzoom: 14,
  filter: ["has", "name"],
  layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 12, "symbol-spacing": 320, "text-max-angle": 30 },
  paint: { "text-color": "#6a6455", "text-halo-color": "#ffffff", "text-halo-width": 1.4 },
};

// Edges are a second pass over all of them: only where buildings are large.
function buildings() {
  const all = { type: "fill", metadata: AT_REST, source: "ground", "source-layer": "buildings" };
  return [
    { ...all, id: "buildings-far", minzoom: 14.5, maxzoom: 16, paint: { "fill-color": "#d3cdbe", "fill-antialias": false } },
    { ...all, id: "buildings", minzoom: 16, paint: { "fill-color": "#dcd7ca", "fill-outline-color": "#bdb6a4" } },
  ];
}

const HOMES = {
  id: "homes", type: "symbol", metadata: AT_REST, source: "ground", "source-layer": "buildings", minzoom: 15.5,
  filter: [">", ["get", "homes"], 0],
  layout: { "text-field": ["to-string", ["get", "homes"]], "text-size": 11 },
  paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 1.2 },
};

function communities() {
  const lines = { type: "line", metadata: AT_REST, source: "ground", "source-layer": "communities" };
  const paint = { "line-color": "#7d5a86", "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1, 15, 3] };
  return [
    { ...lines, id: "communities-far", maxzoom: NEAR, layout: { "line-join": "bevel" }, paint },
    { ...lines, id: "communities", minzoom: NEAR, paint: { ...paint, "line-dasharray": [4, 2] } },
  ];
}

// A style over the tiles of one ground. `attribution` names where its streets and buildings come from.
export function baseStyle({ tiles, bounds, attribution, homes = true }) {
  return {
    version: 8,
    transition: { duration: 0, delay: 0 },
    sources: { ground: { type: "vector", tiles: [tiles], bounds, minzoom: 8, maxzoom: 15, attribution } },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": PAPER } },
      ...buildings(), ...streets(), ...communities(), STREET_NAMES, ...(homes ? [HOMES] : []),
    ],
  };
}

// Load in words first, colour second: blue holds too few homes, orange too many; the two differ for every eye and in
// grey. The pale one is as it should be.
export const LOADS = { low: "#8fb4d3", fine: "#eef0ea", high: "#e0a266", none: "#ffffff" };
export const loadColour = (value) => ["match", value, "low", LOADS.low, "high", LOADS.high, "fine", LOADS.fine, LOADS.none];

// Layers of finished grids: what a page shows that only looks. Tiles carry the words of each grid.
export function gridLayers(source) {
  return [
    { id: "grids", type: "fill", source, "source-layer": "grids", paint: { "fill-color": loadColour(["get", "state"]), "fill-opacity": 0.72 } },
    { id: "grid-edges", type: "line", source, "source-layer": "grids", paint: { "line-color": "#3d4a50", "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.5, 15, 2] } },
    {
      id: "grid-names", type: "symbol", source, "source-layer": "grid_names", minzoom: 11,
      layout: { "text-field": ["get", "words"], "text-size": ["interpolate", ["linear"], ["zoom"], 11, 10, 15, 14], "text-line-height": 1.15 },
      paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 1.6 },
    },
  ];
}
