// Progressive enhancement of every page. Nothing here is needed to read or send a form.
const root = document.documentElement;
root.classList.replace("no-js", "js");

// On a phone the rooms scroll sideways: the one that is open is brought into view, without moving the page.
const here = document.querySelector("nav.rooms > ul [aria-current=page]");
const scroller = here?.closest("ul");
if (scroller && scroller.scrollWidth > scroller.clientWidth) {
  scroller.scrollLeft = here.offsetLeft - scroller.offsetLeft - (scroller.clientWidth - here.offsetWidth) / 2;
}

// A menu opened by <details> closes on Escape and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.who[open]")) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.who[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Filters apply on change; the button stays for those without scripts.
for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// Work lists: j/k move between rows, Enter opens the row's first link.
const rows = () => [...document.querySelectorAll("table[data-worklist] tbody tr")];
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key !== "j" && event.key !== "k") return;
  const list = rows();
  if (list.length === 0) return;
  const current = list.findIndex((row) => row.contains(document.activeElement));
  const step = event.key === "j" ? 1 : -1;
  const next = list[Math.min(list.length - 1, Math.max(0, current + step))];
  next.querySelector("a, button")?.focus();
});

// An error summary takes the focus, so that a screen reader says what went wrong.
document.querySelector(".error-summary")?.focus();
