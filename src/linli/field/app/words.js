// Words in both languages come with the app, so that the language can be changed without a network.
import { meta, setMeta } from "./store.js";

let all = { zh: {}, en: {} };
let language = "zh";

export async function loadWords(address) {
  all = await (await fetch(address)).json();
  language = (await meta("language")) ?? (document.documentElement.lang.startsWith("en") ? "en" : "zh");
  document.documentElement.lang = language === "en" ? "en" : "zh-Hans";
}

export function lang() {
  return language;
}

export async function setLanguage(next) {
  language = next;
  document.documentElement.lang = next === "en" ? "en" : "zh-Hans";
  await setMeta("language", next);
}

export function t(key, slots = {}) {
  const found = all[language][key] ?? all.zh[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (_all, name) => slots[name] ?? "");
}

// A thing with names in both languages: {zh, en} or [zh, en].
export function named(pair) {
  if (!pair) return "";
  if (Array.isArray(pair)) return pair[language === "en" ? 1 : 0];
  return language === "en" ? pair.en : pair.zh;
}
