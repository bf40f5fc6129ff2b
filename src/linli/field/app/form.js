// Inputs drawn from data elements: type, length, unit and code list of the catalogue, checked before saving.
import { h } from "./dom.js";
import { held } from "./held.js";
import { lang, named, t } from "./words.js";

// Units of the catalogue as people write them.
const UNITS = { m2: "m²", m3: "m³" };
const CHECKS = {
  integer: (value) => /^-?\d{1,15}$/.test(value),
  decimal: (value) => /^-?\d{1,12}(\.\d{1,6})?$/.test(value),
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)),
  phone: (value) => /^[\d\s()+-]{7,20}$/.test(value),
  identifier: (value) => !/^\d+\.\d*$|^\d(\.\d+)?e\+?\d+$/i.test(value),
};

export function inputFor(code) {
  const element = held.forms.elements[code];
  if (element.kind === "code" || element.kind === "yes_no") return choice(element);
  const types = { integer: "text", decimal: "text", date: "date", phone: "tel" };
  const modes = { integer: "numeric", decimal: "decimal", phone: "tel" };
  const input = h("input", { type: types[element.kind] ?? "text", inputmode: modes[element.kind], maxlength: element.length || 500, autocomplete: "off" });
  if (!element.unit) return { element: input, control: input };
  return { element: h("div", { class: "with-unit" }, input, h("span", { class: "unit" }, UNITS[element.unit] ?? element.unit)), control: input };
}

function choice(element) {
  const items = element.kind === "yes_no" ? [["yes", t("yes"), t("yes")], ["no", t("no"), t("no")]] : (held.forms.lists[element.list] ?? []);
  const options = items.map((item) => h("option", { value: item[0] }, lang() === "en" ? item[2] : item[1]));
  const select = h("select", {}, h("option", { value: "" }, t("not_asked")), ...options);
  return { element: select, control: select };
}

// Empty when the value is sound, words otherwise. Empty values are not sent, so they are always sound.
export function problemOf(code, value) {
  const element = held.forms.elements[code];
  if (!value) return "";
  if (element.length && value.length > element.length) return t("too_long", { most: element.length });
  const check = CHECKS[element.kind];
  return check && !check(value) ? t(`bad_${element.kind}`) : "";
}

export function wordsOf(code, value) {
  const element = held.forms.elements[code];
  if (!value || !element) return "";
  if (element.kind === "yes_no") return t(value);
  if (element.kind !== "code") return value;
  const item = (held.forms.lists[element.list] ?? []).find((one) => one[0] === value);
  return item ? named([item[1], item[2]]) : value;
}

export function nameOf(code) {
  const element = held.forms.elements[code];
  return element ? named(element) : code;
}
