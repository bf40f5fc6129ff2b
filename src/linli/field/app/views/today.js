// The day: buildings in walking order, households with what is to be asked, done or not.
import { standing } from "../clock.js";
import { h, show } from "../dom.js";
import { handleOf, held } from "../held.js";
import { queued } from "../store.js";
import { t } from "../words.js";

export function doorOf(home) {
  const { unit, floor, room } = home.where;
  return [unit && t("unit", { n: unit }), room ? t("room", { n: room }) : floor && t("floor", { n: floor })].filter(Boolean).join(" ") || t("no_door");
}

export function buildingOf(home) {
  const { estate, road, building } = home.where;
  return [estate || road, building && t("building", { n: building })].filter(Boolean).join(" ") || t("no_building");
}

function dueOf(id) {
  const days = held.homes[id].asks.flatMap((ask) => ask.for).map((one) => held.collections[one]?.closes).filter(Boolean);
  return days.length ? t("due", { day: days.sort()[0] }) : "";
}

function stateOf(id) {
  const visited = held.visited[id];
  if (!visited) return { words: [t("asks", { n: held.homes[id].asks.length }), dueOf(id)].filter(Boolean).join(" · "), kind: "open" };
  return { words: t(`outcome_${visited.outcome}`), kind: visited.outcome };
}

function row(id) {
  const home = held.homes[id];
  const head = home.people.find((one) => one.head) ?? home.people[0];
  const state = stateOf(id);
  const name = head ? (head.withheld ? t("withheld") : head.name || t("no_name")) : t("nobody_listed");
  return h("li", { class: `home ${state.kind}` }, h("a", { href: `#/home/${handleOf(id)}` }, h("span", { class: "door" }, doorOf(home)), h("span", { class: "who" }, name, home.people.length > 1 ? t("and_more", { n: home.people.length - 1 }) : ""), h("span", { class: "state" }, state.words)));
}

function groups(filter) {
  const found = new Map();
  for (const id of held.order) {
    if (!held.homes[id] || (filter === "open" && held.visited[id] && held.visited[id].outcome !== "nobody")) continue;
    const name = buildingOf(held.homes[id]);
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(id);
  }
  return found;
}

export async function today(filter = "open") {
  const waiting = (await queued()).length;
  const found = groups(filter);
  const tabs = h("nav", { class: "tabs", "aria-label": t("which") }, ...["open", "all"].map((one) => h("a", { href: `#/today/${one}`, "aria-current": one === filter ? "page" : null }, t(`tab_${one}`))));
  const lists = [...found].map(([name, ids], place) => h("details", { class: "building", open: place === 0 || found.size < 4 }, h("summary", {}, name, h("span", { class: "count" }, t("homes", { n: ids.length }))), h("ul", { class: "homes" }, ids.map(row))));
  const never = (await standing()) === "never";
  const empty = h("div", { class: "empty" }, h("p", {}, never ? t("empty_never") : t("empty_today")), h("a", { class: "button", href: "#/sync" }, t("sync_now")));
  show(h("h1", {}, t("today")), h("p", { class: "lede" }, t("lede", { homes: held.order.length, waiting })), tabs, lists.length ? lists : empty);
}
