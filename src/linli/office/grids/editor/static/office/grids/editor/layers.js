// What the editor draws over the base map: units by the load of their grid, borders between grids, marks of grids.
// All of it hangs on feature states, so that one painted unit redraws a handful of shapes and no tile is fetched again.
import { INK, LOADS } from "../../../ui/map/style.js";

const state = (name, otherwise) => ["coalesce", ["feature-state", name], otherwise];
const when = (name, yes, no) => ["case", ["boolean", ["feature-state", name], false], yes, no];
const UNITS = { source: "ground", "source-layer": "units", minzoom: 11 };
const BORDERS = { source: "ground", "source-layer": "borders", minzoom: 13 };
const FLAT = { "fill-antialias": false }; // edges are drawn by the border lines; a second pass over every unit costs half
const NEAR = 13; // from here on a unit is large enough to be told from the next

export const SOURCES = { marks: { type: "geojson", data: { type: "FeatureCollection", features: [] } } };

export const LAYERS = [
  {
    id: "units", type: "fill", ...UNITS,
    paint: { ...FLAT, "fill-color": ["match", state("load", "none"), "low", LOADS.low, "high", LOADS.high, "fine", LOADS.fine, LOADS.none], "fill-opacity": 0.74 },
  },
  // Patterns say the same as the colours, for print and for every eye.
  { id: "units-low", type: "fill", ...UNITS, minzoom: NEAR, paint: { ...FLAT, "fill-pattern": "dots", "fill-opacity": ["match", state("load", "none"), "low", 0.55, 0] } },
  { id: "units-high", type: "fill", ...UNITS, minzoom: NEAR, paint: { ...FLAT, "fill-pattern": "stripes", "fill-opacity": ["match", state("load", "none"), "high", 0.55, 0] } },
  { id: "units-moved", type: "fill", ...UNITS, layout: { visibility: "none" }, paint: { ...FLAT, "fill-pattern": "cross", "fill-opacity": when("moved", 0.8, 0) } },
  { id: "units-chosen", type: "fill", ...UNITS, minzoom: NEAR, paint: { ...FLAT, "fill-color": "#f2b632", "fill-opacity": when("chosen", 0.35, 0) } },
  { id: "unit-lines", type: "line", ...BORDERS, minzoom: 13.5, paint: { "line-color": "#8a938f", "line-width": 0.5 } },
  {
    id: "cuts", type: "line", ...BORDERS, layout: { "line-cap": "round" },
    paint: { "line-color": INK, "line-width": ["interpolate", ["linear"], ["zoom"], 13, 1, 17, 4], "line-opacity": when("cut", 1, 0) },
  },
  { id: "unit-cursor", type: "line", ...UNITS, minzoom: 14, paint: { "line-color": "#7a1f6b", "line-width": 4, "line-opacity": when("cursor", 1, 0) } },
  {
    id: "marks", type: "symbol", source: "marks", minzoom: 12,
    layout: { "text-field": ["get", "words"], "text-size": ["interpolate", ["linear"], ["zoom"], 12, 10, 16, 14], "text-line-height": 1.15 },
    paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 1.6 },
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
