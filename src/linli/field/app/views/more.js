// Reporting something, notices, what was sent, and what is counted.
import { field, h, say, show } from "../dom.js";
import { saveReport } from "../entries.js";
import { held } from "../held.js";
import { queued, receipts } from "../store.js";
import { lang, t } from "../words.js";
import { photoPicker } from "./photos.js";

function day(ms) {
  return new Intl.DateTimeFormat(lang() === "en" ? "en-GB" : "zh-CN", { dateStyle: "medium", timeStyle: "short" }).format(ms);
}

export function report() {
  const kind = h("select", {}, held.reports.map((one) => h("option", { value: one }, t(`report_${one}`))));
  const spot = h("input", { type: "text", maxlength: 100 });
  const words = h("textarea", { maxlength: 1000 });
  const photos = photoPicker();
  const send = async () => {
    if (!spot.value.trim() || !words.value.trim()) return say(t("report_missing"), "bad");
    await saveReport(kind.value, spot.value.trim(), words.value.trim(), photos.taken());
    location.hash = "#/today";
    say(t("saved"), "good");
    document.dispatchEvent(new Event("linli:saved"));
  };
  show(h("h1", {}, t("report")), h("form", { onsubmit: (event) => event.preventDefault() }, field(t("report_kind"), kind), field(t("report_spot"), spot, t("report_spot_hint")), field(t("report_text"), words, t("report_text_hint")), photos.element, h("div", { class: "bar" }, h("button", { type: "button", onclick: send }, t("save_report")))));
}

export function notices() {
  const list = held.notices.map((one) => h("article", { class: "panel" }, h("h2", {}, one.title), h("p", { class: "hint" }, one.from), h("p", { class: "text" }, one.text)));
  show(h("h1", {}, t("notices")), list.length ? list : h("p", { class: "empty" }, t("no_notices")));
}

function what(entry) {
  return entry.form === "report" ? `${t("form_report")} · ${t(`report_${entry.what}`)}` : entry.form === "photo" ? t("form_photo") : `${t("form_visit")} · ${t(`outcome_${entry.what}`)}`;
}

export async function sent() {
  const waiting = await queued();
  const done = await receipts();
  const rows = [
    ...waiting.map((one) => h("li", { class: "waiting" }, h("b", {}, what(one)), h("span", {}, day(one.made)), h("span", { class: "state" }, t("waiting")))),
    ...done.map((one) => h("li", { class: one.outcome }, h("b", {}, what(one)), h("span", {}, day(one.made)), h("span", { class: "state" }, t(`got_${one.outcome}`)), one.reason ? h("p", {}, t(`reason_${one.reason}`)) : null)),
  ];
  show(h("h1", {}, t("sent")), h("p", { class: "lede" }, t("sent_lede", { waiting: waiting.length, done: done.length })), h("a", { class: "button", href: "#/sync" }, t("sync_now")), rows.length ? h("ul", { class: "sent" }, rows) : h("p", { class: "empty" }, t("nothing_sent")));
}

export function counted() {
  const told = held.counted;
  const lines = ["today", "week", "cells", "seconds", "nobody", "open_clashes"].map((one) => h("div", {}, h("dt", {}, t(`counted_${one}`)), h("dd", {}, String(told[one] ?? 0))));
  const backs = Object.entries(told.call_backs ?? {}).map(([result, n]) => h("div", {}, h("dt", {}, t(`back_${result}`)), h("dd", {}, String(n))));
  const signals = (told.signals ?? []).map((one) => h("li", {}, h("b", {}, t(`signal_${one.kind}`, one.numbers)), ` · ${one.day}`, one.answer ? h("p", {}, one.answer) : null));
  show(h("h1", {}, t("counted")), h("p", {}, t("counted_why")), h("dl", { class: "counts" }, lines, backs), h("h2", {}, t("signals")), signals.length ? h("ul", { class: "sent" }, signals) : h("p", { class: "empty" }, t("no_signals")));
}
