// Before the day: taking the phone into use, the PIN, and the states in which nothing is shown.
import { field, h, say, show } from "../dom.js";
import { drop, keepSecret, load } from "../held.js";
import { setMeta } from "../store.js";
import { t } from "../words.js";
import { isMade, make, open } from "../vault.js";

const PIN = /^\d{6}$/;
const WEAK = /^(\d)\1{5}$|^(?:012345|123456|234567|345678|456789|654321|987654)$/;

function pinInput() {
  return h("input", { type: "password", inputmode: "numeric", maxlength: 6, autocomplete: "off" });
}

function csrf() {
  return document.cookie.split("; ").find((one) => one.startsWith("csrftoken="))?.slice(10) ?? "";
}

export async function enrol(after) {
  let who = null;
  try {
    const answer = await fetch("/field/enrol", { redirect: "manual", cache: "no-store" });
    who = answer.ok ? await answer.json() : { refused: answer.status === 403 };
  } catch {
    show(h("h1", {}, t("enrol")), h("p", { class: "empty" }, t("enrol_offline")));
    return;
  }
  if (!who.place) {
    show(h("h1", {}, t("enrol")), h("p", {}, who.refused ? t("enrol_refused") : t("enrol_why")), h("a", { class: "button", href: "/accounts/login/?next=/field/" }, t("sign_in")));
    return;
  }
  const name = h("input", { type: "text", maxlength: 60, value: t("my_phone") });
  const [pin, again] = [pinInput(), pinInput()];
  const go = async () => {
    if (!PIN.test(pin.value) || WEAK.test(pin.value)) return say(t("pin_weak"), "bad");
    if (pin.value !== again.value) return say(t("pin_differs"), "bad");
    const answer = await fetch("/field/enrol", { method: "POST", body: JSON.stringify({ name: name.value }), headers: { "X-CSRFToken": csrf(), "Content-Type": "application/json" } });
    const told = await answer.json();
    if (!answer.ok) return say(told.message, "bad");
    await setMeta("device", { id: told.device, key: told.key, label: told.label, place: told.place });
    await setMeta("seq", 0);
    await setMeta("cursor", "");
    drop();
    await make(pin.value);
    await keepSecret(told.token);
    await navigator.storage?.persist?.();
    await after();
  };
  show(h("h1", {}, t("enrol")), h("p", {}, t("enrol_for", { label: who.label })), who.others.length ? h("p", { class: "note" }, t("enrol_others", { names: who.others.join("、") })) : null, h("form", { onsubmit: (event) => { event.preventDefault(); go(); } }, field(t("phone_name"), name), field(t("pin"), pin, t("pin_hint")), field(t("pin_again"), again), h("div", { class: "bar" }, h("button", {}, t("enrol_go")))));
}

export async function unlock(after) {
  if (!(await isMade())) return enrol(after);
  const pin = pinInput();
  const go = async () => {
    const result = await open(pin.value);
    if (result.open) {
      say("");
      await load();
      return after();
    }
    pin.value = "";
    if (result.left > 0) return say(t("pin_wrong", { n: result.left }), "bad");
    say(t("pin_over"), "bad");
    return enrol(after);
  };
  show(h("h1", {}, t("locked")), h("p", {}, t("locked_why")), h("form", { onsubmit: (event) => { event.preventDefault(); go(); } }, field(t("pin"), pin), h("div", { class: "bar" }, h("button", {}, t("unlock")))), h("p", {}, h("button", { type: "button", class: "link", onclick: () => enrol(after) }, t("pin_forgotten"))));
  pin.focus();
}

export function closed(state) {
  show(h("h1", {}, t(`closed_${state}`)), h("p", {}, t(`closed_${state}_why`)), h("a", { class: "button", href: "#/sync" }, t("sync_now")));
}

export function wiped() {
  show(h("h1", {}, t("wiped")), h("p", {}, t("wiped_why")));
}
