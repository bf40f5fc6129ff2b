// Two keys: Enter takes the first proposal of the current field, digits another one, 0 none; j and k move.
const rows = () => [...document.querySelectorAll("[data-field]")];

function current() {
  const held = document.activeElement?.closest("[data-field]");
  return held ?? rows().find((row) => row.dataset.open === "yes") ?? rows()[0];
}

// The cursor on the form's picture stands where the present field is.
function point(row) {
  for (const cell of document.querySelectorAll(".form-picture .now")) cell.classList.remove("now");
  const cell = document.querySelector(`.form-picture [data-at="${row.id.replace("field-", "")}"]`);
  if (!cell) return;
  cell.classList.add("now");
  cell.classList.toggle("look-open", row.dataset.open === "yes");
  cell.classList.toggle("look-settled", row.dataset.open !== "yes");
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function go(row) {
  if (!row) return;
  row.focus();
  row.scrollIntoView({ block: "center" });
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-field]");
  if (row) point(row);
});

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
  if (!fresh) return;
  point(fresh);
  go(next(fresh) ?? fresh);
});
