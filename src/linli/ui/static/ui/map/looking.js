// Maps that are only looked at: every element with data-map="look" on the page.
import { openMap, whole } from "./map.js";
import { gridLayers } from "./style.js";

for (const element of document.querySelectorAll('[data-map="look"]')) {
  const { grids, bounds } = element.dataset;
  const box = bounds.split(",").map(Number);
  const sources = grids ? { grids: { type: "vector", tiles: [whole(grids)], bounds: box, minzoom: 8, maxzoom: 15 } } : {};
  openMap(element, { sources, layers: grids ? gridLayers("grids") : [], homes: !grids });
}
