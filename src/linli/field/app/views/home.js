// One household: its card, masked to what the tasks need, and the form of everything that is to be asked here.
import { h, field, say, show } from "../dom.js";
import { saveVisit } from "../entries.js";
import { inputFor, nameOf, problemOf, wordsOf } from "../form.js";
import { baseOf, held } from "../held.js";
import { named, t } from "../words.js";
import { photoPicker } from "./photos.js";
import { buildingOf, doorOf } from "./today.js";

function personName(home, id, place) {
  const person = home.people.find((one) => one.id === id);
  return person?.name || t("person", { n: place + 1 });
}

function hintOf(ask) {
  const [known, source] = ask.known;
  if (!known) return t("not_held");
  if (!source) return t("held_plain", { value: wordsOf(ask.element, known) });
  return t("held", { value: wordsOf(ask.element, known), source: t(`source_${source}`) });
}

function card(home) {
  const people = home.people.map((one, place) => h("li", {}, h("b", {}, one.withheld ? t("withheld") : one.name || t("person", { n: place + 1 })), one.head ? ` · ${t("head")}` : "", one.phone ? ` · ${one.phone}` : ""));
  const ids = [...new Set(home.asks.flatMap((ask) => ask.for))];
  const wanted = ids.map((id) => held.collections[id]).filter(Boolean).map((one) => h("li", {}, t("wanted", { title: named(one), department: named(one.department), purpose: named(one.purpose), closes: one.closes }), one.number ? h("span", { class: "number" }, ` ${t("number", { number: one.number })}`) : null));
  return [h("ul", { class: "people" }, people), h("details", { class: "why" }, h("summary", {}, t("why")), h("ul", {}, wanted))];
}

function sections(home) {
  const groups = new Map([[home.dwelling, []], ...home.people.map((one) => [one.id, []])]);
  for (const ask of home.asks) {
    if (!held.forms.elements[ask.element]) continue;
    if (!groups.has(ask.subject)) groups.set(ask.subject, []);
    groups.get(ask.subject).push(ask);
  }
  return [...groups].filter(([, asks]) => asks.length);
}

export function home(id) {
  const found = held.homes[id];
  if (!found) {
    show(h("h1", {}, t("gone")), h("p", {}, t("gone_why")), h("a", { class: "button", href: "#/today" }, t("back")));
    return;
  }
  const began = Date.now();
  const inputs = [];
  const fieldsets = sections(found).map(([subject, asks]) => {
    const person = found.people.findIndex((one) => one.id === subject);
    const title = person >= 0 ? personName(found, subject, person) : t("dwelling");
    const parts = asks.map((ask) => {
      const { element, control } = inputFor(ask.element);
      const slot = h("div", {});
      inputs.push({ ask, control, element, slot });
      slot.append(field(nameOf(ask.element), control, hintOf(ask), "", element));
      return slot;
    });
    return h("fieldset", {}, h("legend", {}, title), parts);
  });
  const photos = photoPicker();
  const finish = (outcome) => submit(id, outcome, inputs, began, photos);
  const others = ["nobody", "refused", "moved"].map((one) => h("button", { type: "button", class: "secondary", onclick: () => finish(one) }, t(`outcome_${one}`)));
  const form = h("form", { novalidate: true, onsubmit: (event) => event.preventDefault() }, fieldsets, photos.element, h("div", { class: "bar" }, h("button", { type: "button", onclick: () => finish("done") }, t("save_visit"))), h("p", { class: "label" }, t("or")), h("div", { class: "bar" }, others));
  show(h("a", { class: "back", href: "#/today" }, t("back")), h("h1", {}, doorOf(found)), h("p", { class: "lede" }, buildingOf(found)), card(found), form);
}

function problems(inputs) {
  const found = [];
  for (const { ask, control, element, slot } of inputs) {
    const words = problemOf(ask.element, control.value.trim());
    slot.replaceChildren(field(nameOf(ask.element), control, hintOf(ask), words, element));
    if (words) found.push(control);
  }
  return found;
}

async function submit(id, outcome, inputs, began, photos) {
  if (outcome === "done") {
    const wrong = problems(inputs);
    if (wrong.length) {
      say(t("correct", { n: wrong.length }), "bad");
      wrong[0].focus();
      return;
    }
  }
  const filled = outcome === "done" ? inputs.filter(({ control }) => control.value.trim()) : [];
  if (outcome === "done" && inputs.length && !filled.length) {
    say(t("nothing_filled"), "bad");
    return;
  }
  const values = filled.map(({ ask, control }) => ({ subject: ask.subject, element: ask.element, base: baseOf(ask), value: control.value.trim() }));
  await saveVisit(id, outcome, values, Math.round((Date.now() - began) / 1000), photos.taken());
  location.hash = "#/today";
  say(t("saved"), "good");
  document.dispatchEvent(new Event("linli:saved"));
}
