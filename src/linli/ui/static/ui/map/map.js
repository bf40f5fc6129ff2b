// Opens a map in an element. Pages work without: where WebGL is missing, the element says so and stays a plain box.
import { Light } from "./light.js";
import { baseStyle } from "./style.js";

const LOCALE = {
  "NavigationControl.ZoomIn": "zoomIn", "NavigationControl.ZoomOut": "zoomOut", "Map.Title": "label",
  "AttributionControl.ToggleAttribution": "source", "ScaleControl.Meters": "metres", "ScaleControl.Kilometers": "kilometres",
};

export function canDraw() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2"));
}

// The address of tiles as the map's worker needs it: whole, with its braces.
export const whole = (path) => window.location.origin + path;

// Returns the map once it is drawn, or null where it cannot be. The element carries what the page knows:
// data-library, data-worker, data-tiles, data-bounds "west,south,east,north", data-source, and words as data-word-*.
export async function openMap(element, { homes = true, layers = [], sources = {}, images = {} } = {}) {
  const words = element.dataset;
  if (!canDraw()) {
    element.classList.add("no-map");
    return null;
  }
  const library = await import(words.library);
  library.setWorkerUrl(words.worker);
  const bounds = words.bounds.split(",").map(Number);
  const style = baseStyle({ tiles: whole(words.tiles), bounds, attribution: words.source, homes });
  Object.assign(style.sources, sources);
  // Ground first, then what a page fills in, streets and buildings on it, then its lines, then everybody's words.
  const [paper, ...base] = style.layers;
  const isWords = (layer) => layer.type === "symbol";
  const fills = layers.filter((layer) => layer.type === "fill");
  const lines = layers.filter((layer) => layer.type === "line");
  style.layers = [paper, ...fills, ...base.filter((layer) => !isWords(layer)), ...lines, ...base.filter(isWords), ...layers.filter(isWords)];
  const map = new library.Map({
    container: element.querySelector(".map-canvas"),
    style,
    bounds,
    fitBoundsOptions: { padding: 24 },
    minZoom: 8,
    maxZoom: 19,
    attributionControl: { compact: true },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    localIdeographFontFamily: getComputedStyle(element).fontFamily,
    locale: Object.fromEntries(Object.entries(LOCALE).map(([key, word]) => [key, words[`word${word[0].toUpperCase()}${word.slice(1)}`] ?? ""])),
    fadeDuration: 0,
    renderWorldCopies: false,
  });
  for (const [name, image] of Object.entries(images)) map.addImage(name, image);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.ScaleControl({ maxWidth: 100 }), "bottom-left");
  printable(map, element);
  // Whoever waits for the picture (a test, a person with a slow line) can see when it is whole.
  map.on("dataloading", () => { element.dataset.drawn = "no"; });
  map.on("idle", () => { element.dataset.drawn = "yes"; });
  await new Promise((ready) => { map.once("load", ready); });
  new Light(map);
  return map;
}

// A canvas of WebGL prints empty: a picture of it is printed in its place.
function printable(map, element) {
  const picture = element.querySelector(".map-print");
  window.addEventListener("beforeprint", () => {
    map.redraw();
    picture.src = map.getCanvas().toDataURL("image/png");
    picture.hidden = false;
  });
  window.addEventListener("afterprint", () => {
    picture.hidden = true;
    picture.removeAttribute("src");
  });
}
