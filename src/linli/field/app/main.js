// The app: what is shown when, the lock after five minutes, and contact whenever there is a network.
import { standing } from "./clock.js";
import { h, hush, say, show } from "./dom.js";
import { drop, homeBy } from "./held.js";
import { meta, queued } from "./store.js";
import { Refused, sync } from "./sync.js";
import { isOpen, lock } from "./vault.js";
import { lang, loadWords, setLanguage, t } from "./words.js";
import { closed, enrol, unlock, wiped } from "./views/door.js";
import { home } from "./views/home.js";
import { counted, notices, report, sent } from "./views/more.js";
import { today } from "./views/today.js";

const IDLE = 5 * 60 * 1000;
const PLACES = [["today", "today"], ["report", "report"], ["notices", "notices"], ["sent", "sent"], ["counted", "counted"]];
let touched = Date.now();

async function route() {
  if (!isOpen()) return unlock(entered);
  const [place, more] = location.hash.slice(2).split("/");
  if (place === "sync") return contact(true);
  const state = await standing();
  if (["old", "back"].includes(state) && place !== "sent") return closed(state);
  const pages = { today: () => today(more || "open"), home: () => home(homeBy(more)), report, notices, sent, counted };
  await (pages[place] ?? pages.today)();
  frame();
}

async function entered() {
  touched = Date.now();
  if (["", "#/sync"].includes(location.hash)) location.hash = "#/today";
  await route();
  await contact(false);
}

async function contact(asked) {
  if (asked) say(t("syncing"));
  try {
    const result = await sync();
    if (result === "wiped") {
      lock();
      return wiped();
    }
    if (asked) say(result === "offline" ? t("offline_now") : t("synced"), result === "offline" ? "bad" : "good");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message, "bad");
  }
  if (asked) location.hash = "#/today";
  else if (isOpen() && ["#/today", "#/sent", ""].some((one) => location.hash.startsWith(one)) && !document.querySelector("form")) await route();
  await status();
}

async function status() {
  const waiting = (await queued()).length;
  const synced = await meta("synced");
  const when = synced ? new Intl.DateTimeFormat(lang() === "en" ? "en-GB" : "zh-CN", { dateStyle: "short", timeStyle: "short" }).format(synced) : t("never");
  const bar = document.getElementById("status");
  bar.textContent = navigator.onLine ? t("status_online", { when, waiting }) : t("status_offline", { when, waiting });
  bar.className = navigator.onLine ? "status" : "status offline";
}

function frame() {
  const here = location.hash.slice(2).split("/")[0] || "today";
  const links = PLACES.map(([place, name]) => h("a", { href: `#/${place}`, "aria-current": place === here ? "page" : null }, t(name)));
  document.getElementById("nav").replaceChildren(...links);
}

function shut() {
  say("");
  lock();
  drop();
  document.getElementById("nav").replaceChildren();
  return unlock(entered);
}

async function chooseLanguage() {
  await setLanguage(lang() === "en" ? "zh" : "en");
  labels();
  await status();
  await route();
}

function labels() {
  document.title = t("title");
  document.getElementById("name").textContent = t("title");
  document.getElementById("language").textContent = lang() === "en" ? "中文" : "English";
  const close = document.getElementById("lock");
  close.textContent = t("lock");
}

async function begin() {
  const root = document.getElementById("app");
  await loadWords(root.dataset.words);
  labels();
  document.getElementById("language").addEventListener("click", chooseLanguage);
  document.getElementById("lock").addEventListener("click", shut);
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  window.setInterval(() => { if (isOpen() && Date.now() - touched > IDLE) shut(); }, 5_000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && isOpen() && Date.now() - touched > IDLE) shut(); });
  window.addEventListener("hashchange", () => { hush(); return route(); });
  window.addEventListener("online", () => { if (isOpen()) contact(false); status(); });
  window.addEventListener("offline", status);
  document.addEventListener("linli:saved", () => contact(false));
  if ("serviceWorker" in navigator) await navigator.serviceWorker.register("/field/worker.js", { scope: "/field/" });
  await status();
  if (await meta("device")) await route();
  else await enrol(entered);
  root.dataset.ready = "yes";
}

begin().catch((error) => {
  show(h("h1", {}, "邻里"), h("p", { class: "empty" }, String(error.message)));
  throw error;
});
