// Two keys: Enter takes the first proposal of the current field, digits another one, 0 none; j and k move.
const rows = () => [...document.querySelectorAll("[data-field]")];

function current() {
  const held = document.activeElement?.closest("[data-field]");
  return held ?? rows().find((row) => row.dataset.open === "yes") ?? rows()[0];
}

function go(row) {
  if (!row) return;
  row.focus();
  row.scrollIntoView({ block: "center" });
}

function next(row) {
  const all = rows();
  const after = all.slice(all.indexOf(row) + 1);
  return after.find((one) => one.dataset.open === "yes") ?? after[0];
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea, button, a, summary")) return;
  const row = current();
  if (!row) return;
  const all = rows();
  const at = all.indexOf(row);
  if (event.key === "j") go(all[at + 1]);
  else if (event.key === "k") go(all[at - 1]);
  else if (event.key === "Enter" || /^[0-9]$/.test(event.key)) {
    const key = event.key === "Enter" ? "1" : event.key;
    const button = row.querySelector(`button[data-key="${key}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  } else return;
});

// After a row was swapped the next open one takes the focus.
document.addEventListener("htmx:after:swap", (event) => {
  const row = event.target?.closest?.("[data-field]") ?? event.detail?.ctx?.target;
  const fresh = row?.id ? document.getElementById(row.id) : undefined;
  if (fresh) go(next(fresh) ?? fresh);
});
