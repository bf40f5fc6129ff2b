// Elements without HTML text: what is shown is never read as markup.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function show(...children) {
  const main = document.getElementById("main");
  main.replaceChildren(...children.flat().filter(Boolean));
  window.scrollTo(0, 0);
  const heading = main.querySelector("h1");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

let saidAt = 0;

// What was said stays until the officer goes on; words said together with the change of page stay on the new one.
export function hush() {
  if (Date.now() - saidAt > 800) say("");
}

export function say(words, kind = "") {
  saidAt = Date.now();
  const bar = document.getElementById("said");
  bar.textContent = words;
  bar.className = words ? `said ${kind}` : "said";
}

// A label with its control; `box` is what is shown where the control stands in a box with its unit.
export function field(label, control, hint = "", error = "", box = control) {
  const id = control.id || `f${Math.random().toString(36).slice(2)}`;
  control.id = id;
  const described = [hint && `${id}-h`, error && `${id}-e`].filter(Boolean).join(" ");
  control.removeAttribute("aria-describedby");
  control.removeAttribute("aria-invalid");
  if (described) control.setAttribute("aria-describedby", described);
  if (error) control.setAttribute("aria-invalid", "true");
  const parts = [h("label", { for: id }, label), hint && h("p", { class: "hint", id: `${id}-h` }, hint), error && h("p", { class: "field-error", id: `${id}-e` }, error), box];
  return h("div", { class: error ? "field has-error" : "field" }, parts);
}
