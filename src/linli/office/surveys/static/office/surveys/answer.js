// Saves each field or row by itself. Without this script the form is sent whole by its button.
const form = document.querySelector("form[data-autosave]");
const status = form?.querySelector("[data-status]");
const RETRY = 10_000;

// Units (a field, or a row of a group) that wait to be saved, in order; one is sent at a time, so that each
// carries the versions that the one before it brought back.
const waiting = new Set();
let sending = false;
let timer = 0;

function say(text, offline = false) {
  status.textContent = text;
  status.classList.toggle("offline", offline);
}

function controls(unit) {
  return [...unit.querySelectorAll("input[name], select[name], textarea[name]")];
}

function body(unit) {
  const data = new URLSearchParams();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const control of controls(unit)) {
    if (control.type === "checkbox" && !control.checked) continue;
    data.append(control.name, control.value);
  }
  return data;
}

async function send(unit) {
  const response = await fetch(form.dataset.autosave, {
    method: "POST",
    body: body(unit),
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
  if (response.type === "opaqueredirect") {
    location.reload(); // signed out: the sign-in page brings the person back here
    return;
  }
  const answer = await response.json();
  if (answer.refused) {
    say(answer.refused, true);
    return;
  }
  show(answer);
}

function show(answer) {
  for (const [name, field] of Object.entries(answer.fields)) {
    const place = document.getElementById(`${name}-message`);
    if (place) place.innerHTML = field.message;
    const holder = document.getElementById(name)?.closest("td, .field");
    holder?.classList.toggle("has-error", field.message !== "");
    const base = form.elements[`b-${name.slice(2)}`];
    if (base && field.base !== undefined) base.value = field.base;
  }
  for (const [name, mark] of Object.entries(answer.rows)) {
    if (form.elements[name]) form.elements[name].value = mark;
  }
  say(answer.status);
  const progress = document.getElementById("progress");
  if (progress) progress.textContent = answer.progress;
}

async function run() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  while (waiting.size > 0) {
    const unit = waiting.values().next().value;
    waiting.delete(unit);
    say(form.dataset.saving);
    try {
      await send(unit);
    } catch {
      waiting.add(unit);
      say(form.dataset.offline, true);
      timer = setTimeout(run, RETRY);
      break;
    }
  }
  sending = false;
}

function changed(control) {
  const unit = control.closest("[data-unit]");
  if (!unit) return;
  if (control.name.startsWith("t-")) takeTheirs(control);
  if (control.name.startsWith("d-")) unit.classList.toggle("removed", control.checked);
  waiting.add(unit);
  run();
}

// "Use what is saved": put it into the field, so that the page shows what holds.
function takeTheirs(box) {
  const field = document.getElementById(box.name.slice(2));
  if (box.checked && field && box.dataset.theirs !== undefined) field.value = box.dataset.theirs;
}

let counter = 100;
function addRow(button) {
  const group = button.closest("[data-group]");
  const template = group.querySelector("template");
  const row = template.content.firstElementChild.cloneNode(true);
  counter += 1;
  const code = group.dataset.group;
  for (const element of row.querySelectorAll("[name], [id]")) {
    for (const attribute of ["name", "id"]) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace(`-${code}-new`, `-${code}-n${counter}`));
    }
  }
  group.querySelector("[data-rows]").append(row);
  row.querySelector("select, input:not([type=hidden])")?.focus();
}

if (form) {
  form.addEventListener("change", (event) => changed(event.target));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (!button) return;
    event.preventDefault();
    addRow(button);
  });
  form.addEventListener("submit", () => waiting.clear());
  window.addEventListener("online", run);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size > 0) event.preventDefault();
  });
}
