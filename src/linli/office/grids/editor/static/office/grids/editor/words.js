// What the page says, in the language of the page: texts come from the server with slots in braces.
import { numberOf } from "./labels.js";

let texts = {};

export function useWords(element) {
  texts = JSON.parse(element.dataset.words);
}

export function say(key, slots = {}) {
  return Object.entries(slots).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), texts[key]);
}

const SIGNED = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
export const percent = (share) => SIGNED.format(share);
export const whole = (number) => WHOLE.format(number);

// The number of a grid in its community, in three digits.
export const gridName = (label) => String(numberOf(label)).padStart(3, "0");

const WORDS = { fine: "fine", own: "own", none: "noGrid" };

// "合适", "偏多 +14%": the word always, the figure where it matters.
export function loadWords(figures) {
  return ["fine", "own", "none"].includes(figures.state) ? say(WORDS[figures.state]) : `${say(figures.state)} ${percent(figures.deviation)}`;
}

export const hangs = (figures) => (figures.pieces > 1 && figures.state !== "none" ? say("pieces", { n: figures.pieces }) : say("whole"));

// One sentence on a grid, for the live region.
export function sentence(figures) {
  const parts = [say("gridHomes", { grid: gridName(figures.number), n: whole(figures.homes) }), loadWords(figures)];
  if (figures.pieces > 1) parts.push(hangs(figures));
  return parts.join(say("comma"));
}
