// Our own muted cartography, made from nothing but our own tiles: streets, buildings, borders. Day theme; names of
// streets are drawn from the fonts of the machine, so no glyphs are fetched.
export const PAPER = "#f4f3ee";
export const INK = "#1d2a30";
const WIDTHS = { 1: [0.6, 7], 2: [1, 10], 3: [1.4, 14], 4: [2, 18] }; // pixels at zoom 11 and at zoom 17

// Streets widen with the class; a casing keeps them apart from what they cross.
const width = (more) => [
  "interpolate", ["exponential", 1.6], ["zoom"],
  11, ["match", ["get", "cls"], ...Object.entries(WIDTHS).flatMap(([cls, [least]]) => [Number(cls), least + more]), 0.5],
  17, ["match", ["get", "cls"], ...Object.entries(WIDTHS).flatMap(([cls, [, most]]) => [Number(cls), most + more * 2]), 4],
];

function streets() {
  const lines = { type: "line", source: "ground", "source-layer": "streets", layout: { "line-cap": "round", "line-join": "round", "line-sort-key": ["get", "cls"] } };
  return [
    { ...lines, id: "street-edges", minzoom: 12, paint: { "line-color": "#cfcabb", "line-width": width(1) } },
    { ...lines, id: "streets", paint: { "line-color": ["match", ["get", "cls"], 4, "#f7e3b5", 3, "#faf0d2", "#ffffff"], "line-width": width(0) } },
  ];
}

const STREET_NAMES = {
  id: "street-names", type: "symbol", source: "ground", "source-layer": "streets", minzoom: 14,
  filter: ["has", "name"],
  layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 12, "symbol-spacing": 320, "text-max-angle": 30 },
  paint: { "text-color": "#6a6455", "text-halo-color": "#ffffff", "text-halo-width": 1.4 },
};

const BUILDINGS = {
  id: "buildings", type: "fill", source: "ground", "source-layer": "buildings", minzoom: 14.5,
  paint: { "fill-color": "#dcd7ca", "fill-outline-color": "#bdb6a4" },
};

const HOMES = {
  id: "homes", type: "symbol", source: "ground", "source-layer": "buildings", minzoom: 15.5,
  filter: [">", ["get", "homes"], 0],
  layout: { "text-field": ["to-string", ["get", "homes"]], "text-size": 11 },
  paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 1.2 },
};

const COMMUNITIES = {
  id: "communities", type: "line", source: "ground", "source-layer": "communities",
  paint: { "line-color": "#7d5a86", "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1, 15, 3], "line-dasharray": [4, 2] },
};

// A style over the tiles of one ground. `attribution` names where its streets and buildings come from.
export function baseStyle({ tiles, bounds, attribution, homes = true }) {
  return {
    version: 8,
    sources: { ground: { type: "vector", tiles: [tiles], bounds, minzoom: 8, maxzoom: 15, attribution } },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": PAPER } },
      BUILDINGS, ...streets(), COMMUNITIES, STREET_NAMES, ...(homes ? [HOMES] : []),
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
